import { hypotenuse } from '../../kernel/index.js';
import { formatNumber } from '../../report/index.js';
import { counted } from '../motion/words.js';
import { halfLength95 } from './confidence.js';
import type { EscapeReport } from './report.js';

/** Standard errors by which a measured mean may differ from an exact one without a word. */
const usualDeviation = 3;
/** Exits that carry the mean: below, its interval cannot be trusted. */
const fewestCarrying = 25;
/** A bias of the time step that is worth a finer one, as a share of the mean. */
const largeBias = 0.1;

type Judged = Omit<EscapeReport, 'warnings'>;

/** What a reader must know who compares the numbers of a report, each with what to do. */
export function escapeWarnings(report: Judged): string[] {
  return [
    givenUp(report),
    fewCarry(report),
    coarse(report),
    unmeasured(report),
    ...disagreements(report),
  ].filter((warning) => warning !== undefined);
}

/** The mean rests on an assumed law. */
function givenUp({ left, paths, mean, theory }: Judged): string | undefined {
  if (left === paths || mean === undefined) return undefined;
  const known = theory.some(({ meanTime }) => meanTime !== undefined);
  const were = paths - left === 1 ? 'was' : 'were';
  const infinite = known ? '' : '; it may be infinite';
  return (
    `${formatNumber(paths - left)} of ${counted(paths, 'path')} ${were} given up. ` +
    `The mean assumes that times are exponential, as those of rare exits are${infinite}. ` +
    'Leave out --until, or raise it, for a mean without this assumption.'
  );
}

/** The mean rests on few paths. */
function fewCarry({ carrying, left, paths }: Judged): string | undefined {
  if (carrying === undefined || carrying >= fewestCarrying || carrying > left / 10) return undefined;
  const needed = Math.ceil((2 * fewestCarrying * paths) / Math.max(1, carrying));
  const few = formatNumber(Math.max(1, Math.round(carrying)));
  return (
    `About ${few} of ${counted(paths, 'path')} stay long, and the mean rests on them: ` +
    `its interval is a guess. Give --paths ${formatNumber(Number(needed.toPrecision(1)))} or more.`
  );
}

function coarse({ discretisation, mean, timeStep }: Judged): string | undefined {
  if (discretisation === undefined || mean === undefined) return undefined;
  const share = Math.abs(discretisation.bias) / mean.mean;
  if (share <= largeBias || Math.abs(discretisation.bias) < 2 * discretisation.standardError)
    return undefined;
  return (
    `The time step ${formatNumber(timeStep, 2)} makes exit times ${formatNumber(100 * share, 2)} % too ` +
    `${discretisation.bias > 0 ? 'long' : 'short'}. The mean is corrected for it, single times are not. ` +
    `Give a shorter --time-step, for example ${formatNumber(timeStep / 8, 2)}.`
  );
}

function unmeasured({ process, discretisation, mean }: Judged): string | undefined {
  if (process === 'iteration' || discretisation !== undefined || mean === undefined) return undefined;
  return (
    'The bias of the time step was not measured, and the interval does not contain it. ' +
    'Run all paths to measure it.'
  );
}

/** Exact formulas from which the mean differs by more than chance and the time step explain. */
function disagreements(report: Judged): string[] {
  const { mean, theory } = report;
  if (mean === undefined) return [];
  return theory.flatMap(({ name, exact, meanTime, relativeError = 0 }) => {
    if (!exact || meanTime === undefined) return [];
    const half = meanTime > mean.mean ? mean.high - mean.mean : mean.mean - mean.low;
    const error = hypotenuse(half / halfLength95, relativeError * meanTime);
    const deviation = (mean.mean - meanTime) / error;
    if (Math.abs(deviation) <= usualDeviation) return [];
    return [
      `The measured mean ${formatNumber(mean.mean)} and the ${name}, ${formatNumber(meanTime)}, are ` +
        `${formatNumber(Math.abs(deviation), 2)} standard errors apart. ${remedy(report)}`,
    ];
  });
}

function remedy({ process, left, paths, asked, carrying = Infinity }: Judged): string {
  if (paths < asked) return 'The run was interrupted, and slow paths are missing: run it to its end.';
  if (process === 'iteration') {
    return (
      'The formula is for continuous time, the mean for the iteration at this step size. They approach one ' +
      'another as --step-size falls while the noise scale is kept ' +
      '(sigma times (step size over batch size)^(1 - 1/alpha)).'
    );
  }
  if (left < paths) return 'Give paths up later, or not at all: leave out --until.';
  if (carrying < fewestCarrying) return 'Few paths carry the mean: give more --paths.';
  return 'Chance alone does so once in 370 runs: try another --seed, more --paths, or a shorter --time-step.';
}
