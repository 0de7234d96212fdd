import { logOf } from '../kernel/index.js';
import { requireFinite, requirePositive, shiftedAndScaled, type Law } from './law.js';
import { expMinusOne, logOfComplement, logOfOnePlus } from './nearOne.js';

/** The law of excesses over a high threshold, P(X > x) = (1 + shape (x - threshold)/scale)^(-1/shape). */
export interface GeneralisedParetoLaw extends Law {
  /** Positive: tail index 1/shape. 0: exponential. Negative: ends at threshold - scale/shape. */
  readonly shape: number;
  readonly scale: number;
  readonly threshold: number;
}

/**
 * A generalised Pareto law. Where the shape is negative, points near the upper end are as accurate as the
 * rounding of (x - threshold)/scale leaves them.
 *
 * @param parameters - shape finite; scale > 0, by default 1; threshold finite, by default 0
 * @throws {RangeError} when a parameter is outside its range
 * @see Pickands 1975
 */
export function generalisedPareto(parameters: {
  readonly shape: number;
  readonly scale?: number;
  readonly threshold?: number;
}): GeneralisedParetoLaw {
  const { shape, scale = 1, threshold = 0 } = parameters;
  requireFinite('shape', shape);
  requirePositive('scale', scale);
  requireFinite('threshold', threshold);
  /** log(1 + shape z), at least -Infinity. */
  const logGrowth = (z: number) => logOfOnePlus(Math.max(-1, shape * z));
  /** -log P(Z > z): an exponential variable, of which Z is a function. */
  const hazard = (z: number) => {
    if (z <= 0) return 0;
    if (shape * z === 0 || z === Infinity) return shape < 0 ? Infinity : z;
    return shape * z === Infinity ? (logOf(shape) + logOf(z)) / shape : logGrowth(z) / shape;
  };
  const point = (h: number) => {
    if (h === 0 || shape * h === 0) return h;
    return expMinusOne(shape * h) / shape;
  };
  const standard = {
    logDensity: (z: number) => {
      if (z < 0 || z === Infinity || shape * z < -1) return -Infinity;
      return shape === -1 ? 0 : -(1 + shape) * hazard(z);
    },
    logDistribution: (z: number) => (z <= 0 ? -Infinity : logOfComplement(-hazard(z))),
    logSurvival: (z: number) => 0 - hazard(z),
    quantile: (p: number) => point(0 - logOfOnePlus(-p)),
    survivalQuantile: (p: number) => point(0 - logOf(p)),
    draw: (n: number, stream: Parameters<Law['draw']>[1]) => stream.exponentials(n).map(point),
  };
  return Object.freeze({
    shape,
    scale,
    threshold,
    ...shiftedAndScaled(standard, threshold, scale, logOf(scale)),
  });
}
