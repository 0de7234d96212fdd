import {
  control,
  decide,
  inWords,
  judged,
  prose,
  rangeInWords,
  statisticOf,
  table,
  unanimous,
  type ClaimVerdict,
  type Control,
  type Evidence,
  type Part,
  type Table,
} from '../../../evidence/index.js';
import { type Interval, studentInterval } from '../../../statistics/index.js';
import { networkClaim, type Seen } from '../../network/networkClaim.js';
import { lawNetworks, snapshotWords } from '../../network/snapshots.js';
import { firstFigure } from './figure.js';
import {
  falseAlarm,
  minibatchesAt,
  watchSnapshot,
  watchWorlds,
  worldAlpha,
  worldKurtosis,
  type FirstWorlds,
  type Watched,
  type WatchedNetwork,
  type Watching,
} from './run.js';
import { designFor, type Designs } from '../../designs.js';

/**
 * Gradient noise is said to look Gaussian at first and to show large jumps when it is watched longer. If
 * its variance is infinite its mean square grows for ever, by the power 2/alpha - 1 of the number of
 * minibatches; if not, it settles, slowly perhaps.
 */

const level = 0.95;
/** Growth below that of a stable law of index 1.9 is none. */
const settled = 0.05;
/** Shares of directions that pass for Gaussian: at first at least, later at most. */
const atFirst = 0.9 * (1 - falseAlarm);
const later = 0.5;

const designs: Designs<Watching> = {
  smoke: { measured: 10, decades: 4, directions: 10, repetitions: 8 },
  quick: { measured: 10, decades: 5, directions: 12, repetitions: 10 },
  paper: { measured: 10, decades: 6, directions: 100, repetitions: 30 },
};

/** Growth of the mean square: powers of the number of minibatches over the last two decades. */
interface Growth {
  readonly before: Interval;
  readonly last: Interval;
  /** Of the last less that before. */
  readonly change: Interval;
}

function growthOf({ logSquares }: Watched): Growth {
  const slope = (series: readonly number[], back: number) =>
    (series[series.length - 1 - back] - series[series.length - 2 - back]) / Math.LN10;
  return {
    before: studentInterval(logSquares.map((series) => slope(series, 1))),
    last: studentInterval(logSquares.map((series) => slope(series, 0))),
    change: studentInterval(logSquares.map((series) => slope(series, 0) - slope(series, 1))),
  };
}

/** Supported: it grows as that of a law without variance does. */
function verdictOf({ before, last, change }: Growth): ClaimVerdict {
  if (last.high < settled) return 'refuted';
  const grows = before.low > 0 && last.low > 0;
  return decide(grows && change.low <= 0 && change.high >= 0, false);
}

type Snapshot = Seen<WatchedNetwork, Watched> & { readonly growth: Growth };

function judge(seen: readonly Seen<WatchedNetwork, Watched>[], worlds: FirstWorlds): Evidence {
  const snapshots = seen.map((noise): Snapshot => ({ ...noise, growth: growthOf(noise) }));
  const shares = (entry: number) => snapshots.map(({ accepted }) => accepted[entry]);
  const longest = Math.min(...snapshots.map(({ accepted }) => accepted.length)) - 1;
  const growth = growthPart(snapshots);
  const first = sharePart(
    `it passes for Gaussian at first (${minibatchesAt(0)} minibatches)`,
    shares(0),
    (share) => share >= atFirst,
  );
  const last = sharePart(
    `it does not when watched longer (${minibatchesAt(longest)} minibatches)`,
    shares(longest),
    (share) => share <= later,
  );
  return judged({
    verdict: growth.verdict,
    parts: [first, last, growth],
    controls: controlsOf(worlds),
    reason: prose(growth.reason, first.reason),
    statistics: snapshots.flatMap((snapshot) => {
      const words = snapshotWords(snapshot.network, snapshot.iteration);
      return [
        statisticOf(`growth of the mean square, last decade, ${words}`, snapshot.growth.last, 0),
        statisticOf(`growth of the mean square, decade before, ${words}`, snapshot.growth.before),
      ];
    }),
    figures: [firstFigure(snapshots, worlds)],
    tables: [tableOf(snapshots, longest)],
  });
}

function growthPart(snapshots: readonly Snapshot[]): Part {
  const verdicts = snapshots.map(({ growth }) => verdictOf(growth));
  const verdict = unanimous(verdicts);
  const flat = verdicts.filter((each) => each === 'refuted').length;
  const powers = spanOf(snapshots.map(({ growth }) => growth.last.value));
  return {
    name: 'the mean square keeps growing (infinite variance)',
    verdict,
    reason: prose(
      `Over the last decade the mean square grows by powers ${powers} of the number of minibatches.`,
      `It has settled in ${flat} of ${snapshots.length} snapshots` +
        `${verdict === 'refuted' ? ': finite variance, a slow central limit' : ''}.`,
    ),
  };
}

function sharePart(name: string, shares: readonly number[], holds: (share: number) => boolean): Part {
  return {
    name,
    verdict: decide(shares.every(holds), !shares.some(holds)),
    reason: `A test takes ${spanOf(shares)} of the directions for Gaussian (0.95 if they are).`,
  };
}

function spanOf(values: readonly number[]): string {
  // Adding 0 to the rounded number turns -0 into 0.
  return rangeInWords(values, (value) => (Number(value.toFixed(2)) + 0).toFixed(2));
}

function controlsOf({ gaussian, mixture, stable }: FirstWorlds): Control[] {
  const check = (name: string, world: Watched, passes: (verdict: ClaimVerdict) => boolean): Control => {
    const growth = growthOf(world);
    return control(name, passes(verdictOf(growth)), `last decade ${inWords(growth.last)}`);
  };
  return [
    check(`alpha-stable noise (${worldAlpha}) is found to grow`, stable, (found) => found === 'supported'),
    check('Gaussian noise is found to settle', gaussian, (found) => found === 'refuted'),
    check(
      `noise of finite variance with excess kurtosis ${worldKurtosis} is not found to grow`,
      mixture,
      (found) => found !== 'supported',
    ),
  ];
}

function tableOf(snapshots: readonly Snapshot[], longest: number): Table {
  const caption = prose(
    'Growth of the mean square of gradient noise with the number of fresh minibatches (as a power), and the',
    'share of directions that pass for Gaussian.',
  );
  return table('gaussian-at-first', caption, snapshots, [
    ['network', ({ network, iteration }) => snapshotWords(network, iteration)],
    ['growth, last decade', ({ growth }) => growth.last.value],
    ['low', ({ growth }) => growth.last.low],
    ['high', ({ growth }) => growth.last.high],
    ['growth, decade before', ({ growth }) => growth.before.value],
    [`Gaussian at ${minibatchesAt(0)}`, ({ accepted }) => accepted[0]],
    [`Gaussian at ${minibatchesAt(longest)}`, ({ accepted }) => accepted[longest]],
  ]);
}

export const gaussianAtFirst = networkClaim({
  texts: {
    id: 'gaussian-at-first',
    group: 'finding',
    kind: 'finding',
    title: 'Gaussian at first, jumps later',
    statement: prose(
      'Gradient noise looks Gaussian at first; watched longer it shows large jumps, as noise of infinite',
      'variance does.',
    ),
    source: 'arXiv 1912.00018, section 1; arXiv 1901.06053, figure 1',
    experiment: prose(
      'Networks of the published kind are trained by SGD. At the start, early and after the fit the',
      'gradients of all examples are projected on random directions at frozen weights, which gives the',
      'noise of any number of fresh minibatches (batch size 10, drawn with replacement). Over series of',
      'more and more minibatches two things are watched on each direction: the mean square, and whether',
      'the Anderson-Darling test at 5 % takes the noise for Gaussian. The same is done with Gaussian',
      'noise, with noise of finite variance and an excess kurtosis of 30, and with alpha-stable noise.',
    ),
    rule: prose(
      'The mean square (its logarithm, averaged over directions) grows as a power of the number of',
      `minibatches; Student intervals (${100 * level} %) over series. A snapshot grows when the powers`,
      'over the last two decades lie above 0 and do not differ; it has settled when the last one lies',
      `below ${settled}. Supported when all snapshots grow, refuted when all have settled (finite`,
      'variance, slow central limit), undecided otherwise, or when alpha-stable noise is not found to',
      'grow, Gaussian noise not to settle, or the noise of finite variance to grow. Two further parts have',
      'verdicts of their own: whether the noise passes for Gaussian at first (share of directions at least',
      `${atFirst}) and no longer later (at most ${later}).`,
    ),
    formula: '\\frac1n\\sum_{k\\le n}X_k^2\\sim n^{2/\\alpha-1}\\quad(\\alpha<2)',
    deviation: prose(
      'A data set holds finitely many examples, so any mean square settles in the end. What is decided is',
      'whether it does so within the range watched.',
    ),
  },
  networks: (settings) =>
    lawNetworks(settings).map((network) => ({ ...network, ...designFor(designs, settings.profile) })),
  look: watchSnapshot,
  worldSizes: ({ profile }) => designFor(designs, profile),
  makeWorlds: watchWorlds,
  judge,
});
