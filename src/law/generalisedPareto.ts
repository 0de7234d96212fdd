import { expOf, logOf, square } from '../kernel/index.js';
import { expMinusOne, logOfComplement, logOfOnePlus } from './nearOne.js';
import {
  placed,
  placedFar,
  requireFinite,
  requirePositive,
  shiftedAndScaled,
  type PointFunctions,
} from './pointwise.js';

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
 * @returns a frozen value for the functions of this module
 * @throws {RangeError} when a parameter is outside its range
 * @see Pickands 1975
 * @example
 * import { generalisedPareto, mean } from 'heavytail/law';
 * mean(generalisedPareto({ shape: 0.5, threshold: 10 })); // → 12
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
    variance: () => (shape < 0.5 ? 1 / (square(1 - shape) * (1 - 2 * shape)) : Infinity),
  };
  const logScale = logOf(scale);
  /** The hazard by log z, where z is out of the number range. */
  const farHazard = (logSize: number) => {
    if (logSize < 0 || shape <= 0) return expOf(logSize) * (shape < 0 && logSize > 0 ? Infinity : 1);
    const log = logOf(shape) + logSize;
    return (log > 40 ? log : logOfOnePlus(expOf(log))) / shape;
  };
  /** log z of a hazard whose point is above the number range. */
  const logPoint = (h: number) => shape * h - logOf(shape);
  const placedPoint = (h: number) => {
    const z = point(h);
    return z < Infinity || h === Infinity || shape <= 0
      ? placed(threshold, scale, z)
      : placedFar(threshold, logScale, logPoint(h), 1);
  };
  return {
    ...shiftedAndScaled(standard, threshold, scale, logScale, {
      logDensity: (logSize, negative) => {
        if (negative || (shape < 0 && logSize > 0)) return -Infinity;
        return 0 - (1 + shape) * farHazard(logSize);
      },
      logDistribution: (logSize, negative) => {
        if (negative) return -Infinity;
        return logSize < 0 ? logSize : logOfComplement(0 - farHazard(logSize));
      },
      logSurvival: (logSize, negative) => (negative ? 0 : 0 - farHazard(logSize)),
      logQuantile: (p) => logPoint(0 - logOfOnePlus(-p)),
      logSurvivalQuantile: (p) => logPoint(0 - logOf(p)),
    }),
    draw: (n, stream) => stream.exponentials(n).map(placedPoint),
  };
}
