import { square } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import { allExamples, sgd, type StepGradient } from '../../../net/index.js';
import type { CellContext, Claim, Settings } from '../../claim.js';
import { type Evidence, failedControl, joinVerdicts } from '../../../evidence/index.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';

/**
 * Full-batch gradient descent is deterministic: the control of every claim about training. Runs that
 * differ in nothing but the stream of their sampling must coincide bit for bit, and their gradient noise
 * must be exactly zero; with minibatches the same comparison must fail, or it could not fail at all.
 */

type Cell = {
  readonly dataset: string;
  readonly examples: number;
  readonly width: number;
  readonly depth: number;
  readonly batchSize: number;
  readonly order: 'fixed' | 'shuffled';
  readonly iterations: number;
  readonly replicate: number;
};

/** Two runs from the same weights whose sampling streams differ. */
export type PairOfRuns = {
  readonly fullBatch: boolean;
  readonly iterations: number;
  /** First iteration whose weights differ in any bit; −1 if none does. */
  readonly firstDifference: number;
  /** Largest distance between the two runs' weights. */
  readonly largestDistance: number;
  /** Largest absolute entry of the gradient minus the full gradient, over all iterations. */
  readonly largestNoise: number;
  readonly lossBefore: number;
  readonly lossAfter: number;
};

const designs = {
  smoke: { examples: 500, iterations: 20, replicates: 1 },
  quick: { examples: 2000, iterations: 100, replicates: 3 },
  paper: { examples: 10000, iterations: 500, replicates: 5 },
} as const;

function plan({ profile, dataset }: Settings): Cell[] {
  const { examples, iterations, replicates } = designs[profile];
  const cells: Cell[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const shared = { dataset, examples, width: 16, depth: 3, iterations, replicate };
    cells.push({ ...shared, batchSize: examples, order: 'fixed' });
    cells.push({ ...shared, batchSize: 50, order: 'shuffled' });
  }
  return cells;
}

function run(cell: Cell, context: CellContext): PairOfRuns {
  const { examples, batchSize, order, iterations, replicate } = cell;
  const { train: source, weights } = initialNetwork({ ...cell, loss: 'cross-entropy' }, context);
  const everything = allExamples(source.exampleCount);
  const fullGradient = new Float32Array(source.parameterCount);
  let largestNoise = 0;
  const watched: StepGradient = (at, minibatch, gradient) => {
    const loss = source.gradient(at, minibatch, gradient);
    source.gradient(at, everything, fullGradient);
    gradient.forEach((value, i) => {
      largestNoise = Math.max(largestNoise, Math.abs(value - fullGradient[i]));
    });
    return loss;
  };
  const start = (twin: number) =>
    sgd(source, weights, {
      stepSize: publishedStepSize,
      batchSize,
      order,
      iterations,
      stream: stream(context.seed, 'full batch', replicate, twin),
      stepGradient: twin === 0 ? watched : undefined,
    });
  const other = start(1);
  let firstDifference = -1;
  let largestDistance = 0;
  let last = weights;
  for (const state of start(0)) {
    const twin = other.next().value;
    if (!twin) break;
    let squares = 0;
    for (let i = 0; i < state.weights.length; i++) squares += square(state.weights[i] - twin.weights[i]);
    if (squares > 0 && firstDifference < 0) firstDifference = state.iteration;
    largestDistance = Math.max(largestDistance, Math.sqrt(squares));
    last = state.weights;
  }
  return {
    fullBatch: batchSize === examples,
    iterations,
    firstDifference,
    largestDistance,
    largestNoise,
    lossBefore: source.loss(weights, everything),
    lossAfter: source.loss(last, everything),
  };
}

function judge(results: readonly PairOfRuns[], { dataset }: Settings): Evidence {
  const full = results.filter(({ fullBatch }) => fullBatch);
  const minibatch = results.filter(({ fullBatch }) => !fullBatch);
  const noise = Math.max(...full.map(({ largestNoise }) => largestNoise));
  const distance = Math.max(...full.map(({ largestDistance }) => largestDistance));
  const learned = full.every(({ lossAfter, lossBefore }) => lossAfter < lossBefore);
  const told = minibatch.every(
    ({ firstDifference, largestNoise }) => firstDifference >= 0 && largestNoise > 0,
  );
  const controls = [
    {
      name: 'Minibatch SGD from two sampling streams is told apart by the same comparison',
      passed: told,
      value: `largest distance ${Math.max(...minibatch.map(({ largestDistance }) => largestDistance)).toPrecision(3)}`,
    },
    {
      name: 'Full-batch gradient descent moves: the loss falls',
      passed: learned,
      value: full
        .map(({ lossBefore, lossAfter }) => `${lossBefore.toFixed(3)} to ${lossAfter.toFixed(3)}`)
        .join(', '),
    },
  ];
  const deterministic = noise === 0 && distance === 0;
  const steps = full.reduce((sum, { iterations }) => sum + iterations, 0);
  return {
    verdict: joinVerdicts([deterministic ? 'supported' : 'refuted'], controls),
    reason:
      failedControl(controls) ??
      `Over ${steps} full-batch steps on ${dataset} the largest gradient noise is ${noise} and the largest distance between twin runs ${distance}.`,
    statistics: [
      {
        name: 'largest full-batch gradient noise',
        value: noise,
        low: noise,
        high: noise,
        level: 1,
        theory: 0,
      },
      {
        name: 'largest distance between full-batch twins',
        value: distance,
        low: distance,
        high: distance,
        level: 1,
        theory: 0,
      },
    ],
    controls,
    figures: [],
    tables: [
      {
        name: 'full-batch',
        caption: 'Pairs of runs from the same weights with different sampling streams.',
        columns: [
          'full batch',
          'iterations',
          'first difference',
          'largest distance',
          'largest noise',
          'loss before',
          'loss after',
        ],
        rows: results.map((pair) => [
          pair.fullBatch ? 'yes' : 'no',
          pair.iterations,
          pair.firstDifference,
          pair.largestDistance,
          pair.largestNoise,
          pair.lossBefore,
          pair.lossAfter,
        ]),
      },
    ],
  };
}

export const fullBatch: Claim<Cell, PairOfRuns> = {
  id: 'full-batch',
  group: 'beyond',
  title: 'Full-batch descent has no noise',
  statement:
    'Full-batch gradient descent is deterministic: its gradient noise is zero and equal starts give equal trajectories.',
  source: 'By definition; the control of every claim about training',
  experiment:
    'A bias-free ReLU network is trained by full-batch gradient descent twice from the same weights with different sampling streams, comparing all weights bit by bit at every step and each gradient with the full gradient. Minibatch SGD is compared in the same way.',
  rule: 'Supported when the noise and the distance are exactly zero in all pairs, refuted otherwise. Undecided when minibatch SGD is not told apart or the loss does not fall.',
  needsData: true,
  plan,
  run,
  judge,
};
