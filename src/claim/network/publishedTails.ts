import { type Interval, studentQuantile } from '../../statistics/index.js';
import type { Stream } from '../../law/index.js';
import {
  pooledContrast,
  scoredTails,
  type ColumnSource,
  type PooledEstimate,
  type PooledTerm,
} from '../../tail/index.js';
import { decide, type ClaimVerdict } from '../../evidence/index.js';

/**
 * What the published tail index measures: how much of it goes when the noise gets Gaussian tails in every
 * coordinate, beside how much alpha-stable tails would add. Ranks and sizes are those of the noise.
 */

/** Index of the tails that are put in. */
export const scoredAlpha = 1.5;
/** Shares of what these tails add: below the first the noise has none, above the second it has them. */
export const tailShares = { none: 1 / 4, clear: 1 / 2 };

/** JSON. */
type Estimate = { readonly value: number; readonly standardError: number };

/** The published statistic of some noise, in 1 / tail index where it is linear. JSON. */
export type PublishedTails = {
  readonly minibatches: number;
  readonly blockLength: number;
  readonly zeroFraction: number;
  readonly tailIndex: number;
  /** Of the same noise with Gaussian and with alpha-stable tails. */
  readonly gaussianTailIndex: number;
  readonly stableTailIndex: number;
  /** What the tails of the noise add above Gaussian ones, and what alpha-stable ones do. */
  readonly added: Estimate;
  readonly addedByStable: Estimate;
  /** The first less a quarter of the second, and less half of it. */
  readonly aboveQuarter: Estimate;
  readonly aboveHalf: Estimate;
};

/**
 * Takes the tails out of some noise and puts heavy ones in.
 *
 * @param noise - gradients of minibatches
 * @param stream - draws the heavy tails
 * @throws {Error} when the published statistic does not exist
 */
export function publishedTails(noise: ColumnSource, stream: Stream): PublishedTails {
  const { measured, gaussian, stable } = scoredTails(noise, { alpha: scoredAlpha, stream });
  const estimate = (...terms: PooledTerm[]): Estimate => {
    const { value, standardError } = pooledContrast(terms, 0.5);
    return { value, standardError };
  };
  const aboveShare = (share: number) => estimate([1, measured], [share - 1, gaussian], [-share, stable]);
  return {
    minibatches: measured.minibatches,
    blockLength: measured.blockLength,
    zeroFraction: measured.zeroFraction,
    tailIndex: indexOf(measured),
    gaussianTailIndex: indexOf(gaussian),
    stableTailIndex: indexOf(stable),
    added: estimate([1, measured], [-1, gaussian]),
    addedByStable: estimate([1, stable], [-1, gaussian]),
    aboveQuarter: aboveShare(tailShares.none),
    aboveHalf: aboveShare(tailShares.clear),
  };
}

function indexOf(estimate: PooledEstimate): number {
  if (estimate.status !== 'ok') throw new Error(`The published statistic: ${estimate.sentence}`);
  return estimate.tailIndex;
}

/** An estimate with Student's interval over the minibatches. */
export function estimateInterval(
  { minibatches }: PublishedTails,
  { value, standardError }: Estimate,
  level: number,
): Interval {
  const half = studentQuantile((1 + level) / 2, minibatches - 1) * standardError;
  return { value, standardError, low: value - half, high: value + half, level };
}

/**
 * Whether tails make the statistic: supported where they add more than half of what alpha-stable tails would,
 * refuted where they add less than a quarter, each by its interval. Where alpha-stable tails themselves are
 * not seen to add anything, nothing is decided.
 */
export function publishedVerdict(tails: PublishedTails, level: number): ClaimVerdict {
  const of = (estimate: Estimate) => estimateInterval(tails, estimate, level);
  if (of(tails.addedByStable).low <= 0) return 'undecided';
  return decide(of(tails.aboveHalf).low > 0, of(tails.aboveQuarter).high < 0);
}
