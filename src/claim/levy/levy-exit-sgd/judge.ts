import {
  control,
  decide,
  inWords,
  intervalVerdict,
  judged,
  prose,
  statisticOf,
  tooWide,
  type Control,
  type Evidence,
  type Part,
} from '../../../evidence/index.js';
import { studentInterval } from '../../../statistics/index.js';
import {
  bestOf,
  contestOf,
  exponentOf,
  fewestGroups,
  fewestSettings,
  levyOf,
  rivalsOf,
  type Contest,
} from './contest.js';
import { exitSgdFigures, exitSgdTables } from './figure.js';
import { formWord, levyIndices } from './forms.js';
import type { ExitSgdResult } from './run.js';
import { heavyIndex, type NoiseWorld } from './worlds.js';

/** The rule of levy-exit-sgd. */

/** To support, every interval must lie on its side: at this level each. */
export const supporting = 0.95;
/** To refute, one of five intervals is enough: 5 % are shared among them. */
export const refuting = 0.99;
/** Of the exponent where the index is known: the noise is not infinitely small. */
export const nearIndex = 0.25;

/** Applies the rule. */
export function judge(results: readonly ExitSgdResult[]): Evidence {
  const contestIn = (world: NoiseWorld) =>
    contestOf(results.flatMap(({ escapes }) => escapes.filter((escape) => escape.world === world)));
  const [sgd, gaussian, heavy, welsch] = (['sgd', 'gaussian', 'heavy', 'welsch'] as const).map(contestIn);
  const controls = [
    gaussianControl('with Gaussian noise on the same lines', gaussian),
    gaussianControl('on a loss whose slopes are bounded', welsch),
    heavyControl(heavy),
  ];
  const shown = {
    figures: exitSgdFigures(sgd, heavy),
    tables: exitSgdTables({ sgd, gaussian, heavy, welsch }),
  };
  if (sgd === undefined) {
    const reason = `SGD left a well with ${fewestSettings} settings on fewer than ${fewestGroups} lines.`;
    const open = { rule: 'too few lines between networks', needs: 'more iterations, or more pairs' };
    return judged({ verdict: 'undecided', controls, reason, open, ...shown });
  }
  const parts = [powerPart(sgd), formsPart(sgd)];
  return judged({
    parts,
    controls,
    reason: prose(...parts.map(({ reason }) => reason), rangeOf(sgd)),
    statistics: [
      statisticOf('exponent of batch size over step size', exponentOf(sgd, refuting)),
      ...rivalsOf(sgd).map(({ name, behind }) =>
        statisticOf(
          `log of the mean squared error of ${formWord(name)} over that of the Lévy form`,
          studentInterval(behind, refuting),
        ),
      ),
    ],
    ...shown,
  });
}

/** The time as a power of batch size over step size. */
function powerPart(sgd: Contest): Part {
  const test = ['exponent of b/η', exponentOf(sgd, supporting), levyIndices] as const;
  const verdict = decide(
    intervalVerdict(test[1], levyIndices) === 'supported',
    intervalVerdict(exponentOf(sgd, refuting), levyIndices) === 'refuted',
  );
  return {
    name: 'the power of the step size',
    verdict,
    reason: prose(
      `The iterations that SGD takes grow with batch size over step size to the power`,
      `${inWords(exponentOf(sgd, refuting), 2)}; the Lévy law allows ${levyIndices.join(' to ')}.`,
    ),
    ...(verdict === 'undecided' && { open: tooWide(test, 'pairs of networks') }),
  };
}

/** Which form predicts lines that it was not fitted to. */
function formsPart(sgd: Contest): Part {
  const rivals = rivalsOf(sgd);
  const ahead = rivals.filter(({ behind }) => studentInterval(behind, supporting).low > 0);
  const verdict = decide(
    ahead.length === rivals.length,
    rivals.some(({ behind }) => studentInterval(behind, refuting).high < 0),
  );
  const nearest = rivals.reduce((best, rival) => (rival.error < best.error ? rival : best));
  const interval = studentInterval(nearest.behind, supporting);
  return {
    name: 'the form on unseen lines',
    verdict,
    reason: prose(
      `On lines that they were not fitted to, the Lévy form misses log iterations by`,
      `${rootOf(levyOf(sgd))} (root mean square), ${formWord(nearest.name)} by ${rootOf(nearest)}.`,
    ),
    ...(verdict === 'undecided' && {
      open: tooWide([`log error of ${formWord(nearest.name)}`, interval, [0, Infinity]], 'pairs of networks'),
    }),
  };
}

/** Between which sizes of batches and steps it was measured. */
function rangeOf({ escapes, exponents }: Contest): string {
  const largest = Math.max(...escapes.map(({ batchSize }) => batchSize));
  const smallest = Math.min(
    ...escapes.map(({ stepSize, largestCurvature: steepest }) => stepSize * steepest),
  );
  return prose(
    `Measured on the straight lines of ${exponents.length} pairs of networks, with batch sizes of 1 to`,
    `${largest} and step sizes from ${smallest.toFixed(2)} of the largest one on.`,
  );
}

/** With Gaussian noise, and with bounded slopes, the rule must not find a Levy law. */
function gaussianControl(where: string, contest: Contest | undefined): Control {
  const value = contest && exponentOf(contest, refuting).value;
  return control(
    `${where} a form of Gaussian noise wins, and the exponent is above ${levyIndices[1]}`,
    value !== undefined && bestOf(contest!).name !== 'levy' && value > levyIndices[1],
    contest === undefined ? 'too few wells were left' : foundIn(contest),
  );
}

/** With made-up examples of infinite variance it must find one. */
function heavyControl(contest: Contest | undefined): Control {
  const value = contest && exponentOf(contest, refuting).value;
  return control(
    `with examples of infinite variance (index ${heavyIndex}) the Lévy form wins, with an exponent near it`,
    value !== undefined && bestOf(contest!).name === 'levy' && Math.abs(value - heavyIndex) <= nearIndex,
    contest === undefined ? 'too few wells were left' : foundIn(contest),
  );
}

function foundIn(contest: Contest): string {
  const best = bestOf(contest);
  const exponent = inWords(exponentOf(contest, refuting), 2);
  return `${formWord(best.name)} wins (${rootOf(best)}), exponent ${exponent}`;
}

function rootOf({ error }: { readonly error: number }): string {
  return Math.sqrt(error).toFixed(2);
}
