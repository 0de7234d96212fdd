import { expOf, logOf, square } from '../../kernel/index.js';
import { orderOne, orderZero } from './besselCoefficients.js';

const eulerGamma = 0.5772156649015329;
/** Power series below, Chebyshev series from here on. */
const join = 2;

/**
 * The modified Bessel functions e^x K_0(x) and e^x K_1(x) for x > 0. Relative errors below 2e-15, checked
 * against mpmath.
 *
 * @see DLMF 10.31 (power series)
 */
export function scaledBesselK(x: number): { order0: number; order1: number } {
  if (x < join) return powerSeries(x);
  const u = 4 / x - 1;
  const root = Math.sqrt(x);
  return { order0: chebyshev(orderZero, u) / root, order1: chebyshev(orderOne, u) / root };
}

/** Clenshaw's recurrence. */
function chebyshev(coefficients: readonly number[], u: number): number {
  let next = 0;
  let current = 0;
  for (let j = coefficients.length - 1; j > 0; j--) {
    const previous = 2 * u * current - next + coefficients[j];
    next = current;
    current = previous;
  }
  return u * current - next + coefficients[0];
}

/** The series is over where a term no longer changes a sum of about 1; below x = 2 half as many do. */
const negligibleTerm = 1e-18;
const mostTerms = 30;

function powerSeries(x: number): { order0: number; order1: number } {
  const quarter = (x * x) / 4;
  const logHalf = logOf(x / 2) + eulerGamma;
  // Terms (x/2)^2k/k!^2 of I_0 and, over k + 1, of 2 I_1/x; harmonic numbers H_k.
  let term = 1;
  let harmonic = 0;
  let order0 = 0;
  let order1 = 0;
  for (let k = 0; k < mostTerms && term > negligibleTerm; k++) {
    order0 += term * (harmonic - logHalf);
    const nextHarmonic = harmonic + 1 / (k + 1);
    order1 += (term / (k + 1)) * (logHalf - (harmonic + nextHarmonic) / 2);
    harmonic = nextHarmonic;
    term *= quarter / square(k + 1);
  }
  const growth = expOf(x);
  return { order0: growth * order0, order1: growth * (1 / x + (x / 2) * order1) };
}
