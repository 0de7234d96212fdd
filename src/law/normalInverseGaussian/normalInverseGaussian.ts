import { expOf, logOf, square } from '../../kernel/index.js';
import { logOfComplement } from '../nearOne.js';
import { requireFinite, requirePositive, shiftedAndScaled, type PointFunctions } from '../pointwise.js';
import { scaledBesselK } from './besselK.js';
import { exponent, logUpperTail, radius, type Shape } from './mixture.js';

/**
 * The normal inverse Gaussian law of Barndorff-Nielsen, with tails like |x|^(-3/2) exp(-steepness |x| +
 * asymmetry x): nearly Cauchy's law where steepness * scale is small, nearly normal where it is large.
 */
export interface NormalInverseGaussianLaw {
  readonly family: 'normal-inverse-gaussian';
  /** Barndorff-Nielsen's alpha, in 1/unit of the scale. */
  readonly steepness: number;
  /** His beta, |asymmetry| < steepness. */
  readonly asymmetry: number;
  /** His delta; not the deviation. */
  readonly scale: number;
  /** His mu; the mean where the asymmetry is 0. */
  readonly location: number;
}

/** Smallest and largest steepness * scale, and largest |asymmetry|/steepness, of a law. */
export const steepnessRange: readonly [number, number] = [1e-10, 1e5];
export const largestAsymmetry = 0.9999;

/**
 * A normal inverse Gaussian law. Densities and both tails are within 1e-12 of their values, and within 1e-14
 * of their logarithms where they are below the number range.
 *
 * @param parameters - steepness > 0, with steepness * scale from 1e-10 to 1e5; asymmetry at most 0.9999
 *   steepness in size, by default 0; scale > 0, by default 1; location finite, by default 0
 * @returns a frozen value for the functions of this module
 * @throws {RangeError} when a parameter is outside its range
 * @see Barndorff-Nielsen 1997
 * @example
 * import { mean, normalInverseGaussian } from 'heavytail/law';
 * mean(normalInverseGaussian({ steepness: 1.5, asymmetry: 0.5 })); // → 0.353553
 */
export function normalInverseGaussian(parameters: {
  readonly steepness: number;
  readonly asymmetry?: number;
  readonly scale?: number;
  readonly location?: number;
}): NormalInverseGaussianLaw {
  const { steepness, asymmetry = 0, scale = 1, location = 0 } = parameters;
  requirePositive('steepness', steepness);
  requirePositive('scale', scale);
  requireFinite('location', location);
  const [least, most] = steepnessRange;
  const product = steepness * scale;
  if (!(product >= least && product <= most)) {
    throw new RangeError(`steepness * scale is ${product}; it must lie between ${least} and ${most}.`);
  }
  if (!(Math.abs(asymmetry) <= largestAsymmetry * steepness)) {
    throw new RangeError(
      `asymmetry is ${asymmetry}; its size must be at most ${largestAsymmetry} of the steepness, ` +
        `${steepness}.`,
    );
  }
  return Object.freeze({ family: 'normal-inverse-gaussian', steepness, asymmetry, scale, location });
}

/** What a normal inverse Gaussian law computes. */
export function normalInverseGaussianFunctions(law: NormalInverseGaussianLaw): PointFunctions {
  const { steepness, asymmetry, scale, location } = law;
  const a = steepness * scale;
  const b = asymmetry * scale;
  const shape = { a, b, g: Math.sqrt((a - b) * (a + b)) };
  const mirrored = mirror(shape);
  const upperPoint = (p: number) => (p <= 0.5 ? tailPoint(p, shape) : 0 - tailPoint(1 - p, mirrored));
  const lowerPoint = (p: number) => (p <= 0.5 ? 0 - tailPoint(p, mirrored) : tailPoint(1 - p, shape));
  const standard: PointFunctions = {
    logDensity: (z) => standardLogDensity(z, shape),
    logDistribution: (z) => logTail(-z, mirrored),
    logSurvival: (z) => logTail(z, shape),
    quantile: lowerPoint,
    survivalQuantile: upperPoint,
    draw: (n, stream) => {
      const roots = stream.normals(n);
      const choices = stream.uniforms(n);
      return stream.normals(n).map((normal, i) => {
        const v = inverseGaussian(shape.g, roots[i], choices[i]);
        return b * v + Math.sqrt(v) * normal;
      });
    },
    mean: () => b / shape.g,
    variance: () => square(a / shape.g) / shape.g,
  };
  /** log f or log P beyond z, of which the exponent alone is left; 0 where z is too small for a number. */
  const decay = (logSize: number, negative: boolean) => 0 - expOf(logOf(negative ? a + b : a - b) + logSize);
  const tail = (logSize: number, far: boolean, name: 'logDistribution' | 'logSurvival') => {
    if (logSize < 0) return standard[name](0);
    return far ? decay(logSize, name === 'logDistribution') : 0;
  };
  return shiftedAndScaled(standard, location, scale, logOf(scale), {
    logDensity: (logSize, negative) => (logSize < 0 ? standard.logDensity(0) : decay(logSize, negative)),
    logDistribution: (logSize, negative) => tail(logSize, negative, 'logDistribution'),
    logSurvival: (logSize, negative) => tail(logSize, !negative, 'logSurvival'),
    // No quantile is so far out.
    logQuantile: () => Infinity,
    logSurvivalQuantile: () => Infinity,
  });
}

/** Log-density at scale 1 and location 0. */
export function standardLogDensity(z: number, shape: Shape): number {
  if (Math.abs(z) === Infinity) return -Infinity;
  const q = radius(z);
  const { order1 } = scaledBesselK(shape.a * q);
  return exponent(z, shape) + logOf(order1) + logOf(shape.a / (Math.PI * q));
}

function mirror({ a, b, g }: Shape): Shape {
  return { a, b: -b, g };
}

/**
 * log P(Y > y), from the lower tail where that is the smaller one. The tail on the far side of the mean is
 * computed first; the other one only where both are large, between mean and median.
 */
function logTail(y: number, shape: Shape): number {
  const mirrored = mirror(shape);
  if (y * shape.g >= shape.b) {
    const upper = logUpperTail(y, shape);
    return upper < logOfMost ? upper : logOfComplement(logUpperTail(-y, mirrored));
  }
  const lower = logUpperTail(-y, mirrored);
  return lower < logOfMost ? logOfComplement(lower) : logUpperTail(y, shape);
}

/** log(1/2) and a little less, so that no complement is taken of a probability near 1. */
const logOfMost = -0.7;

const mostSteps = 200;
/** A step of Newton this short is the last. */
const lastStep = 1e-9;

/**
 * The y with P(Y > y) = p <= 1/2, by Newton steps for log P in w, y = mean + sinh(w)/sqrt(1 + g), in a
 * bracket.
 */
function tailPoint(p: number, shape: Shape): number {
  if (p === 0) return Infinity;
  const target = logOf(p);
  const centre = shape.b / shape.g;
  const unit = 1 / Math.sqrt(1 + shape.g);
  const place = (w: number) => {
    const growth = expOf(Math.abs(w));
    return centre + Math.sign(w) * unit * (growth / 2 - 0.5 / growth);
  };
  let [low, high, w] = [-700, 700, 0];
  for (let step = 0; step < mostSteps; step++) {
    const y = place(w);
    const value = logTail(y, shape);
    if (value > target) low = w;
    else high = w;
    const growth = expOf(w);
    const slope = expOf(standardLogDensity(y, shape) - value) * unit * (growth / 2 + 0.5 / growth);
    // Far beyond the point the rounding of density and tail leaves no slope.
    const next = value > 2 * target - 10 ? w + (value - target) / slope : NaN;
    if (Math.abs(next - w) <= lastStep * Math.max(1, Math.abs(w))) {
      // Once more in y itself, in which the sum with the mean is rounded.
      const end = place(next);
      const logProbability = logTail(end, shape);
      return end + (logProbability - target) / expOf(standardLogDensity(end, shape) - logProbability);
    }
    w = next > low && next < high ? next : (low + high) / 2;
  }
  throw new Error('A search for quantiles of a normal inverse Gaussian law has not come to its end.');
}

/**
 * An inverse Gaussian variable of mean 1/g and shape 1 from a normal and a uniform one: one of the two roots
 * of the normal one's square, without cancellation.
 *
 * @see Michael, Schucany and Haas 1976
 */
function inverseGaussian(g: number, normal: number, uniform: number): number {
  const c = (normal * normal) / (2 * g);
  const ratio = 1 + c + Math.sqrt(c * (2 + c));
  return uniform * (1 + ratio) < 1 ? ratio / g : 1 / (g * ratio);
}
