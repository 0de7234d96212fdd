import { log, shiftPoint, stablePoint } from '../../kernel/index.js';
import type { StableLaw } from './law.js';
import { placeOf } from './logarithms.js';
import { peakedBelow, tailPoints, type Tail } from './tailPoints.js';

const leastNormal = 2 ** -1022;

/** Whether the law has one tail only. */
function isOneSided({ alpha, beta }: StableLaw): boolean {
  return alpha < 1 && Math.abs(beta) === 1;
}

/** The points with log P = target in the given tail. */
function pointsAt(law: StableLaw, tail: Tail, targets: Float64Array): Float64Array {
  const shifted = law.parameterization === 'S1';
  const fromShift = law.alpha < peakedBelow || (shifted && isOneSided(law));
  const measure = { fromShift, polished: shifted && fromShift };
  const distances = tailPoints(law, tail, targets, { ...measure, scaled: false });
  const points = distances.map((distance) => pointAt(law, distance, fromShift));
  if (law.scale === 1) return points;
  // Distances beyond the number range, whose product with the scale is in it, are sought as products.
  const beyond = Array.from(distances.keys()).filter((i) => {
    const size = Math.abs(distances[i]);
    return size === Infinity || (fromShift && size < leastNormal);
  });
  const centre = pointAt(law, 0, fromShift);
  const products = tailPoints(
    law,
    tail,
    Float64Array.from(beyond, (i) => targets[i]),
    { ...measure, scaled: true },
  );
  beyond.forEach((i, k) => {
    points[i] = centre + products[k];
  });
  return points;
}

/** The point at a standardised distance from the shift point or from S0's location. */
function pointAt(law: StableLaw, distance: number, fromShift: boolean): number {
  const { location, scale } = law;
  if (law.parameterization === 'S1' && !fromShift) return stablePoint(law, placeOf(law), distance, false);
  const crossed = law.parameterization === 'S0' && fromShift;
  const plain = location + scale * (crossed ? shiftPoint(law.alpha, law.beta) + distance : distance);
  // Where the location and the shift cancel, and where a product is beyond the range of a sum.
  const lost = crossed && Math.abs(plain) < Math.abs(location) / 8;
  return lost || (!Number.isFinite(plain) && Number.isFinite(distance))
    ? stablePoint(law, placeOf(law), distance, fromShift)
    : plain;
}

function inverse(law: StableLaw, ps: ArrayLike<number>, tail: Tail): Float64Array {
  const other: Tail = tail === 'distribution' ? 'survival' : 'distribution';
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < ps.length; i++) {
    const p = ps[i];
    if (!(p >= 0 && p <= 1)) {
      throw new RangeError(`Probability ${i} is ${p}; it must lie between 0 and 1.`);
    }
    if (p === 0.5 && law.beta === 0) continue;
    if (p > 0 && p <= 0.5) small.push(i);
    else if (p > 0.5 && p < 1) large.push(i);
  }
  const smallPoints = pointsAt(law, tail, log(small.map((i) => ps[i])));
  const largePoints = pointsAt(law, other, log(large.map((i) => 1 - ps[i])));
  const [lowest, highest] = support(law);
  const result = Float64Array.from(ps, (p) => {
    // The median of a symmetric law.
    if (p === 0.5) return law.location;
    return (p === 0) === (tail === 'distribution') ? lowest : highest;
  });
  small.forEach((i, k) => {
    result[i] = Math.min(Math.max(smallPoints[k], lowest), highest);
  });
  large.forEach((i, k) => {
    result[i] = Math.min(Math.max(largePoints[k], lowest), highest);
  });
  return result;
}

/**
 * The ends of the law's support: infinite but for the one-sided laws alpha < 1, |beta| = 1.
 *
 * @param law - any stable law
 * @returns the lowest and the highest point
 */
export function support(law: StableLaw): [lowest: number, highest: number] {
  const end = isOneSided(law) ? stablePoint(law, placeOf(law), 0, true) : undefined;
  return [law.beta > 0 ? (end ?? -Infinity) : -Infinity, law.beta < 0 ? (end ?? Infinity) : Infinity];
}

/**
 * Quantiles of an alpha-stable law: P(X <= quantile) = p, to 1e-12 of p and of 1 - p, as far as the
 * rounding of the result allows.
 *
 * @param law - any stable law
 * @param ps - probabilities from 0 (the lower end of the support) to 1 (the upper end)
 * @returns one point a probability, in the unit of law.scale; infinite where it exceeds the number range
 * @throws {RangeError} when a probability is not between 0 and 1
 * @example
 * import { quantile, stable } from 'heavytail/stable';
 * quantile(stable({ alpha: 1 }), [0.25])[0]; // → -1
 */
export function quantile(law: StableLaw, ps: ArrayLike<number>): Float64Array {
  return inverse(law, ps, 'distribution');
}

/**
 * The points with P(X > point) = p, for p down to 1e-300, where 1 - p would be 1. Accuracy as of quantile.
 *
 * @param law - any stable law
 * @param ps - probabilities from 0 (the upper end of the support) to 1 (the lower end)
 * @returns one point a probability, in the unit of law.scale; infinite where it exceeds the number range
 * @throws {RangeError} when a probability is not between 0 and 1
 * @example
 * import { stable, survivalQuantile } from 'heavytail/stable';
 * survivalQuantile(stable({ alpha: 1.5 }), [1e-6])[0]; // → 3413.94
 */
export function survivalQuantile(law: StableLaw, ps: ArrayLike<number>): Float64Array {
  return inverse(law, ps, 'survival');
}
