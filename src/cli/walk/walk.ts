import { UserError } from '../../error.js';
import { drawFigure } from '../../figure/index.js';
import { stream } from '../../law/index.js';
import { csvOf, experimentPage, formatNumber } from '../../report/index.js';
import { path } from '../../sde/index.js';
import { version } from '../../store/index.js';
import { type Motion, motionOf, type MotionOptions } from '../motion/motion.js';
import { jsonText, saved } from '../output.js';
import { counted, driverText } from '../motion/words.js';
import { painter, shownOn, terminalOf, wrap } from '../terminal.js';
import { walkFigure } from './figure.js';
import { summarise, type WalkSummary } from './summary.js';

export interface WalkOptions extends MotionOptions {
  readonly paths: number;
  readonly until?: number;
  readonly every?: number;
  readonly seed: number;
  readonly json?: boolean;
  readonly html?: string;
  readonly figure?: string;
  readonly csv?: string;
  readonly quiet?: boolean;
}

/** Steps of a path where its time is not given. */
const usualSteps = 200_000;
/** Steps of all paths together at most: they are held in memory. */
const mostSteps = 50_000_000;
/** Rows of a CSV file where it is not said which steps it gets. */
const usualRows = 10_000;

/**
 * Walks paths and prints what each did.
 *
 * @returns the exit code
 * @throws {UserError} when an option is out of range or the motion cannot be walked
 */
export async function walk(options: WalkOptions): Promise<number> {
  const { paths, seed, until, every } = options;
  // A walk leaves nothing: without a domain it goes wherever the noise takes it.
  const motion = motionOf({ ...options, scheme: options.scheme ?? 'euler' }, 'walk');
  const { potential, timeStep, driver, start, scheme } = motion;
  if (scheme === 'bridge') {
    throw new UserError('The scheme "bridge" is one of exits; a walk has none.', 'Use the scheme "euler".');
  }
  if (until !== undefined && !(until >= timeStep)) {
    throw new UserError(`--until is ${until}, less than a time step of ${timeStep}.`, 'Give a longer time.');
  }
  const steps = until === undefined ? usualSteps : Math.round(until / timeStep);
  if (paths * steps > mostSteps) {
    throw new UserError(
      `${counted(paths, 'path')} of ${counted(steps, 'step')} ${paths === 1 ? 'was' : 'were'} asked for; ` +
        `up to ${mostSteps} steps in all are held.`,
      'Ask for fewer paths, a shorter --until or a larger --time-step.',
    );
  }
  const source = stream(seed, 'walk');
  const walks = Array.from({ length: paths }, (_, p) =>
    path({ potential, driver, start, timeStep, steps, scheme, stream: source.substream(p) }),
  );
  const summaries = walks.map((places, p) => summarise(places, potential, p));
  process.stdout.write(
    options.json ? json(options, motion, steps, summaries) : text(motion, steps, seed, summaries),
  );
  if (options.csv !== undefined) saved(options.csv, csv(walks, timeStep, every), options);
  if (options.figure === undefined && options.html === undefined) return 0;
  const figure = walkFigure(motion, walks);
  if (options.figure !== undefined) {
    saved(options.figure, drawFigure(figure, { width: 720, for: 'file' }), options);
  }
  if (options.html !== undefined) {
    const content = experimentPage({
      title: 'Walk',
      summary: sentence(motion, steps, summaries),
      version: version(),
      facts: facts(options, motion),
      table: {
        name: 'walk',
        caption: 'What the paths did',
        columns: ['path', ...columns(motion)],
        rows: summaries.map((summary) => [summary.path, ...cells(summary)]),
      },
      figures: [figure],
    });
    saved(options.html, content, options);
  }
  return 0;
}

function columns({ potential }: Motion): string[] {
  return [
    'end',
    'lowest',
    'highest',
    'largest step',
    'share of the largest 0.1 % of steps',
    ...potential.minima.map((minimum) => `time near ${formatNumber(minimum, 3)}`),
  ];
}

function cells({ end, range, largestStep, largestShare, occupancy }: WalkSummary): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return [
    ...[end, ...range, largestStep].map((value) => formatNumber(value, 3)),
    percent(largestShare),
    ...occupancy.map(percent),
  ];
}

function sentence({ timeStep }: Motion, steps: number, summaries: readonly WalkSummary[]): string {
  const shares = summaries.map(({ largestShare }) => largestShare).sort((a, b) => a - b);
  const middle = shares[Math.floor(shares.length / 2)];
  return (
    `The largest thousandth of the steps carries ${(100 * middle).toFixed(1)} % of the squared path length ` +
    `over time ${formatNumber(steps * timeStep, 4)}${summaries.length > 1 ? ' (median path)' : ''}.`
  );
}

function facts(options: WalkOptions, motion: Motion): [string, string][] {
  return [
    ['Potential', options.potential],
    ['Noise', driverText(motion.driver)],
    ['Start', formatNumber(motion.start)],
    ['Time step', `${formatNumber(motion.timeStep, 3)}, scheme ${motion.scheme}`],
    ['Seed', String(options.seed)],
  ];
}

function text(motion: Motion, steps: number, seed: number, summaries: readonly WalkSummary[]): string {
  const terminal = terminalOf(process.stdout, process.env);
  const paint = painter(terminal);
  const width = Math.min(terminal.columns, 80);
  const lines = wrap(shownOn(sentence(motion, steps, summaries), terminal), width).map((line) =>
    paint(line, 'bold'),
  );
  const intro =
    `${driverText(motion.driver)}; ${counted(steps, 'step')} of ${formatNumber(motion.timeStep, 3)} from ` +
    `${formatNumber(motion.start)}, scheme ${motion.scheme}, seed ${seed}.`;
  lines.push(...wrap(shownOn(intro, terminal), width).map((line) => paint(line, 'dim')), '');
  for (const summary of summaries) {
    const parts = columns(motion).map((name, i) => `${name}: ${cells(summary)[i]}`);
    wrap(shownOn(parts.join(', '), terminal), width - 8).forEach((line, i) =>
      lines.push(`${(i === 0 ? `path ${summary.path}` : '').padEnd(8)}${line}`),
    );
  }
  return `${lines.join('\n')}\n`;
}

function json(options: WalkOptions, motion: Motion, steps: number, paths: readonly WalkSummary[]): string {
  const { driver, start, timeStep, scheme } = motion;
  const { potential, seed } = options;
  return jsonText({
    schema: 'heavytail.walk/1',
    version: version(),
    seed,
    potential,
    driver,
    start,
    timeStep,
    scheme,
    steps,
    paths,
  });
}

function csv(walks: readonly Float64Array[], timeStep: number, every?: number): string {
  const steps = walks[0].length;
  const stride = every ?? Math.max(1, Math.ceil((steps * walks.length) / usualRows));
  const rows = walks.flatMap((places, p) =>
    Array.from({ length: Math.ceil(steps / stride) }, (_, i): [number, number, number] => [
      p,
      i * stride * timeStep,
      places[i * stride],
    ]),
  );
  return csvOf({ name: 'walk', caption: 'Places of paths.', columns: ['path', 'time', 'place'], rows });
}
