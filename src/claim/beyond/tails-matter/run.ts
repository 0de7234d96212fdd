import { logOf, square } from '../../../kernel/index.js';
import { stable, stream, type Stream } from '../../../law/index.js';
import {
  allExamples,
  matchedGaussianGradient,
  minibatchGradient,
  sgd,
  svagGradient,
  withNoise,
  type GradientSource,
  type StepGradient,
} from '../../../net/index.js';
import { filterNormalisedSharpness, measurePublishedStatistic } from '../../../probe/index.js';
import type { CellContext } from '../../claim.js';
import { initialNetwork, publishedStepSize, testSource } from '../../network/trainedNetwork.js';

/** What the noise of a run is; again: SGD once more, with other minibatches. */
export type Variant =
  | { readonly kind: 'sgd' | 'gaussian' | 'clipped' | 'again' | 'stable' }
  | { readonly kind: 'svag'; readonly amplification: number };

export type TailsCell = {
  readonly dataset: string;
  readonly variant: Variant;
  readonly replicate: number;
  readonly width: number;
  readonly depth: number;
  readonly batchSize: number;
  readonly examples: number;
  readonly iterations: number;
};

export type TailsRun = {
  readonly variant: Variant;
  readonly replicate: number;
  readonly trainLoss: number;
  readonly testAccuracy: number;
  /** Logarithm of the filter-normalised sharpness. */
  readonly logSharpness: number;
};

/** Index of the injected noise that must make a difference. */
export const injectedAlpha = 1.2;
const sharpness = { radius: 0.5, directions: 10, curvePoints: 3 };
/** Noise longer than the median of so many steps is shortened to it. */
const remembered = 51;

/** Trains from the start of the replicate with the noise of the variant. */
export function runTailsCell(cell: TailsCell, context: CellContext): TailsRun {
  const { variant, replicate, batchSize, iterations } = cell;
  const loss = 'cross-entropy';
  const { source, weights } = initialNetwork({ ...cell, loss }, context);
  const key = ['tails matter', replicate, variant.kind];
  const longer = variant.kind === 'svag' ? variant.amplification : 1;
  const wholeBatch = variant.kind === 'gaussian' || variant.kind === 'stable';
  const run = sgd(source, weights, {
    stepSize: publishedStepSize / longer,
    schedule: 'cosine',
    batchSize: wholeBatch ? source.exampleCount : batchSize,
    order: wholeBatch ? 'fixed' : 'with-replacement',
    iterations: iterations * longer,
    // SGD and SGD with clipped noise see the same minibatches.
    stream: stream(context.seed, 'tails matter', replicate, variant.kind === 'again' ? 'again' : 'order'),
    stepGradient: stepGradientOf(cell, source, weights, (purpose) => stream(context.seed, ...key, purpose)),
  });
  let last = weights;
  for (const state of run) last = state.weights;
  const everything = allExamples(source.exampleCount);
  const { mean } = filterNormalisedSharpness(source, last, everything, {
    ...sharpness,
    stream: stream(context.seed, 'tails matter', replicate, 'sharpness'),
  });
  const test = testSource(cell.dataset, cell, context);
  return {
    variant,
    replicate,
    trainLoss: source.loss(last, everything),
    testAccuracy: test.accuracy(last, allExamples(test.exampleCount)),
    logSharpness: logOf(mean),
  };
}

function stepGradientOf(
  { variant, batchSize }: TailsCell,
  source: GradientSource,
  weights: Float32Array,
  random: (purpose: string) => Stream,
): StepGradient {
  switch (variant.kind) {
    case 'sgd':
    case 'again':
      return minibatchGradient(source);
    case 'gaussian':
      return matchedGaussianGradient(source, batchSize, random('noise'));
    case 'svag':
      return svagGradient(source, batchSize, variant.amplification, random('noise'));
    case 'clipped':
      return clippedNoise(source);
    case 'stable': {
      const { meanSquaredNorm } = measurePublishedStatistic(source, weights, {
        batchSize,
        surrogateRows: 3,
        stream: random('size of the noise'),
      });
      const scale = Math.sqrt(meanSquaredNorm / source.parameterCount);
      return withNoise(minibatchGradient(source), stable({ alpha: injectedAlpha, scale }), random('noise'));
    }
  }
}

/** Full gradients plus minibatch noise that is shortened to the median length of the last steps where it is longer. */
function clippedNoise(source: GradientSource): StepGradient {
  const everything = allExamples(source.exampleCount);
  const full = new Float32Array(source.parameterCount);
  const lengths: number[] = [];
  return (weights, minibatch, gradient) => {
    const loss = source.gradient(weights, minibatch, gradient);
    source.gradient(weights, everything, full);
    let squares = 0;
    for (let i = 0; i < full.length; i++) squares += square(gradient[i] - full[i]);
    const length = Math.sqrt(squares);
    lengths.push(length);
    if (lengths.length > remembered) lengths.shift();
    const median = lengths.toSorted((a, b) => a - b)[lengths.length >> 1];
    const factor = length > median ? median / length : 1;
    for (let i = 0; i < full.length; i++) gradient[i] = full[i] + factor * (gradient[i] - full[i]);
    return loss;
  };
}
