import { logOf } from '../../../kernel/index.js';
import { stream, type Stream } from '../../../law/index.js';
import { allExamples, sgd, type GradientSource } from '../../../net/index.js';
import { filterNormalisedSharpness } from '../../../probe/index.js';
import { noisySteps, type StepNoise } from '../../../training/index.js';
import type { CellContext } from '../../claim.js';
import type { NetworkWork } from '../../network/cost.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';

/** What the noise of a run is; again: SGD once more; slow: SGD with a step size that is so much smaller. */
export type Variant =
  | { readonly kind: 'sgd' | 'gaussian' | 'clipped' | 'again' }
  | { readonly kind: 'svag'; readonly amplification: number }
  | { readonly kind: 'slow'; readonly slowing: number };

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

/** Of SGD the means of several runs. */
export type TailsRun = {
  readonly variant: Variant;
  readonly replicate: number;
  readonly trainLoss: number;
  readonly testAccuracy: number;
  /** Logarithm of the filter-normalised sharpness. */
  readonly logSharpness: number;
};

/**
 * So many runs of SGD from one start, with other minibatches each, stand for it by their mean: they are
 * cheap, and make the differences to it sharper.
 */
export const references = 5;
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
    case 'slow':
      return `SGD, step size / ${variant.slowing}`;
  }
}

/** Trains from the start of the replicate with the noise of the variant. */
export function runTailsCell(cell: TailsCell, context: CellContext): TailsRun {
  const { variant, replicate } = cell;
  const {
    train: source,
    weights,
    test: testOf,
  } = initialNetwork({ ...cell, loss: 'cross-entropy' }, context);
  const test = testOf();
  const random = (...key: (string | number)[]) => stream(context.seed, 'tails matter', replicate, ...key);
  const [everything, tested] = [allExamples(source.exampleCount), allExamples(test.exampleCount)];
  const seen = Array.from({ length: runsOf(variant) }, (_, draw) => {
    const last = trained(cell, source, weights, (purpose) => random(variant.kind, draw, purpose));
    const { mean } = filterNormalisedSharpness(source, last, everything, {
      ...sharpness,
      stream: random('sharpness'),
    });
    return {
      trainLoss: source.loss(last, everything),
      testAccuracy: test.accuracy(last, tested),
      logSharpness: logOf(mean),
    };
  });
  const meanOf = (name: keyof (typeof seen)[number]) =>
    seen.reduce((sum, run) => sum + run[name], 0) / seen.length;
  return {
    variant,
    replicate,
    trainLoss: meanOf('trainLoss'),
    testAccuracy: meanOf('testAccuracy'),
    logSharpness: meanOf('logSharpness'),
  };
}

function runsOf({ kind }: Variant): number {
  return kind === 'sgd' ? references : 1;
}

/** The weights at the end of training. */
function trained(
  { variant, batchSize, iterations }: TailsCell,
  source: GradientSource,
  weights: Float32Array,
  random: (purpose: string) => Stream,
): Float32Array {
  const stepSize = publishedStepSize / (variant.kind === 'slow' ? variant.slowing : 1);
  const steps = { noise: stepNoiseOf(variant), stepSize, batchSize, order: 'with-replacement' } as const;
  const run = sgd(source, weights, {
    ...noisySteps(source, steps, random),
    schedule: 'cosine',
    iterations: iterations * (variant.kind === 'svag' ? variant.amplification : 1),
  });
  let last = weights;
  for (const state of run) last = state.weights;
  return last;
}

function stepNoiseOf(variant: Variant): StepNoise {
  switch (variant.kind) {
    case 'sgd':
    case 'again':
    case 'slow':
      return { kind: 'minibatch' };
    case 'gaussian':
    case 'clipped':
      return { kind: variant.kind };
    case 'svag':
      return variant;
  }
}

/** A look at the test examples, mostly 10,000: a third of a pass each. */
const testPasses = 3000;

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
  const whole = kind === 'gaussian' || kind === 'clipped';
  // SVAG takes two minibatches at each of its more steps.
  const sampled = batchSize * (kind === 'svag' ? 2 * variant.amplification : 1);
  const passed = iterations * (whole ? examples : sampled) + 25 * examples + testPasses;
  return { width, depth, examples, passed: runsOf(variant) * passed, mixed: 0, vectors: 10 };
}
