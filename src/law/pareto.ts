import { expOf, logOf, square } from '../kernel/index.js';
import { ofExponential } from './generalisedPareto.js';
import { logOfOnePlus } from './nearOne.js';
import { requirePositive, type PointFunctions } from './pointwise.js';

/** Pareto's law, P(X > x) = (x/minimum)^(-tailIndex) from the minimum on. */
export interface ParetoLaw {
  readonly family: 'pareto';
  readonly tailIndex: number;
  readonly minimum: number;
}

/**
 * A Pareto law: the generalised one of shape 1/tailIndex, scale minimum/tailIndex and threshold minimum.
 *
 * @param parameters - tail index > 0; minimum > 0, by default 1
 * @returns a frozen value for the functions of this module
 * @throws {RangeError} when a parameter is outside its range
 * @example
 * import { pareto, survival } from 'heavytail/law';
 * survival(pareto({ tailIndex: 1.5 }), [10])[0]; // → 0.0316228
 */
export function pareto(parameters: { readonly tailIndex: number; readonly minimum?: number }): ParetoLaw {
  const { tailIndex, minimum = 1 } = parameters;
  requirePositive('tailIndex', tailIndex);
  requirePositive('minimum', minimum);
  return Object.freeze({ family: 'pareto', tailIndex, minimum });
}

/** What a Pareto law computes. */
export function paretoFunctions({ tailIndex, minimum }: ParetoLaw): PointFunctions {
  /** log(x/minimum) from the minimum on. */
  const logRatio = (x: number) => {
    const excess = (x - minimum) / minimum;
    return excess < Infinity ? logOfOnePlus(excess) : logOf(x) - logOf(minimum);
  };
  const logPeak = logOf(tailIndex) - logOf(minimum);
  return {
    ...ofExponential({
      hazard: (x) => (x <= minimum ? 0 : tailIndex * logRatio(x)),
      point: (hazard) => {
        // By halves, where the ratio alone may be beyond the number range.
        const half = hazard / tailIndex / 2;
        return half > 350 ? minimum * expOf(half) * expOf(half) : minimum * expOf(hazard / tailIndex);
      },
    }),
    logDensity: (x) => (x < minimum ? -Infinity : logPeak - (tailIndex + 1) * logRatio(x)),
    mean: () => (tailIndex > 1 ? minimum / (1 - 1 / tailIndex) : Infinity),
    variance: () =>
      tailIndex > 2 ? (tailIndex * square(minimum / (tailIndex - 1))) / (tailIndex - 2) : Infinity,
  };
}
