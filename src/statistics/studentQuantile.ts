import { atan2Of } from '../kernel/index.js';
import { normalQuantile } from '../law/index.js';

/** From here on the expansion around the normal quantile is exact to 1e-11. */
const manyDegrees = 1000;

/**
 * Quantile of Student's law, by bisection of its distribution in closed form (Abramowitz and Stegun, 26.7.3
 * and 26.7.4) or, from 1000 degrees on, by its expansion around the normal quantile (26.7.5). Relative error
 * below 1e-10 for p between 1e-5 and 1 - 1e-5.
 *
 * @param p - in (0, 1)
 * @param degrees - degrees of freedom: a whole number of at least 1, or Infinity
 * @returns a point of the law of scale 1
 * @throws {RangeError} when an argument is outside its range
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!(degrees >= 1) || (degrees < Infinity && !Number.isInteger(degrees))) {
    throw new RangeError(`Student's law has ${degrees} degrees; they must be a whole number of at least 1.`);
  }
  if (!(p > 0 && p < 1)) throw new RangeError(`The probability is ${p}; it must lie between 0 and 1.`);
  if (degrees >= manyDegrees) return expansion(p, degrees);
  if (p < 0.5) return -studentQuantile(1 - p, degrees);
  const central = 2 * p - 1;
  let low = 0;
  let high = 1;
  while (centralProbability(high, degrees) < central) high *= 2;
  for (let middle = high / 2; middle > low && middle < high; middle = low / 2 + high / 2) {
    if (centralProbability(middle, degrees) < central) low = middle;
    else high = middle;
  }
  return high;
}

/** P(|T| < t). */
function centralProbability(t: number, degrees: number): number {
  const length = Math.sqrt(degrees + t * t);
  const sine = t / length;
  const square = degrees / (degrees + t * t);
  const odd = degrees % 2 === 1;
  let term = odd ? Math.sqrt(square) : 1;
  let sum = 0;
  for (let k = odd ? 3 : 2; k <= degrees; k += 2) {
    sum += term;
    term *= (square * (k - 1)) / k;
  }
  return odd ? (2 / Math.PI) * (atan2Of(t, Math.sqrt(degrees)) + sine * sum) : sine * sum;
}

function expansion(p: number, n: number): number {
  const z = normalQuantile(p);
  const z2 = z * z;
  const first = (z2 + 1) / 4;
  const second = ((5 * z2 + 16) * z2 + 3) / 96;
  const third = (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
  const fourth = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
  return z * (1 + (first + (second + (third + fourth / n) / n) / n) / n);
}
