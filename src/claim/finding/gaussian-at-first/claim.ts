import {
  control,
  inWords,
  judged,
  percent,
  prose,
  statisticOf,
  table,
  type ClaimVerdict,
  type Control,
  type Evidence,
  type Statistic,
  type Table,
} from '../../../evidence/index.js';
import { normalInterval } from '../../../statistics/index.js';
import { designFor, type Designs } from '../../designs.js';
import { networkClaim } from '../../network/networkClaim.js';
import { lawNetworks, snapshotWords } from '../../network/snapshots.js';
import { firstBesides, firstWork, firstWorldsCost } from './cost.js';
import { firstFigure } from './figure.js';
import { growthOf, growthVerdict, settledBelow } from './growth.js';
import {
  atFirst,
  growthParts,
  growthScope,
  later,
  shareParts,
  snapshotsOf,
  togetherLevel,
  type FirstSnapshot,
  type SeenFirst,
} from './parts.js';
import {
  milderAlpha,
  minibatchesAt,
  watchSnapshot,
  watchWorlds,
  worldAlpha,
  worldKurtosis,
  type FirstWorlds,
  type Power,
  type Watched,
  type Watching,
} from './run.js';

/**
 * Gradient noise is said to look Gaussian at first and to show large jumps when it is watched longer. If
 * its variance is infinite its mean square grows for ever, by the power 2/alpha - 1 of the number of
 * minibatches; if not, it settles, slowly perhaps.
 */

/** Of the intervals on worlds of known law: an honest control fails once in a thousand runs. */
const controlLevel = 0.999;

const designs: Designs<Watching> = {
  smoke: { measured: 10, decades: 4, directions: 10, repetitions: 8 },
  quick: { measured: 10, decades: 5, directions: 12, repetitions: 12 },
  paper: { measured: 10, decades: 6, directions: 50, repetitions: 30 },
};

function judge(seen: readonly SeenFirst[], worlds: FirstWorlds): Evidence {
  const snapshots = snapshotsOf(seen);
  return judged({
    parts: growthParts(snapshots),
    asides: shareParts(snapshots, worlds.power),
    controls: controlsOf(worlds),
    scope: growthScope(snapshots),
    statistics: worlds.power.map(powerStatistic),
    figures: [firstFigure(snapshots, worlds)],
    tables: [tableOf(snapshots), powerTable(worlds.power)],
  });
}

function powerStatistic({ law, accepted, samples }: Power): Statistic {
  const error = Math.sqrt((accepted * (1 - accepted)) / samples);
  return statisticOf(
    `share of samples of ${minibatchesAt(0)} that passes for Gaussian, ${law}`,
    normalInterval(accepted, error),
  );
}

function controlsOf({ gaussian, mixture, stable }: FirstWorlds): Control[] {
  const check = (name: string, world: Watched, passes: (verdict: ClaimVerdict) => boolean): Control => {
    const growth = growthOf(world, controlLevel);
    return control(name, passes(growthVerdict(growth)), `last decade ${inWords(growth.last)}`);
  };
  return [
    check(`α-stable noise (${worldAlpha}) is found to grow`, stable, (found) => found === 'supported'),
    check('Gaussian noise is found to settle', gaussian, (found) => found === 'refuted'),
    check(
      `noise of finite variance with excess kurtosis ${worldKurtosis} is not found to grow`,
      mixture,
      (found) => found !== 'supported',
    ),
  ];
}

function tableOf(snapshots: readonly FirstSnapshot[]): Table {
  const longest = snapshots[0].accepted[0].length - 1;
  const share = ({ accepted }: FirstSnapshot, entry: number) =>
    accepted.reduce((sum, series) => sum + series[entry], 0) / accepted.length;
  const caption = prose(
    'Growth of the mean square of gradient noise with the number of fresh minibatches (as a power), and the',
    'share of directions that pass for Gaussian.',
  );
  return table('gaussian-at-first', caption, snapshots, [
    ['network', ({ network, iteration }) => snapshotWords(network, iteration)],
    ['stage', ({ stage }) => stage],
    ['growth, last decade', ({ growth }) => growth.last.value],
    ['low', ({ growth }) => growth.last.low],
    ['high', ({ growth }) => growth.last.high],
    ['growth, decade before', ({ growth }) => growth.before.value],
    [`Gaussian at ${minibatchesAt(0)}`, (snapshot) => share(snapshot, 0)],
    [`Gaussian at ${minibatchesAt(longest)}`, (snapshot) => share(snapshot, longest)],
  ]);
}

function powerTable(power: readonly Power[]): Table {
  const caption = prose(
    `Share of samples of ${minibatchesAt(0)} values that the Anderson-Darling test at 5 % takes for`,
    'Gaussian, by their law: what passing at first is worth.',
  );
  return table('gaussian-at-first-power', caption, power, [
    ['law', ({ law }) => law],
    ['passes for Gaussian', ({ accepted }) => accepted],
    ['samples', ({ samples }) => samples],
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
      'Networks of the published kind are trained by SGD. At the start, early and at the end the gradients',
      'of all examples are projected on random directions at frozen weights, which gives the noise of any',
      'number of fresh minibatches (batch size 10, drawn with replacement). Over series of more and more',
      'minibatches two things are watched on each direction: the mean square, and whether the',
      'Anderson-Darling test at 5 % takes the noise for Gaussian. The same is done with Gaussian noise,',
      `with noise of finite variance and an excess kurtosis of ${worldKurtosis}, and with α-stable noise`,
      `(${worldAlpha}). What the test makes of ${minibatchesAt(0)} values of α-stable laws (${worldAlpha},`,
      `${milderAlpha}) stands beside it.`,
    ),
    rule: prose(
      'The mean square (its logarithm, averaged over directions) grows as a power of the number of',
      'minibatches; Student intervals over series, which hold together for all snapshots with',
      `${percent(togetherLevel, 0)}. A snapshot grows when the powers over both of the last two decades`,
      `lie above ${settledBelow} (that of a stable law of index 1.9) and the last is not below the one`,
      `before; it has settled when the last one lies below ${settledBelow}. A stage is supported when all`,
      'of its snapshots grow, refuted when one has settled (finite variance). The statement is about every',
      'stage: supported when all are, refuted when one is. Undecided when, with intervals of',
      `${percent(controlLevel, 1)}, α-stable noise is not found to grow, Gaussian noise not to settle, or`,
      'the noise of finite variance to grow. Two parts have verdicts of their own, by intervals over',
      `series: whether the noise passes for Gaussian at first (at least ${atFirst} of the directions at`,
      `every snapshot) and no longer later (at most ${later}); refuted when one snapshot lies on the other`,
      'side.',
    ),
    formula: '\\frac1n\\sum_{k\\le n}X_k^2\\sim n^{2/\\alpha-1}\\quad(\\alpha<2)',
    deviation: prose(
      'A data set holds finitely many examples, so any mean square settles in the end. What is decided is',
      'whether it does so within the range watched.',
    ),
    answers: [
      {
        question: 'noise',
        supported: prose(
          'The mean square of gradient noise grows for as long as it is watched, as that of noise without',
          'variance does.',
        ),
        refuted: prose(
          'At some stage of training the mean square of gradient noise settles when it is watched for long',
          'enough, as that of noise with a finite variance does.',
        ),
      },
    ],
  },
  networks: (settings) =>
    lawNetworks(settings).map((network) => ({ ...network, ...designFor(designs, settings.profile) })),
  look: watchSnapshot,
  worldSizes: ({ profile }) => designFor(designs, profile),
  makeWorlds: watchWorlds,
  cost: { work: firstWork, besides: firstBesides, worlds: firstWorldsCost },
  judge,
});
