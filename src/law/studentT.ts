import { cosOf, expOf, logOf } from '../kernel/index.js';
import { expMinusOne, logOfComplement } from './nearOne.js';
import { requireFinite, requirePositive, shiftedAndScaled, type PointFunctions } from './pointwise.js';
import {
  logFarPoint,
  logFarTail,
  logHalfRatio,
  logSpread,
  logStudentTail,
  studentTailPoint,
} from './studentTail.js';

/** Student's law: power tails of index `degrees`; Cauchy's law at 1, nearly normal where degrees are many. */
export interface StudentLaw {
  readonly family: 'student-t';
  readonly degrees: number;
  readonly location: number;
  readonly scale: number;
}

/**
 * Student's t law. The scale is not the deviation, which is scale sqrt(degrees/(degrees - 2)).
 *
 * @param parameters - degrees of freedom from 0.1 to 1000, not necessarily whole; location finite, by default
 *   0; scale > 0, by default 1
 * @returns a frozen value for the functions of this module
 * @throws {RangeError} when a parameter is outside its range
 * @example
 * import { studentT, variance } from 'heavytail/law';
 * variance(studentT({ degrees: 3 })); // → 3
 */
export function studentT(parameters: {
  readonly degrees: number;
  readonly location?: number;
  readonly scale?: number;
}): StudentLaw {
  const { degrees, location = 0, scale = 1 } = parameters;
  if (!(degrees >= fewestDegrees && degrees <= mostDegrees)) {
    throw new RangeError(`degrees is ${degrees}; it must lie between ${fewestDegrees} and ${mostDegrees}.`);
  }
  requireFinite('location', location);
  requirePositive('scale', scale);
  return Object.freeze({ family: 'student-t', degrees, location, scale });
}

export const fewestDegrees = 0.1;
export const mostDegrees = 1000;

/** What Student's law computes. Draws: Bailey's polar method (1994) with the angle drawn outright. */
export function studentFunctions({ degrees, location, scale }: StudentLaw): PointFunctions {
  const constant = logHalfRatio(degrees / 2) - 0.5 * logOf(degrees * Math.PI);
  const root = Math.sqrt(degrees);
  const tail = (z: number) => logStudentTail(z, degrees);
  const lower = (z: number) => (z <= 0 ? tail(-z) : logOfComplement(tail(z)));
  const upperPoint = (p: number) =>
    p <= 0.5 ? studentTailPoint(p, degrees) : 0 - studentTailPoint(1 - p, degrees);
  const standard: PointFunctions = {
    logDensity: (z) => constant - ((degrees + 1) / 2) * logSpread(Math.abs(z), degrees),
    logDistribution: lower,
    logSurvival: (z) => lower(-z),
    quantile: (p) => 0 - upperPoint(p),
    survivalQuantile: upperPoint,
    draw: (n, stream) => {
      const exponentials = stream.exponentials(n);
      return stream.uniforms(n).map((u, i) => {
        // root sqrt(e^(2h) - 1), which may exceed the number range before its root is taken.
        const h = exponentials[i] / degrees;
        return root * expOf(h) * Math.sqrt(-expMinusOne(-2 * h)) * cosOf(2 * Math.PI * u);
      });
    },
    mean: () => (degrees > 1 ? 0 : undefined),
    variance: () => (degrees > 2 ? degrees / (degrees - 2) : Infinity),
  };
  const outer = (logSize: number, far: boolean) => {
    if (logSize < 0) return lower(0);
    return far ? logFarTail(logSize, degrees) : logOfComplement(logFarTail(logSize, degrees));
  };
  return shiftedAndScaled(standard, location, scale, logOf(scale), {
    logDensity: (logSize) =>
      constant - (logSize < 0 ? 0 : ((degrees + 1) / 2) * (2 * logSize - logOf(degrees))),
    logDistribution: (logSize, negative) => outer(logSize, negative),
    logSurvival: (logSize, negative) => outer(logSize, !negative),
    logQuantile: (p) => logFarPoint(Math.min(p, 1 - p), degrees),
    logSurvivalQuantile: (p) => logFarPoint(Math.min(p, 1 - p), degrees),
  });
}
