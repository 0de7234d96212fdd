import type { PooledComparison } from '../pooled/surrogate.js';
import type { FamilyEvidence } from './familyEvidence.js';
import type { ModelComparison } from './heldOut.js';
import type { TailWeightTest } from './tailWeight.js';
import type { TimeDependence } from './timeDependence.js';

/** All that the verdict on noise rests on. */
export interface NoiseEvidence {
  readonly minibatches: number;
  readonly coordinates: number;
  /** Coordinates whose gradient is exactly zero in every minibatch. */
  readonly deadCoordinates: number;
  /** Coordinates whose gradient is exactly zero in more than a tenth of the minibatches, but not in all. */
  readonly sparseCoordinates: number;
  /** Share of the sampled coordinates whose values lie on a grid as coarse as their noise; 0 to 1. */
  readonly coarseShare: number;
  /** Share of gradient entries that are exactly zero; 0 to 1. */
  readonly zeroFraction: number;
  /** Typical size of an entry of the noise: median norm over the root of the number of coordinates. */
  readonly scale: number;
  /** Coordinates, then projections; those that could be tested. */
  readonly families: readonly FamilyEvidence[];
  /** Undefined where no family could be tested. */
  readonly time: TimeDependence | undefined;
  /** The tail weight test after a drift of the scale is taken out; made where the norms show one. */
  readonly withoutDrift: readonly TailWeightTest[];
  /**
   * The tail weight test without the minibatches of the largest norms, one in 500 and at least one; made
   * where a family is heavier than Gaussian.
   */
  readonly withoutLargest: readonly TailWeightTest[];
  /** Compared on the family of the larger tail weight; made where one is heavier than Gaussian. */
  readonly models: (ModelComparison & { readonly family: FamilyEvidence['family'] }) | undefined;
  /**
   * The published statistic beside its Gaussian surrogate, whose z against 2 shows unequal scales and
   * correlation.
   */
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

/** One minibatch in so many is left out, to see whether heavy tails rest on a few of them. */
const minibatchesPerLargest = 500;

/** How many minibatches of the largest norms are left out: one in 500, at least one. */
export function largestNorms(minibatches: number): number {
  return Math.max(1, Math.floor(minibatches / minibatchesPerLargest));
}
