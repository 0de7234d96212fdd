import { expOf, logOf } from '../../../kernel/index.js';
import { networkCost } from '../../network/cost.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Control,
  type Evidence,
  failedControl,
  type Figure,
  intervalVerdict,
  inWords,
  joinVerdicts,
  type Part,
  type Role,
  statisticOf,
  type Verdict,
} from '../../../evidence/index.js';
import {
  equalLossWork,
  runToEqualLoss,
  targetLoss,
  type EqualLossCell,
  type EqualLossRun,
} from '../../network/equalLoss.js';
import { type Interval, leastSquaresPlane, rankCorrelation } from '../../../statistics/index.js';

/**
 * Does the step size over the batch size, and nothing else of the two, set the width of the minimum that training ends in, and do
 * wider minima go with better test accuracy?
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

type Arrived = EqualLossRun & { readonly geometry: NonNullable<EqualLossRun['geometry']> };

function plan({ profile, dataset }: Settings): EqualLossCell[] {
  const { examples, ratios, batchSizes, replicates } = designs[profile];
  return Array.from({ length: replicates }, (_, replicate) => replicate).flatMap((replicate) =>
    ratios.flatMap((ratio) =>
      batchSizes.map(
        (batchSize): EqualLossCell => ({
          dataset,
          examples,
          width: 16,
          depth: 3,
          noise: 'sgd',
          stepSize: ratio * batchSize,
          batchSize,
          replicate,
          mostIterations: 40_000,
        }),
      ),
    ),
  );
}

function judge(results: readonly EqualLossRun[]): Evidence {
  const arrived = results.filter((run): run is Arrived => run.geometry !== null);
  const logRatio = arrived.map(({ stepSize, batchSize }) => logOf(stepSize / batchSize));
  const logBatch = arrived.map(({ batchSize }) => logOf(batchSize));
  // Width is one over the root of curvature; its square is what the theory is about.
  const planeOf = (value: (run: Arrived) => number) =>
    leastSquaresPlane(logRatio, logBatch, arrived.map(value), level);
  const trace = planeOf(({ geometry }) => -geometry.trace);
  const top = planeOf(({ geometry }) => -geometry.topEigenvalue);
  const accuracy = rankCorrelation(
    arrived.map(({ geometry }) => -geometry.trace),
    arrived.map(({ testAccuracy }) => testAccuracy),
    level,
  );
  const parts: Part[] = [
    {
      name: 'the ratio widens the minimum (1/trace of the Hessian)',
      verdict: intervalVerdict(trace.p, [0, Infinity]),
      reason: `log(1/trace) grows by ${inWords(trace.p, 2)} with log(η/b).`,
    },
    {
      name: 'at a fixed ratio the batch size does not matter',
      verdict: equivalence(trace.q, margin * Math.abs(trace.p.value)),
      reason: `log(1/trace) grows by ${inWords(trace.q, 2)} with log b at fixed η/b; allowed is ${(margin * Math.abs(trace.p.value)).toFixed(3)}.`,
    },
    {
      name: 'wider minima have better test accuracy',
      verdict: intervalVerdict(accuracy, [0, Infinity]),
      reason: `Rank correlation ${inWords(accuracy, 2)}.`,
    },
  ];
  const controls = controlsOf(results, arrived);
  return {
    verdict: joinVerdicts(
      parts.map(({ verdict }) => verdict),
      controls,
    ),
    reason: failedControl(controls) ?? parts.map(({ reason }) => reason).join(' '),
    parts,
    statistics: [
      statisticOf('growth of log(1/trace) with log(step size/batch size)', trace.p),
      statisticOf('growth of log(1/trace) with log(batch size) at a fixed ratio', trace.q, 0),
      statisticOf('growth of log(1/top eigenvalue) with log(step size/batch size)', top.p),
      statisticOf('growth of log(1/top eigenvalue) with log(batch size) at a fixed ratio', top.q, 0),
      statisticOf('rank correlation of width and test accuracy', accuracy),
    ],
    controls,
    figures: [figureOf(arrived)],
    tables: [
      {
        name: 'brownian-lr-batch-width',
        caption: `Minima at a training loss of ${targetLoss}.`,
        columns: [
          'step size',
          'batch size',
          'replicate',
          'iterations',
          'trace',
          'top eigenvalue',
          'test accuracy',
        ],
        rows: arrived.map(({ stepSize, batchSize, replicate, iterations, geometry, testAccuracy }) => [
          stepSize,
          batchSize,
          replicate,
          iterations,
          expOf(geometry.trace),
          expOf(geometry.topEigenvalue),
          testAccuracy,
        ]),
      },
    ],
  };
}

function equivalence({ low, high }: Interval, allowed: number): Verdict {
  return intervalVerdict({ low, high }, [-allowed, allowed]);
}

function controlsOf(results: readonly EqualLossRun[], arrived: readonly Arrived[]): Control[] {
  const lowest = Math.min(...arrived.map(({ trainLoss }) => trainLoss));
  const worst = Math.max(...arrived.map(({ geometry }) => geometry.traceError));
  return [
    {
      name: 'runs end at equal loss',
      passed: arrived.length === results.length && lowest > 0.75 * targetLoss,
      value: `${arrived.length} of ${results.length} arrived, at ${lowest.toFixed(3)} to ${targetLoss}`,
    },
    {
      name: 'the trace is known to a quarter',
      passed: worst < 0.25,
      value: `standard errors up to ${(100 * worst).toFixed(0)} %`,
    },
  ];
}

const roles: readonly Role[] = ['series1', 'series2', 'series3', 'series4', 'control'];

function figureOf(arrived: readonly Arrived[]): Figure {
  const batchSizes = [...new Set(arrived.map(({ batchSize }) => batchSize))].sort((a, b) => a - b);
  const layers = (x: (run: Arrived) => number, y: (run: Arrived) => number) =>
    batchSizes.map((batchSize, i) => {
      const own = arrived.filter((run) => run.batchSize === batchSize);
      return {
        mark: 'points' as const,
        label: `b = ${batchSize}`,
        role: roles[i % roles.length],
        x: own.map(x),
        y: own.map(y),
      };
    });
  return {
    name: 'brownian-lr-batch-width',
    title: 'Curvature of the minimum, step size and batch size',
    caption:
      'Each point is a run that ended at the same training loss. Left: trace of the Hessian against step size over batch size; were the ratio all that matters, all batch sizes would lie on one line. Right: test accuracy against the trace.',
    panels: [
      {
        title: 'curvature',
        x: { label: 'step size / batch size', scale: 'log' },
        y: { label: 'trace of the Hessian', scale: 'log' },
        layers: layers(
          ({ stepSize, batchSize }) => stepSize / batchSize,
          ({ geometry }) => expOf(geometry.trace),
        ),
      },
      {
        title: 'test accuracy',
        x: { label: 'trace of the Hessian', scale: 'log' },
        y: { label: 'test accuracy (%)', scale: 'linear' },
        layers: layers(
          ({ geometry }) => expOf(geometry.trace),
          ({ testAccuracy }) => 100 * testAccuracy,
        ),
      },
    ],
  };
}

export const brownianLrBatchWidth: Claim<EqualLossCell, EqualLossRun> = {
  id: 'brownian-lr-batch-width',
  group: 'brownian',
  title: 'η/b sets the width of the final minimum',
  statement:
    'Under the Brownian assumption the step size over the batch size, and nothing else of the two, sets the width of the minimum in which training ends; wider minima go with better test performance.',
  source: 'Jastrzebski et al. 2017 (arXiv 1711.04623); quoted in arXiv 1912.00018, section 1',
  experiment: `Small networks (width 16, depth 3, cross-entropy) are trained by SGD to a training loss of ${targetLoss}, over ratios of step size to batch size and several batch sizes at each. At the end the trace of the Hessian (Hutchinson) and its largest eigenvalue (Lanczos) are measured; widths are one over their roots.`,
  rule: `log(1/trace) is fitted by a plane in log(step size/batch size) and log(batch size). Three parts: the first slope lies above 0 with its ${100 * level} % interval (refuted: below); the interval of the second lies within ${margin} of the first on both sides (refuted: beyond); the rank correlation (Spearman) of 1/trace and test accuracy lies above 0 with its interval (refuted: below). Supported when all are, refuted when one is refuted, undecided otherwise or when a run does not end at the loss or a trace is not known to a quarter.`,
  formula: '\\log\\frac{1}{\\operatorname{tr}H}=a+p\\,\\log\\frac{\\eta}{b}+(p+q)\\,\\log b,\\qquad p+q=0',
  needsData: true,
  plan,
  cost: (cell, shape) => networkCost(equalLossWork({ ...cell, mostIterations: 4000 }), shape),
  run: runToEqualLoss,
  judge,
};
