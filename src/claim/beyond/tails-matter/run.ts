import { logOf } from '../../../kernel/index.js';
import { stream, type Stream } from '../../../law/index.js';
import { allExamples, sgd, type GradientSource } from '../../../net/index.js';
import { filterNormalisedSharpness } from '../../../probe/index.js';
import { minibatchNoiseScale, noisySteps, type StepNoise } from '../../../training/index.js';
import type { CellContext } from '../../claim.js';
import type { NetworkWork } from '../../network/cost.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';

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

/** A name of a variant for keys: one for each kind and amplification. */
export function nameOf(variant: Variant): string {
  return variant.kind === 'svag' ? `svag ${variant.amplification}` : variant.kind;
}

/** What the report calls a variant. */
export function wordsOf(variant: Variant): string {
  switch (variant.kind) {
    case 'sgd':
      return 'SGD';
    case 'gaussian':
      return 'Gaussian, same covariance';
    case 'svag':
      return `SVAG, l = ${variant.amplification}`;
    case 'clipped':
      return 'SGD, clipped noise';
    case 'again':
      return 'SGD, other minibatches';
    case 'stable':
      return `alpha-stable ${injectedAlpha}, injected`;
  }
}

/** Trains from the start of the replicate with the noise of the variant. */
export function runTailsCell(cell: TailsCell, context: CellContext): TailsRun {
  const { variant, replicate, batchSize, iterations } = cell;
  const { train: source, weights, test } = initialNetwork({ ...cell, loss: 'cross-entropy' }, context);
  const random = (...key: string[]) => stream(context.seed, 'tails matter', replicate, ...key);
  const noise = stepNoiseOf(cell, source, weights, (purpose) => random(variant.kind, purpose));
  const steps = { noise, stepSize: publishedStepSize, batchSize, order: 'with-replacement' } as const;
  const run = sgd(source, weights, {
    ...noisySteps(source, steps, (purpose) => {
      if (purpose !== 'order') return random(variant.kind, purpose);
      // SGD and SGD with clipped noise see the same minibatches.
      return random(variant.kind === 'again' ? 'again' : 'order');
    }),
    schedule: 'cosine',
    iterations: iterations * (variant.kind === 'svag' ? variant.amplification : 1),
  });
  let last = weights;
  for (const state of run) last = state.weights;
  const everything = allExamples(source.exampleCount);
  const { mean } = filterNormalisedSharpness(source, last, everything, {
    ...sharpness,
    stream: random('sharpness'),
  });
  const testSource = test();
  return {
    variant,
    replicate,
    trainLoss: source.loss(last, everything),
    testAccuracy: testSource.accuracy(last, allExamples(testSource.exampleCount)),
    logSharpness: logOf(mean),
  };
}

function stepNoiseOf(
  { variant, batchSize }: TailsCell,
  source: GradientSource,
  weights: Float32Array,
  random: (purpose: string) => Stream,
): StepNoise {
  switch (variant.kind) {
    case 'sgd':
    case 'again':
      return { kind: 'minibatch' };
    case 'gaussian':
    case 'clipped':
      return { kind: variant.kind };
    case 'svag':
      return variant;
    case 'stable': {
      const scale = minibatchNoiseScale(source, weights, batchSize, random('size of the noise'));
      return { kind: 'stable', alpha: injectedAlpha, scale };
    }
  }
}

/** What runTailsCell will do, for an estimate of its time and memory. */
export function tailsWork({
  variant,
  width,
  depth,
  examples,
  batchSize,
  iterations,
}: TailsCell): NetworkWork {
  const { kind } = variant;
  const whole = kind === 'gaussian' || kind === 'clipped' || kind === 'stable';
  // SVAG takes two minibatches at each of its more steps.
  const sampled = batchSize * (kind === 'svag' ? 2 * variant.amplification : 1);
  const passed = iterations * (whole ? examples : sampled) + 25 * examples;
  return { width, depth, examples, passed, mixed: 0, vectors: 10 };
}
