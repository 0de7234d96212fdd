import { square } from '../kernel/index.js';
import type { Stream } from '../law/index.js';

/**
 * Are there jumps in a series of increments? Bipower variation (Barndorff-Nielsen and Shephard 2004) over
 * realised variance: near 1 for a continuous path of varying scale, small when a few increments carry the
 * sum of squares. What "near" means is read off Gaussian surrogates with the scale of the series, block by
 * block, instead of off the asymptotic law.
 */

/** Steps over which the scale counts as constant. */
export const blockLength = 100;
/** Median of |N(0, 1)|. */
const medianAbsoluteNormal = 0.6744897501960817;
/** Steps whose squares count as "the largest": one in a thousand. */
const largestShare = 0.001;

/** (pi/2) (n/(n - 1)) sum |r_i r_(i-1)| / sum r_i^2. */
export function bipowerRatio(increments: Float64Array): number {
  const n = increments.length;
  let squares = square(increments[0]);
  let products = 0;
  for (let i = 1; i < n; i++) {
    squares += square(increments[i]);
    products += Math.abs(increments[i] * increments[i - 1]);
  }
  return ((Math.PI / 2) * (n / (n - 1)) * products) / squares;
}

/** Share of the sum of squares that the largest thousandth of the increments holds. */
export function largestStepsShare(increments: Float64Array): number {
  const squares = increments.map((r) => r * r).sort();
  const count = Math.max(1, Math.round(largestShare * squares.length));
  let total = 0;
  let largest = 0;
  squares.forEach((square, i) => {
    total += square;
    if (i >= squares.length - count) largest += square;
  });
  return largest / total;
}

/** Scale of each block: its median absolute increment, in units of that of a standard normal law. */
export function blockScales(increments: Float64Array): Float64Array {
  const blocks = Math.ceil(increments.length / blockLength);
  return Float64Array.from({ length: blocks }, (_, b) => {
    const sizes = increments
      .slice(b * blockLength, (b + 1) * blockLength)
      .map(Math.abs)
      .sort();
    const middle = sizes.length >> 1;
    const median = sizes.length % 2 === 1 ? sizes[middle] : (sizes[middle - 1] + sizes[middle]) / 2;
    return median / medianAbsoluteNormal;
  });
}

/** Gaussian increments with the scale of the given ones, block by block. */
export function gaussianIncrements(increments: Float64Array, stream: Stream): Float64Array {
  return scaledNormals(blockScales(increments), increments.length, stream);
}

function scaledNormals(scales: Float64Array, length: number, stream: Stream): Float64Array {
  const values = stream.normals(length);
  for (let i = 0; i < length; i++) values[i] = values[i] * scales[Math.floor(i / blockLength)];
  return values;
}

export type JumpTest = {
  readonly bipowerRatio: number;
  /** (1 + surrogates whose ratio is as small or smaller) / (1 + surrogates); 1 where nothing moves. */
  readonly pValue: number;
  readonly largestStepsShare: number;
  /** Mean over the surrogates. */
  readonly surrogateRatio: number;
  readonly surrogateShare: number;
};

/**
 * Tests increments for jumps.
 *
 * @param increments - in order of time, at least some hundred
 * @param surrogates - how many; the smallest p-value is 1/(surrogates + 1)
 * @param stream - of the surrogates
 */
export function jumpTest(increments: Float64Array, surrogates: number, stream: Stream): JumpTest {
  const observed = bipowerRatio(increments);
  const scales = blockScales(increments);
  let asSmall = 0;
  let ratios = 0;
  let shares = 0;
  for (let s = 0; s < surrogates; s++) {
    const surrogate = scaledNormals(scales, increments.length, stream);
    const ratio = bipowerRatio(surrogate);
    asSmall += Number(ratio <= observed);
    ratios += ratio;
    // The share needs a sort; a tenth of the surrogates tell its mean well enough.
    if (s % 10 === 0) shares += largestStepsShare(surrogate);
  }
  return {
    bipowerRatio: observed,
    // A path that never moves has no ratio, which is no sign of jumps.
    pValue: Number.isNaN(observed) ? 1 : (1 + asSmall) / (1 + surrogates),
    largestStepsShare: largestStepsShare(increments),
    surrogateRatio: ratios / surrogates,
    surrogateShare: shares / Math.ceil(surrogates / 10),
  };
}
