import {
  around,
  atLeast,
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
  type Part,
  type Table,
} from '../../../evidence/index.js';
import { expOf, logOf } from '../../../kernel/index.js';
import { leastSquaresPlane, rankCorrelation, type Interval, type Plane } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { networkCost } from '../../network/cost.js';
import {
  equalLossWork,
  runToEqualLoss,
  targetLoss,
  type EqualLossCell,
  type EqualLossRun,
} from '../../network/equalLoss.js';
import { curvatureFigure, type Arrived } from './figure.js';
import { designFor } from '../../designs.js';

/**
 * Does the step size over the batch size, and nothing else of the two, set the width of the minimum that
 * training ends in, and do wider minima go with better test accuracy?
 */

/** Growth with the batch size at a fixed ratio may be this share of that with the ratio. */
const margin = 0.1;
const level = 0.95;

const designs = {
  smoke: { examples: 200, ratios: [0.002, 0.008], batchSizes: [5, 10, 20], replicates: 1 },
  quick: { examples: 300, ratios: [0.002, 0.004, 0.008], batchSizes: [5, 10, 20, 40], replicates: 2 },
  paper: {
    examples: 5000,
    ratios: [0.0005, 0.001, 0.002, 0.004],
    batchSizes: [8, 16, 32, 64, 128],
    replicates: 20,
  },
} as const;

/** Small enough for the trace of its Hessian at many minima. */
const smallNetwork = { width: 16, depth: 3 } as const;
/** Runs that have not come to the loss by then are given up. */
const mostIterations = 40_000;
/** Iterations that a run takes in most cases, for an estimate of its cost. */
const usualIterations = 4000;
/** Runs may end this much below the loss that they are trained to, and no further. */
const lowestShare = 0.75;
/** Largest relative standard error with which a trace is known. */
const coarsestTrace = 0.25;

function plan({ profile, dataset }: Settings): EqualLossCell[] {
  const { examples, ratios, batchSizes, replicates } = designFor(designs, profile);
  return crossed({ replicate: upTo(replicates), ratio: ratios, batchSize: batchSizes }).map(
    ({ replicate, ratio, batchSize }): EqualLossCell => ({
      dataset,
      examples,
      ...smallNetwork,
      noise: 'sgd',
      stepSize: ratio * batchSize,
      batchSize,
      replicate,
      mostIterations,
    }),
  );
}

/**
 * What the minima of all runs say together; width is one over the root of curvature, whose square theory
 * is about.
 */
interface Found {
  readonly trace: Plane;
  readonly top: Plane;
  /** Rank correlation of 1/trace and test accuracy. */
  readonly accuracy: Interval;
}

function foundIn(arrived: readonly Arrived[]): Found {
  const logRatio = arrived.map(({ stepSize, batchSize }) => logOf(stepSize / batchSize));
  const logBatch = arrived.map(({ batchSize }) => logOf(batchSize));
  const logInverse = arrived.map(({ geometry }) => -geometry.trace);
  return {
    trace: leastSquaresPlane(logRatio, logBatch, logInverse, level),
    top: leastSquaresPlane(
      logRatio,
      logBatch,
      arrived.map(({ geometry }) => -geometry.topEigenvalue),
      level,
    ),
    accuracy: rankCorrelation(
      logInverse,
      arrived.map(({ testAccuracy }) => testAccuracy),
      level,
    ),
  };
}

function partsOf({ trace, accuracy }: Found): Part[] {
  const allowed = margin * Math.abs(trace.p.value);
  return [
    intervalPart(
      'the ratio widens the minimum (1/trace of the Hessian)',
      `log(1/trace) grows by ${inWords(trace.p, 2)} with log(η/b).`,
      [['growth of log(1/trace) with log(step size/batch size)', trace.p, atLeast(0)]],
    ),
    intervalPart(
      'at a fixed ratio the batch size does not matter',
      prose(
        `log(1/trace) grows by ${inWords(trace.q, 2)} with log b at fixed η/b;`,
        `allowed is ${allowed.toFixed(3)}.`,
      ),
      [['growth of log(1/trace) with log(batch size) at a fixed ratio', trace.q, around(0, allowed), 0]],
    ),
    {
      name: 'wider minima have better test accuracy',
      verdict: intervalVerdict(accuracy, atLeast(0)),
      reason: `Rank correlation ${inWords(accuracy, 2)}.`,
    },
  ];
}

function judge(results: readonly EqualLossRun[]): Evidence {
  const arrived = results.filter((run): run is Arrived => run.geometry !== null);
  const found = foundIn(arrived);
  const { top, accuracy } = found;
  return judged({
    parts: partsOf(found),
    controls: controlsOf(results, arrived),
    statistics: [
      statisticOf('growth of log(1/top eigenvalue) with log(step size/batch size)', top.p),
      statisticOf('growth of log(1/top eigenvalue) with log(batch size) at a fixed ratio', top.q, 0),
      statisticOf('rank correlation of width and test accuracy', accuracy),
    ],
    figures: [curvatureFigure(arrived)],
    tables: [tableOf(arrived)],
  });
}

function controlsOf(results: readonly EqualLossRun[], arrived: readonly Arrived[]): Control[] {
  const lowest = Math.min(...arrived.map(({ trainLoss }) => trainLoss));
  const worst = Math.max(...arrived.map(({ geometry }) => geometry.traceError));
  return [
    control(
      'runs end at equal loss',
      arrived.length === results.length && lowest > lowestShare * targetLoss,
      `${arrived.length} of ${results.length} arrived, at ${lowest.toFixed(3)} to ${targetLoss}`,
    ),
    control(
      'the trace is known to a quarter',
      worst < coarsestTrace,
      `standard errors up to ${(100 * worst).toFixed(0)} %`,
    ),
  ];
}

function tableOf(arrived: readonly Arrived[]): Table {
  return table('brownian-lr-batch-width', `Minima at a training loss of ${targetLoss}.`, arrived, [
    ['step size', ({ stepSize }) => stepSize],
    ['batch size', ({ batchSize }) => batchSize],
    ['replicate', ({ replicate }) => replicate],
    ['iterations', ({ iterations }) => iterations],
    ['trace', ({ geometry }) => expOf(geometry.trace)],
    ['top eigenvalue', ({ geometry }) => expOf(geometry.topEigenvalue)],
    ['test accuracy', ({ testAccuracy }) => testAccuracy],
  ]);
}

export const brownianLrBatchWidth: Claim<EqualLossCell, EqualLossRun> = {
  id: 'brownian-lr-batch-width',
  group: 'brownian',
  kind: 'finding',
  title: 'η/b sets the width of the final minimum',
  statement: prose(
    'Under the Brownian assumption the step size over the batch size, and nothing else of the two, sets',
    'the width of the minimum in which training ends; wider minima go with better test performance.',
  ),
  source: 'Jastrzebski et al. 2017 (arXiv 1711.04623); quoted in arXiv 1912.00018, section 1',
  experiment: prose(
    'Small networks (width 16, depth 3, cross-entropy) are trained by SGD to a training loss of',
    `${targetLoss}. Several ratios of step size to batch size are tried, each with several batch sizes. At`,
    'the end the trace of the Hessian (Hutchinson) and its largest eigenvalue (Lanczos) are measured. A',
    'width is one over the root of such a curvature.',
  ),
  rule: prose(
    'log(1/trace) is fitted by a plane in log(step size/batch size) and log(batch size). The claim has',
    `three parts. The first slope lies above 0 with its ${100 * level} % interval (refuted: below). The`,
    `interval of the second slope lies within ${margin} times the first on both sides of 0 (refuted:`,
    'beyond). The rank correlation (Spearman) of 1/trace and test accuracy lies above 0 with its interval',
    '(refuted: below). Supported when all parts are, refuted when one is refuted. Undecided otherwise, or',
    'when a run does not end at the loss or a trace is not known to a quarter.',
  ),
  formula: '\\log\\frac{1}{\\operatorname{tr}H}=a+p\\,\\log\\frac{\\eta}{b}+(p+q)\\,\\log b,\\qquad p+q=0',
  needsData: true,
  plan,
  cost: (cell, shape) => networkCost(equalLossWork({ ...cell, mostIterations: usualIterations }), shape),
  run: runToEqualLoss,
  judge,
};
