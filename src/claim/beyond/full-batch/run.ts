import { square } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import { allExamples, sgd, type GradientSource, type StepGradient } from '../../../net/index.js';
import type { CellContext } from '../../claim.js';
import type { NetworkWork } from '../../network/cost.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';

export type FullBatchCell = {
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
  /** Largest distance between the weights of the two runs. */
  readonly largestDistance: number;
  /** Largest absolute entry of the gradient minus the full gradient, over all iterations. */
  readonly largestNoise: number;
  readonly lossBefore: number;
  readonly lossAfter: number;
};

/** Trains twice from the same weights and compares the runs step by step. */
export function runPair(cell: FullBatchCell, context: CellContext): PairOfRuns {
  const { examples, batchSize, order, iterations, replicate } = cell;
  const { train: source, weights } = initialNetwork({ ...cell, loss: 'cross-entropy' }, context);
  const noise = { largest: 0 };
  const start = (twin: number) =>
    sgd(source, weights, {
      stepSize: publishedStepSize,
      batchSize,
      order,
      iterations,
      stream: stream(context.seed, 'full batch', replicate, twin),
      stepGradient: twin === 0 ? watched(source, noise) : undefined,
    });
  const other = start(1);
  let firstDifference = -1;
  let largestDistance = 0;
  let last = weights;
  for (const state of start(0)) {
    const twin = other.next().value;
    if (!twin) break;
    const distance = distanceOf(state.weights, twin.weights);
    if (distance > 0 && firstDifference < 0) firstDifference = state.iteration;
    largestDistance = Math.max(largestDistance, distance);
    last = state.weights;
  }
  const everything = allExamples(source.exampleCount);
  return {
    fullBatch: batchSize === examples,
    iterations,
    firstDifference,
    largestDistance,
    largestNoise: noise.largest,
    lossBefore: source.loss(weights, everything),
    lossAfter: source.loss(last, everything),
  };
}

/** Gradients of minibatches; keeps how far the farthest entry of one was from the full gradient. */
function watched(source: GradientSource, noise: { largest: number }): StepGradient {
  const everything = allExamples(source.exampleCount);
  const full = new Float32Array(source.parameterCount);
  return (weights, minibatch, gradient) => {
    const loss = source.gradient(weights, minibatch, gradient);
    source.gradient(weights, everything, full);
    gradient.forEach((value, i) => {
      noise.largest = Math.max(noise.largest, Math.abs(value - full[i]));
    });
    return loss;
  };
}

function distanceOf(a: Float32Array, b: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += square(a[i] - b[i]);
  return Math.sqrt(squares);
}

/** What two runs and their comparison do, for an estimate of their time and memory. */
export function pairWork({ width, depth, examples, batchSize, iterations }: FullBatchCell): NetworkWork {
  // Each step of both runs, and the full gradient beside one of them.
  const passed = iterations * (2 * batchSize + examples);
  // Two steps, two distances and the noise read every weight, as some twenty mixtures do.
  return { width, depth, examples, passed, mixed: readsAStep * iterations, vectors: 12 };
}

const readsAStep = 20;
