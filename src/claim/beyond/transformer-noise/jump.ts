import {
  allExamples,
  matchedGaussianGradient,
  sgd,
  type GradientSource,
  type SgdSettings,
} from '../../../net/index.js';
import { setUp } from './setUp.js';

/** Small, so that there is much noise. */
export const jumpBatchSize = 8;
/** Smaller than elsewhere, so that the gain takes many steps. */
export const jumpStepSize = 0.25;
/** The loss has to fall so far below that of the frequencies of letters, in nats. */
export const gained = 0.3;

/** again: SGD with other minibatches. slow: SGD with half the step size. */
export const variants = ['sgd', 'gaussian', 'again', 'slow'] as const;
export type Variant = (typeof variants)[number];

/** The same start in several runs. */
export type JumpCell = {
  readonly kind: 'jump';
  readonly replicate: number;
  readonly examples: number;
  readonly mostIterations: number;
  /** Iterations between looks at the loss. */
  readonly interval: number;
};

export type JumpResult = {
  readonly kind: 'jump';
  readonly replicate: number;
  /** Iterations to the gain, interpolated between looks; null where it did not come. */
  readonly times: Readonly<Record<Variant, number | null>>;
};

/** Times the early gain with the noise of minibatches, and without its tails. */
export function runJump(cell: JumpCell, seed: number): JumpResult {
  const { replicate, examples } = cell;
  const { source, start, random, letterEntropy } = setUp(seed, 'jump', replicate, examples);
  const timeOf = (variant: Variant) => {
    const usual: Omit<SgdSettings, 'iterations'> = {
      stepSize: variant === 'slow' ? jumpStepSize / 2 : jumpStepSize,
      batchSize: jumpBatchSize,
      order: 'with-replacement',
      stream: random(variant === 'again' ? 'other order' : 'order'),
    };
    const noise = matchedGaussianGradient(source, jumpBatchSize, random('Gaussian noise'));
    return timeToLoss(cell, source, start, letterEntropy - gained, {
      ...usual,
      ...(variant === 'gaussian' && { stepGradient: noise }),
    });
  };
  const times = Object.fromEntries(variants.map((variant) => [variant, timeOf(variant)]));
  return { kind: 'jump', replicate, times: times as JumpResult['times'] };
}

function timeToLoss(
  { mostIterations, interval }: JumpCell,
  source: GradientSource,
  start: Float32Array,
  wanted: number,
  settings: Omit<SgdSettings, 'iterations'>,
): number | null {
  const everything = allExamples(source.exampleCount);
  let before = { iteration: 0, loss: source.loss(start, everything) };
  for (const { iteration, weights } of sgd(source, start, { ...settings, iterations: mostIterations })) {
    if (iteration === 0 || iteration % interval !== 0) continue;
    const loss = source.loss(weights, everything);
    if (loss <= wanted) {
      const share = (before.loss - wanted) / (before.loss - loss);
      return before.iteration + share * (iteration - before.iteration);
    }
    before = { iteration, loss };
  }
  return null;
}
