import type { Claim, Settings } from '../../claim.js';
import {
  type Control,
  type Evidence,
  failedControl,
  inWords,
  type Part,
  type Statistic,
  statisticOf,
  type Verdict,
} from '../../../evidence/index.js';
import { firstFigure } from './figure.js';
import { watch, worldAlpha, worldKurtosis, type FirstCell, type FirstResult, type Watched } from './run.js';
import { type Interval, studentInterval } from '../../../statistics/index.js';
import { lawNetworks, snapshotWords } from '../../network/snapshots.js';

/**
 * Gradient noise is said to look Gaussian at first and to show large jumps when it is watched longer. If its variance is infinite
 * its mean square grows for ever, by the power 2/alpha - 1 of the number of minibatches; if not, it settles, slowly perhaps.
 */

const logTen = 2.302585092994046;
const level = 0.95;
/** Growth below that of a stable law of index 1.9 is none. */
const settled = 0.05;
/** Shares of directions that pass for Gaussian: at first at least, later at most. */
const atFirst = 0.9 * 0.95;
const later = 0.5;

const designs = {
  smoke: { measured: 10, decades: 4, directions: 10, repetitions: 8 },
  quick: { measured: 10, decades: 5, directions: 12, repetitions: 10 },
  paper: { measured: 10, decades: 6, directions: 100, repetitions: 30 },
} as const;

function plan(settings: Settings): FirstCell[] {
  const watching = designs[settings.profile];
  return [
    ...lawNetworks(settings).map((network): FirstCell => ({ kind: 'network', ...network, ...watching })),
    { kind: 'worlds', ...watching },
  ];
}

/** Growth of the mean square: powers of the number of minibatches over the last two decades. */
interface Growth {
  readonly before: Interval;
  readonly last: Interval;
  /** Of the last less that before. */
  readonly change: Interval;
}

function growthOf({ logSquares }: Watched): Growth {
  const slope = (series: readonly number[], back: number) =>
    (series[series.length - 1 - back] - series[series.length - 2 - back]) / logTen;
  return {
    before: studentInterval(logSquares.map((series) => slope(series, 1))),
    last: studentInterval(logSquares.map((series) => slope(series, 0))),
    change: studentInterval(logSquares.map((series) => slope(series, 0) - slope(series, 1))),
  };
}

/** Supported: it grows as that of a law without variance does. */
function verdictOf({ before, last, change }: Growth): Verdict {
  if (last.high < settled) return 'refuted';
  const grows = before.low > 0 && last.low > 0;
  return grows && change.low <= 0 && change.high >= 0 ? 'supported' : 'undecided';
}

function judge(results: readonly FirstResult[]): Evidence {
  const snapshots = results.flatMap((result) =>
    result.kind === 'network'
      ? result.snapshots.map((snapshot) => ({
          ...snapshot,
          network: result.network,
          growth: growthOf(snapshot),
        }))
      : [],
  );
  const worlds = results.find((result) => result.kind === 'worlds');
  const shares = (decade: number) => snapshots.map(({ accepted }) => accepted[decade]);
  const longest = Math.min(...snapshots.map(({ accepted }) => accepted.length)) - 1;
  const verdicts = snapshots.map(({ growth }) => verdictOf(growth));
  const all = (wanted: Verdict) => verdicts.every((verdict) => verdict === wanted);
  const growth: Part = {
    name: 'the mean square keeps growing (infinite variance)',
    verdict: all('supported') ? 'supported' : all('refuted') ? 'refuted' : 'undecided',
    reason: `Over the last decade it grows by powers ${spanOf(snapshots.map((snapshot) => snapshot.growth.last.value))} of the number of minibatches; settled in ${verdicts.filter((verdict) => verdict === 'refuted').length} of ${snapshots.length} snapshots${all('refuted') ? ': finite variance, a slow central limit' : ''}.`,
  };
  const parts = [
    sharePart('it passes for Gaussian at first (10 minibatches)', shares(0), (share) => share >= atFirst),
    sharePart(
      `it does not when watched longer (${10 ** (longest + 1)} minibatches)`,
      shares(longest),
      (share) => share <= later,
    ),
    growth,
  ];
  const controls = worlds ? controlsOf(worlds) : [];
  return {
    verdict: controls.every(({ passed }) => passed) ? growth.verdict : 'undecided',
    reason: failedControl(controls) ?? `${growth.reason} ${parts[0].reason}`,
    parts,
    statistics: snapshots.flatMap(({ network, iteration, growth: { before, last } }): Statistic[] => [
      statisticOf(`growth of the mean square, last decade, ${snapshotWords(network, iteration)}`, last, 0),
      statisticOf(`growth of the mean square, decade before, ${snapshotWords(network, iteration)}`, before),
    ]),
    controls,
    figures: [firstFigure(snapshots, worlds)],
    tables: [
      {
        name: 'gaussian-at-first',
        caption:
          'Growth of the mean square of gradient noise with the number of fresh minibatches (as a power), and the share of directions that pass for Gaussian.',
        columns: [
          'network',
          'growth, last decade',
          'low',
          'high',
          'growth, decade before',
          'Gaussian at 10',
          `Gaussian at ${10 ** (longest + 1)}`,
        ],
        rows: snapshots.map(({ network, iteration, growth: { before, last }, accepted }) => [
          snapshotWords(network, iteration),
          last.value,
          last.low,
          last.high,
          before.value,
          accepted[0],
          accepted[longest],
        ]),
      },
    ],
  };
}

function sharePart(name: string, shares: readonly number[], holds: (share: number) => boolean): Part {
  const held = shares.filter(holds).length;
  return {
    name,
    verdict: held === shares.length ? 'supported' : held === 0 ? 'refuted' : 'undecided',
    reason: `Shares of directions that a test takes for Gaussian (0.95 if they are): ${spanOf(shares)}.`,
  };
}

function spanOf(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
}

function controlsOf({ gaussian, mixture, stable }: Extract<FirstResult, { kind: 'worlds' }>): Control[] {
  const control = (name: string, world: Watched, passes: (verdict: Verdict) => boolean): Control => {
    const growth = growthOf(world);
    return { name, passed: passes(verdictOf(growth)), value: `last decade ${inWords(growth.last, 3)}` };
  };
  return [
    control(
      `alpha-stable noise (${worldAlpha}) is found to grow`,
      stable,
      (verdict) => verdict === 'supported',
    ),
    control('Gaussian noise is found to settle', gaussian, (verdict) => verdict === 'refuted'),
    control(
      `noise of finite variance with excess kurtosis ${worldKurtosis} is not found to grow`,
      mixture,
      (verdict) => verdict !== 'supported',
    ),
  ];
}

export const gaussianAtFirst: Claim<FirstCell, FirstResult> = {
  id: 'gaussian-at-first',
  group: 'finding',
  title: 'Gaussian at first, jumps later',
  statement:
    'Gradient noise looks Gaussian at first; watched longer it shows large jumps, as noise of infinite variance does.',
  source: 'arXiv 1912.00018, section 1; arXiv 1901.06053, figure 1',
  experiment:
    'Networks of the published kind are trained by SGD. At the start, early and after the fit the gradients of all examples are projected on random directions at frozen weights, so that the noise of any number of fresh minibatches (batch size 10, drawn with replacement) follows. Over series of more and more minibatches two things are watched on each direction: the mean square, and whether the Anderson-Darling test at 5 % takes the noise for Gaussian. Beside it: Gaussian noise, noise of finite variance with an excess kurtosis of 30, alpha-stable noise.',
  rule: `The mean square of log over directions grows as a power of the number of minibatches; Student intervals (${100 * level} %) over series. A snapshot grows when the powers over the last two decades lie above 0 and do not differ; it has settled when the last one lies below ${settled}. Supported when all snapshots grow, refuted when all have settled (finite variance, slow central limit), undecided otherwise, or when alpha-stable noise is not found to grow, Gaussian noise not to settle, or the noise of finite variance to grow. Whether it passes for Gaussian at first (share of directions at least ${atFirst}) and no longer later (at most ${later}) are parts of their own.`,
  formula: '\\frac1n\\sum_{k\\le n}X_k^2\\sim n^{2/\\alpha-1}\\quad(\\alpha<2)',
  deviation:
    'A data set holds finitely many examples, so that any mean square settles in the end: what is decided is whether it does so within the range watched.',
  needsData: true,
  plan,
  run: watch,
  judge,
};
