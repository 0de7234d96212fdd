import { cosOf, logOf } from '../kernel/index.js';
import { requireFinite, requirePositive, shiftedAndScaled, type Law } from './law.js';
import { expMinusOne, logOfComplement } from './nearOne.js';
import { logHalfRatio, logSpread, logStudentTail, studentTailPoint } from './studentTail.js';
import type { Stream } from './stream.js';

/** Student's law: power tails of index `degrees`; Cauchy's law at 1, nearly normal where degrees are many. */
export interface StudentLaw extends Law {
  readonly degrees: number;
  readonly location: number;
  readonly scale: number;
}

/**
 * Student's t law. The scale is not the deviation, which is scale sqrt(degrees/(degrees - 2)).
 *
 * @param parameters - degrees of freedom from 0.1 to 1000, not necessarily whole; location finite, by
 *   default 0; scale > 0, by default 1
 * @throws {RangeError} when a parameter is outside its range
 * @see Bailey 1994, whose polar method `draw` uses with the angle drawn outright
 */
export function studentT(parameters: {
  readonly degrees: number;
  readonly location?: number;
  readonly scale?: number;
}): StudentLaw {
  const { degrees, location = 0, scale = 1 } = parameters;
  if (!(degrees >= 0.1 && degrees <= 1000)) {
    throw new RangeError(`degrees is ${degrees}; it must lie between 0.1 and 1000.`);
  }
  requireFinite('location', location);
  requirePositive('scale', scale);
  const constant = logHalfRatio(degrees / 2) - 0.5 * logOf(degrees * Math.PI);
  const root = Math.sqrt(degrees);
  const tail = (z: number) => logStudentTail(z, degrees);
  const lower = (z: number) => (z <= 0 ? tail(-z) : logOfComplement(tail(z)));
  const upperPoint = (p: number) =>
    p <= 0.5 ? studentTailPoint(p, degrees) : 0 - studentTailPoint(1 - p, degrees);
  const standard = {
    logDensity: (z: number) => constant - ((degrees + 1) / 2) * logSpread(Math.abs(z), degrees),
    logDistribution: lower,
    logSurvival: (z: number) => lower(-z),
    quantile: (p: number) => 0 - upperPoint(p),
    survivalQuantile: upperPoint,
    draw: (n: number, stream: Stream) => {
      const exponentials = stream.exponentials(n);
      return stream
        .uniforms(n)
        .map(
          (u, i) => root * Math.sqrt(expMinusOne((2 * exponentials[i]) / degrees)) * cosOf(2 * Math.PI * u),
        );
    },
  };
  return Object.freeze({
    degrees,
    location,
    scale,
    ...shiftedAndScaled(standard, location, scale, logOf(scale)),
  });
}
