import { logOf } from '../kernel/index.js';
import { expMinusOne, logOfComplement, logOfOnePlus } from './nearOne.js';
import { requireFinite, requirePositive, shiftedAndScaled, type PointFunctions } from './pointwise.js';

/** The law of excesses over a high threshold, P(X > x) = (1 + shape (x - threshold)/scale)^(-1/shape). */
export interface GeneralisedParetoLaw {
  readonly family: 'generalised-pareto';
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
 * @example
 * generalisedPareto({ shape: 0.5, threshold: 10 })
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
  return Object.freeze({ family: 'generalised-pareto', shape, scale, threshold });
}

/** A law whose point is an increasing function of an exponential variable. */
export function ofExponential(parts: {
  /** -log P(X > x): 0 below the support. */
  readonly hazard: (x: number) => number;
  /** The x of a hazard. */
  readonly point: (hazard: number) => number;
}) {
  const { hazard, point } = parts;
  return {
    logDistribution: (x) => logOfComplement(0 - hazard(x)),
    logSurvival: (x) => 0 - hazard(x),
    quantile: (p) => point(0 - logOfOnePlus(-p)),
    survivalQuantile: (p) => point(0 - logOf(p)),
    draw: (n, stream) => stream.exponentials(n).map(point),
  } satisfies Partial<PointFunctions>;
}

/** What a generalised Pareto law computes. */
export function generalisedParetoFunctions({
  shape,
  scale,
  threshold,
}: GeneralisedParetoLaw): PointFunctions {
  const hazard = (z: number) => {
    if (z <= 0) return 0;
    if (z === Infinity || shape * z === 0) return z;
    if (shape * z === Infinity) return (logOf(shape) + logOf(z)) / shape;
    return logOfOnePlus(Math.max(-1, shape * z)) / shape;
  };
  const point = (h: number) => (shape === 0 || shape * h === 0 ? h : expMinusOne(shape * h) / shape);
  const standard: PointFunctions = {
    ...ofExponential({ hazard, point }),
    logDensity: (z) => {
      if (z < 0 || z === Infinity || shape * z < -1) return -Infinity;
      return shape === -1 ? 0 : -(1 + shape) * hazard(z);
    },
    mean: () => (shape < 1 ? 1 / (1 - shape) : Infinity),
    variance: () => (shape < 0.5 ? 1 / ((1 - shape) ** 2 * (1 - 2 * shape)) : Infinity),
  };
  return shiftedAndScaled(standard, threshold, scale, logOf(scale));
}
