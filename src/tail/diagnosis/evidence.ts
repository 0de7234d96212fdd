import type { PooledComparison } from '../pooled/surrogate.js';
import type { FamilyEvidence } from './familyEvidence.js';
import type { ModelComparison } from './heldOut.js';
import type { TailWeightTest } from './tailWeight.js';
import type { TimeDependence } from './timeDependence.js';

/** All that the verdict rests on. */
export interface NoiseEvidence {
  readonly minibatches: number;
  readonly coordinates: number;
  readonly deadCoordinates: number;
  readonly sparseCoordinates: number;
  readonly coarseShare: number;
  readonly zeroFraction: number;
  /** Typical size of an entry of the noise. */
  readonly scale: number;
  readonly families: readonly FamilyEvidence[];
  readonly time: TimeDependence | undefined;
  /** The tail weight test after a drift of the scale is taken out; made where the norms show one. */
  readonly withoutDrift: readonly TailWeightTest[];
  /**
   * The tail weight test without the minibatches of the largest norms, one in 500 and at least one; made where a family
   * is heavier than Gaussian.
   */
  readonly withoutLargest: readonly TailWeightTest[];
  /** Compared on the family of the larger tail weight; made where one is heavier than Gaussian. */
  readonly models: (ModelComparison & { readonly family: FamilyEvidence['family'] }) | undefined;
  /** The published statistic beside its Gaussian surrogate, whose z against 2 shows unequal scales and correlation. */
  readonly pooled: PooledComparison & {
    readonly published: number | undefined;
    readonly surrogateZ: number | undefined;
  };
  /** exp of the standard deviation of log(scale) over coordinates: 1 where all have one scale. */
  readonly scaleRatio: number;
}

/** Fewest minibatches for which tests across them say anything. */
export const fewestMinibatches = 20;

/** Norms that depend on their neighbours at this z drift. */
export const driftZ = 4;

/** Sizes of noise between which float32 holds it, its squares and its sums. */
export const leastScale = 1e-30;
export const mostScale = 1e15;
