import {
  atLeast,
  atMost,
  control,
  intervalPart,
  intervalVerdict,
  inWords,
  judged,
  prose,
  statisticOf,
  table,
  type Control,
  type Evidence,
  type Statistic,
} from '../../../evidence/index.js';
import { studentInterval, type Interval } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { designFor, type Designs } from '../../designs.js';
import { sgdWalkFigure } from './figure.js';
import {
  batchSize,
  begun,
  depth,
  directions,
  lagDoublings,
  madeIndex,
  runSgdWalk,
  sgdWalkCost,
  width,
  type NoiseWalk,
  type SgdWalkCell,
  type SgdWalkResult,
} from './run.js';

/**
 * Is the trajectory of SGD a Levy walk? Then its noise, summed up, spreads faster than that of a twin with
 * Gaussian noise of the same covariance, also at the longer lags, where sums of finite variance have
 * become Gaussian. The twin has the same start, the same scale in time and the same correlation between
 * steps, and the difference is that of the tails.
 */

/**
 * Exponents that lie nearer together than this are alike: half the distance between diffusion and a stable
 * law of index 1.8.
 */
const margin = 0.03;
const level = 0.95;
/** A control may fail by chance 1 time in 1000. */
const controlLevel = 0.999;
/** The longer half of the lags begins here. */
const firstLateLag = 1 << (lagDoublings >> 1);
const longestLag = 1 << lagDoublings;

const designs: Designs<Pick<SgdWalkCell, 'examples' | 'iterations'> & { replicates: number }> = {
  smoke: { examples: 100, iterations: 1024, replicates: 3 },
  quick: { examples: 150, iterations: 1536, replicates: 6 },
  paper: { examples: 2000, iterations: 65_536, replicates: 20 },
};

function plan({ profile, dataset }: Settings): SgdWalkCell[] {
  const { replicates, ...sizes } = designFor(designs, profile);
  return upTo(replicates).map((replicate) => ({ dataset, replicate, ...sizes }));
}

function controlsOf(results: readonly SgdWalkResult[]): Control[] {
  const excess = (of: (result: SgdWalkResult) => readonly number[]) =>
    studentInterval(
      results.flatMap(of).map((exponent) => exponent - 1 / 2),
      controlLevel,
    );
  const holds = (interval: Interval, range: readonly [number, number]) =>
    intervalVerdict(interval, range) === 'supported';
  const [stable, gaussian] = [excess(({ madeStable }) => madeStable), excess((one) => one.madeGaussian)];
  return [
    control(
      `Alpha-stable noise (alpha ${madeIndex}) with the scale of SGD's spreads faster than diffusion`,
      holds(stable, atLeast(margin)),
      `exponent above 1/2 by ${inWords(stable)}`,
    ),
    control(
      "Gaussian noise with the scale of SGD's does not",
      holds(gaussian, atMost(margin)),
      `exponent above 1/2 by ${inWords(gaussian)}`,
    ),
  ];
}

/** What the runs with one kind of noise say together. */
function statisticsOf(name: string, walks: readonly NoiseWalk[]): Statistic[] {
  const of = (value: (walk: NoiseWalk) => number) => studentInterval(walks.map(value));
  return [
    statisticOf(
      `exponent of displacement, ${name}`,
      of(({ exponent }) => exponent),
    ),
    statisticOf(
      `exponent at the longer lags, ${name}`,
      of(({ lateExponent }) => lateExponent),
    ),
    statisticOf(
      `1/alpha by sums, ${name}`,
      of(({ inverse }) => inverse),
    ),
    statisticOf(
      `bipower over realised variance, ${name}`,
      of(({ bipower }) => bipower),
    ),
  ];
}

function judge(results: readonly SgdWalkResult[]): Evidence {
  const differences = results.map(({ sgd, gaussian }) => sgd.lateExponent - gaussian.lateExponent);
  const difference = studentInterval(differences, level);
  const [sgd, twin] = [results.map((one) => one.sgd), results.map((one) => one.gaussian)];
  const late = (walks: readonly NoiseWalk[]) =>
    inWords(studentInterval(walks.map(({ lateExponent }) => lateExponent)));
  const { verdict, reason, open, statistics } = intervalPart(
    'late exponent',
    prose(
      `Over lags of ${firstLateLag} to ${longestLag} steps the noise of SGD, summed up, spreads as`,
      `lag to the`,
      `power ${late(sgd)}, and that of its Gaussian twin ${late(twin)}: a difference of`,
      `${inWords(difference)}.`,
    ),
    [['late exponent, SGD less its Gaussian twin', difference, atLeast(margin), 0]],
    'starts',
  );
  return judged({
    verdict,
    reason,
    ...(open && { open }),
    scope: `batch size ${batchSize}, steps after the first ${begun}, lags up to ${longestLag}`,
    controls: controlsOf(results),
    statistics: [...statistics, ...statisticsOf('SGD', sgd), ...statisticsOf('Gaussian twin', twin)],
    figures: [sgdWalkFigure(sgd, twin, differences, difference, margin)],
    tables: [
      table('sgd-walk', 'Exponents of displacement at the longer lags, start by start.', results, [
        ['start', ({ replicate }) => replicate],
        ['SGD', (one) => one.sgd.lateExponent],
        ['Gaussian twin', (one) => one.gaussian.lateExponent],
        ['made stable noise', ({ madeStable }) => madeStable[0]],
        ['made Gaussian noise', ({ madeGaussian }) => madeGaussian[0]],
      ]),
    ],
  });
}

export const sgdWalk: Claim<SgdWalkCell, SgdWalkResult> = {
  id: 'sgd-walk',
  group: 'finding',
  kind: 'finding',
  title: 'SGD’s trajectory is a Lévy walk',
  statement: prose(
    'The trajectory of SGD is a heavy-tailed random walk, a Lévy walk: its noise, summed up, spreads faster',
    'than Gaussian noise of the same covariance.',
  ),
  source: 'arXiv 1912.00018, section 2',
  experiment: prose(
    `A network (fully connected, width ${width}, depth ${depth}) is trained from one start twice: with`,
    `minibatches of ${batchSize} examples drawn with replacement, and with Gaussian noise of the covariance`,
    'that they have at each step. At each step the full gradient is subtracted from that of the',
    'step, and what',
    `is left, in units of its median size over 100 steps, is summed up over the steps after the first`,
    `${begun}, on ${directions} random directions: how does its median displacement grow with the lag? As`,
    'controls, alpha-stable and Gaussian noise with the scale of SGD’s in blocks of 100 steps.',
  ),
  rule: prose(
    `The exponent of median displacement over the longer half of the lags (${firstLateLag} to ${longestLag}`,
    'steps, where sums of finite variance have slowed down), SGD less its twin, start by start. Supported',
    `when the 95 % interval of the mean difference (Student’s) lies above ${margin}, refuted when it lies`,
    'below, undecided otherwise. Undecided as well when the 99.9 % interval of the exponent of alpha-stable',
    `noise does not lie more than ${margin} above 1/2, or that of Gaussian noise not below that.`,
  ),
  deviation: prose(
    'The source says Lévy walk. In physics that is a motion of finite velocity; what jumps is a Lévy flight.',
    'The descent is taken out, since a path that goes somewhere spreads faster than any noise.',
  ),
  answers: [
    {
      question: 'motion',
      speaksFor: 'jumps',
      supported:
        'The noise of SGD, summed up over many steps, spreads faster than Gaussian noise of the same' +
        ' covariance, as a Lévy walk does.',
      refuted:
        'Summed up over many steps, the noise of SGD spreads no faster than Gaussian noise of the same' +
        ' covariance: its trajectory is not a Lévy walk.',
    },
  ],
  needsData: true,
  plan,
  cost: sgdWalkCost,
  run: runSgdWalk,
  judge,
};
