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
/** Share of the letters that a run has to get right: twice that of the most frequent one, the space. */
export const gained = 0.35;

/** again: SGD with other minibatches. slow: SGD with half the step size. */
export const variants = ['sgd', 'gaussian', 'again', 'slow'] as const;
export type Variant = (typeof variants)[number];

/** The same start in several runs. */
export type JumpCell = {
  readonly kind: 'jump';
  readonly replicate: number;
  readonly examples: number;
  readonly mostIterations: number;
  /** Iterations between looks at the accuracy. */
  readonly interval: number;
};

export type JumpResult = {
  readonly kind: 'jump';
  readonly replicate: number;
  /** Iterations to the gain, interpolated between looks; null where it did not come. */
  readonly times: Readonly<Record<Variant, number | null>>;
};

/** Times the early gain of accuracy with the noise of minibatches, and without its tails. */
export function runJump(cell: JumpCell, seed: number): JumpResult {
  const { replicate, examples } = cell;
  const { source, start, random } = setUp(seed, 'jump', replicate, examples);
  const timeOf = (variant: Variant) => {
    const usual: Omit<SgdSettings, 'iterations'> = {
      stepSize: variant === 'slow' ? jumpStepSize / 2 : jumpStepSize,
      batchSize: jumpBatchSize,
      order: 'with-replacement',
      stream: random(variant === 'again' ? 'other order' : 'order'),
    };
    const noise = matchedGaussianGradient(source, jumpBatchSize, random('Gaussian noise'));
    return timeToGain(cell, source, start, {
      ...usual,
      ...(variant === 'gaussian' && { stepGradient: noise }),
    });
  };
  const times = Object.fromEntries(variants.map((variant) => [variant, timeOf(variant)]));
  return { kind: 'jump', replicate, times: times as JumpResult['times'] };
}

function timeToGain(
  { mostIterations, interval }: JumpCell,
  source: GradientSource,
  start: Float32Array,
  settings: Omit<SgdSettings, 'iterations'>,
): number | null {
  const everything = allExamples(source.exampleCount);
  let before = { iteration: 0, accuracy: source.accuracy(start, everything) };
  for (const { iteration, weights } of sgd(source, start, { ...settings, iterations: mostIterations })) {
    if (iteration === 0 || iteration % interval !== 0) continue;
    const accuracy = source.accuracy(weights, everything);
    if (accuracy >= gained) {
      const share = Math.max(0, gained - before.accuracy) / (accuracy - Math.min(before.accuracy, gained));
      return before.iteration + share * (iteration - before.iteration);
    }
    before = { iteration, accuracy };
  }
  return null;
}
