import { expOf, logOf } from '../../kernel/index.js';
import { expMinusOne } from '../nearOne.js';
import { logScaledTail, normalDistribution } from '../normal.js';

/** Shape of a normal inverse Gaussian law of scale 1 and location 0. */
export interface Shape {
  /** Steepness a. */
  readonly a: number;
  /** Asymmetry b. */
  readonly b: number;
  /** sqrt(a^2 - b^2). */
  readonly g: number;
}

/** From here on 1 is lost beside the square. */
const large = 1e8;

/** sqrt(1 + y^2), without overflow. */
export function radius(y: number): number {
  return Math.abs(y) > large ? Math.abs(y) : Math.sqrt(1 + y * y);
}

/** b y + g - a sqrt(1 + y^2) <= 0, the exponent of density and tails, without cancellation. */
export function exponent(y: number, { a, b, g }: Shape): number {
  const q = radius(y);
  const [rho, kappa] = [b / a, g / a];
  if (-rho * y > kappa) return a * (rho * y - (q - kappa));
  // Times the conjugate: (a q)^2 - (b y + g)^2 = (g y - b)^2.
  const root = kappa * y - rho;
  return -a * (root / 2 / (q / 2 + (rho * y) / 2 + kappa / 2)) * root;
}

/** Largest spacing of the nodes, and their spacing in widths of the peak. */
const widest = 0.2;
const spacing = 0.5;
/** Terms smaller than this share of the sum are left out, with all beyond them. */
const least = 1e-18;

/**
 * log P(Y > y). Y is b V + sqrt(V) N with N normal and V inverse Gaussian of mean 1/g and shape 1, so the
 * probability is the mean of P(N > (y - b V)/sqrt(V)): an integral of positive terms with one peak, which the
 * trapezoidal rule in s, V = (sqrt(1 + y^2)/a) e^s, takes with an error that shrinks exponentially.
 */
export function logUpperTail(y: number, shape: Shape): number {
  if (Math.abs(y) === Infinity) return y > 0 ? -Infinity : 0;
  const { a, b, g } = shape;
  const q = radius(y);
  const peakedness = Math.min(a * q, 1e280);
  const root = Math.sqrt(peakedness);
  const [ratio, rho] = [y / q, b / a];
  const top = exponent(y, shape);
  /** Logarithm of the integrand over e^top. */
  const logTerm = (s: number) => {
    const rootOfGrowth = expOf(s / 2);
    const t = root * (ratio / rootOfGrowth - rho * rootOfGrowth);
    if (t >= 0) {
      const rise = expMinusOne(s) / rootOfGrowth;
      return logScaledTail(t) - s / 2 - (peakedness / 2) * rise * rise;
    }
    const deviation = Math.sqrt(q / a) * rootOfGrowth;
    const mismatch = 1 / deviation - g * deviation;
    return logOf(normalDistribution(-t)) - s / 2 - 0.5 * mismatch * mismatch - top;
  };
  const step = Math.min(widest, spacing / Math.sqrt(peakedness));
  let centre = y * g >= b ? 0 : logOf((2 * a) / (q * (1 + Math.sqrt(1 + 4 * g * g))));
  let peak = logTerm(centre);
  for (const side of [-step, step]) {
    for (let value = logTerm(centre + side); value > peak; value = logTerm(centre + side)) {
      centre += side;
      peak = value;
    }
  }
  let sum = 1;
  for (const side of [-step, step]) {
    for (let k = 1, term = 1; term > least * sum; k++) {
      term = expOf(logTerm(centre + k * side) - peak);
      sum += term;
    }
  }
  return 0.5 * logOf(a / (2 * Math.PI * q)) + top + peak + logOf(step * sum);
}
