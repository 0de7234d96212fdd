import {
  around,
  atMost,
  control,
  intervalPart,
  intervalVerdict,
  inWords,
  judged,
  plainStatistic,
  prose,
  rangeInWords,
  type Control,
  type Evidence,
} from '../../../evidence/index.js';
import { draw, stable, stream } from '../../../law/index.js';
import { rankCorrelation, studentInterval } from '../../../statistics/index.js';
import type { CellContext, Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import { networkCost, type NetworkWork } from '../../network/cost.js';
import { targetLoss, trainToEqualLoss, type EqualLossCell } from '../../network/equalLoss.js';
import { initialNetwork } from '../../network/trainedNetwork.js';
import { pruningFigure, pruningTable, ratioOf, type PrunedRun } from './figure.js';
import { keptShare, pruningError } from './pruning.js';

/**
 * Does a larger step size over batch size leave networks that can be pruned further? The theory: the larger
 * eta/b, the heavier the tails of the weights, and weights with a few large values lose little when the small
 * ones are cut (Barsbey et al. 2021). Networks are compared at equal training loss.
 */

const level = 0.99;
const below = atMost(0);
const shape = { width: 64, depth: 3 } as const;
const mostIterations = 5000;
/** Iterations that a run takes in most cases, for an estimate of its cost. */
const usualIterations = 500;
/** A network starts with uniform weights, whose largest tenth holds 1 - 0.9^3 of the sum of squares. */
const uniformError = Math.sqrt(0.9 * 0.9 * 0.9);
const uniformTolerance = 0.02;
/** Made-up weights of a stable law of this index have to lose this much less than Gaussian ones. */
const heavyIndex = 1.2;
const leastDifference = 0.2;
const madeWeights = 20_000;

const designs = {
  smoke: { examples: 300, stepSizes: [0.025, 0.1], batchSizes: [5, 50], replicates: 3 },
  quick: { examples: 1000, stepSizes: [0.025, 0.1], batchSizes: [5, 20, 80], replicates: 4 },
  paper: {
    examples: 10_000,
    stepSizes: [0.0125, 0.025, 0.05, 0.1],
    batchSizes: [5, 10, 20, 40, 80],
    replicates: 10,
  },
} as const;

type Run = { readonly kind: 'run' } & PrunedRun;
type Made = { readonly kind: 'made'; readonly gaussian: number; readonly heavy: number };
type RunCell = {
  readonly kind: 'run';
  readonly dataset: string;
  readonly examples: number;
  readonly stepSize: number;
  readonly batchSize: number;
  readonly replicate: number;
};
type Cell = RunCell | { readonly kind: 'made' };
type Result = Run | Made;

function plan({ profile, dataset }: Settings): Cell[] {
  const { examples, stepSizes, batchSizes, replicates } = designFor(designs, profile);
  const runs = crossed({ replicate: upTo(replicates), batchSize: batchSizes, stepSize: stepSizes }).map(
    (chosen): RunCell => ({ kind: 'run', dataset, examples, ...chosen }),
  );
  return [...runs, { kind: 'made' }];
}

function run(cell: Cell, context: CellContext): Result {
  if (cell.kind === 'made') return madeWorlds(context.seed);
  const training = trainingOf(cell);
  const { train, weights } = initialNetwork({ ...training, loss: 'cross-entropy' }, context);
  return {
    kind: 'run',
    initialError: pruningError(weights, train.layers),
    ...trainToEqualLoss(training, context, (source, found) => pruningError(found, source.layers)),
  };
}

/** Training to the loss, with ten looks at all examples in a pass; a look costs a third of a pass. */
function trainingWork({ batchSize, examples }: RunCell): NetworkWork {
  return { ...shape, examples, passed: 4 * usualIterations * batchSize, mixed: 0, vectors: 30 };
}

function trainingOf({ dataset, examples, stepSize, batchSize, replicate }: RunCell): EqualLossCell {
  return { dataset, examples, ...shape, noise: 'sgd', stepSize, batchSize, replicate, mostIterations };
}

/** Made-up weights whose tails are known. */
function madeWorlds(seed: number): Made {
  const layers = [{ name: 'made', offset: 0, rows: 1, columns: madeWeights }];
  const errorOf = (alpha: number) => {
    const random = stream(seed, 'compressibility', 'made', alpha);
    return pruningError(Float32Array.from(draw(stable({ alpha }), madeWeights, random)), layers);
  };
  return { kind: 'made', gaussian: errorOf(2), heavy: errorOf(heavyIndex) };
}

function judge(results: readonly Result[]): Evidence {
  const runs = results.filter((result) => result.kind === 'run');
  const made = results.find((result) => result.kind === 'made')!;
  const arrived = runs.filter(({ geometry }) => geometry !== null);
  const correlation = rankCorrelation(
    arrived.map(ratioOf),
    arrived.map(({ geometry }) => geometry!),
    level,
  );
  const errors = arrived.map(({ geometry }) => geometry!);
  const part = intervalPart(
    'pruning error against η/b',
    prose(
      'At equal loss the rank correlation of step size over batch size and pruning error is',
      `${inWords(correlation, 2)}. Keeping ${100 * keptShare} % of the weights loses`,
      `${rangeInWords(errors, (error) => error.toFixed(3))} of their length.`,
    ),
    [['rank correlation of η/b and pruning error', correlation, below]],
    'runs',
  );
  return judged({
    verdict: intervalVerdict(correlation, below),
    reason: part.reason,
    ...(part.open && { open: part.open }),
    controls: controlsOf(runs, made),
    statistics: [
      ...part.statistics,
      plainStatistic('runs that came down to the loss', arrived.length),
      plainStatistic('runs', runs.length),
    ],
    figures: [pruningFigure(arrived, uniformError)],
    tables: [pruningTable(runs)],
  });
}

function controlsOf(runs: readonly Run[], { gaussian, heavy }: Made): Control[] {
  const atStart = studentInterval(
    runs.map(({ initialError }) => initialError),
    level,
  );
  const arrived = runs.filter(({ geometry }) => geometry !== null).length;
  return [
    control(
      'before training the error is that of uniform weights',
      intervalVerdict(atStart, around(uniformError, uniformTolerance)) === 'supported',
      `${inWords(atStart)}; ${uniformError.toFixed(3)} expected`,
    ),
    control(
      `made-up weights of a stable law (alpha ${heavyIndex}) lose less than Gaussian ones`,
      gaussian - heavy >= leastDifference,
      `${heavy.toFixed(3)} and ${gaussian.toFixed(3)}`,
    ),
    control(
      'most runs come down to the loss',
      arrived >= leastArrived * runs.length,
      `${arrived} of ${runs.length}`,
    ),
  ];
}

/** Runs that do not arrive are left out; if more than a tenth do not, what is left may be a choice. */
const leastArrived = 0.9;

export const compressibility: Claim<Cell, Result> = {
  id: 'compressibility',
  group: 'beyond',
  kind: 'finding',
  title: 'Step size over batch size and pruning',
  statement: prose(
    'The larger the step size over the batch size, the heavier the tails of the weights become, and the less',
    'a network loses when it is pruned.',
  ),
  source: 'Barsbey, Sefidgaran, Erdogdu, Richard and Simsekli 2021, arXiv 2106.03795',
  experiment: prose(
    `Networks of width ${shape.width} and depth ${shape.depth} are trained by SGD, over step sizes and batch`,
    `sizes, until the training loss is ${targetLoss}. In each layer the largest ${100 * keptShare} % of the`,
    'weights stay and the others are set to zero. The pruning error is the length of what is lost over the',
    'length of the weights, its mean over the layers. It is also taken before training.',
  ),
  rule: prose(
    `Supported when the ${100 * level} % interval of the rank correlation (Spearman) of step size over batch`,
    'size and pruning error lies below 0, refuted when it lies above, undecided otherwise. Runs that do not',
    'come down to the loss are left out; more than a tenth of them makes the claim undecided. Before',
    'training the error has to be that of uniform weights, and made-up heavy-tailed weights have to lose',
    'less. Step sizes were chosen after a pilot in which a larger one did not come down to the loss.',
  ),
  formula: '\\frac{\\lVert w - w_{10\\,\\%}\\rVert}{\\lVert w\\rVert}',
  answers: [
    {
      question: 'training',
      supported: 'The larger the step size over the batch size, the less a network loses when it is pruned.',
      refuted: 'A larger step size over batch size does not make a network lose less when it is pruned.',
    },
  ],
  needsData: true,
  plan,
  cost: (cell, shapeOfData) =>
    cell.kind === 'made' ? { seconds: 0.1, bytes: 1 << 22 } : networkCost(trainingWork(cell), shapeOfData),
  run,
  judge,
};
