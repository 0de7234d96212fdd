import { atan2Of, cos, expOf, logOf, powOf, sin } from '../../../kernel/index.js';
import { skewPhase } from '../characteristicFunction.js';
import { inverseSymmetric, solveSymmetric, type Rows } from './matrix.js';
import type { ParameterName, Parameters } from './parameters.js';

/** Arguments are multiples of this one. */
const spacing = Math.PI / 50;
const mostSteps = 20;

/**
 * Arguments pi k/25 of the modulus and pi l/50 of the phase, by alpha, of Koutrouvelis 1980 and 1981 (his
 * tables for 800 points, interpolated).
 */
const argumentTable = [
  { alpha: 0.3, modulus: 124, phase: 68 },
  { alpha: 0.5, modulus: 68, phase: 38 },
  { alpha: 0.7, modulus: 24, phase: 16 },
  { alpha: 0.9, modulus: 22, phase: 14 },
  { alpha: 1.1, modulus: 18, phase: 18 },
  { alpha: 1.5, modulus: 11, phase: 14 },
  { alpha: 1.9, modulus: 9, phase: 10 },
];

function argumentCounts(alpha: number): { modulus: number; phase: number } {
  const last = argumentTable.length - 1;
  const i = argumentTable.findIndex((row) => row.alpha >= alpha);
  if (i === 0) return argumentTable[0];
  if (i < 0) return argumentTable[last];
  const [a, b] = [argumentTable[i - 1], argumentTable[i]];
  const t = (alpha - a.alpha) / (b.alpha - a.alpha);
  return {
    modulus: Math.round(a.modulus + t * (b.modulus - a.modulus)),
    phase: Math.round(a.phase + t * (b.phase - a.phase)),
  };
}

/** Mean of exp(i k spacing x) over a sample, for k = 0 ... count. */
class EmpiricalFunction {
  readonly #real: Float64Array;
  readonly #imaginary: Float64Array;
  readonly #size: number;

  constructor(sample: Float64Array, count: number) {
    this.#real = new Float64Array(count + 1);
    this.#imaginary = new Float64Array(count + 1);
    this.#size = sample.length;
    const angles = sample.map((x) => spacing * x);
    const cosines = cos(angles);
    const sines = sin(angles);
    for (let i = 0; i < sample.length; i++) {
      let a = 1;
      let b = 0;
      for (let k = 0; k <= count; k++) {
        this.#real[k] += a;
        this.#imaginary[k] += b;
        const next = a * cosines[i] - b * sines[i];
        b = a * sines[i] + b * cosines[i];
        a = next;
      }
    }
  }

  real(k: number): number {
    return this.#real[Math.abs(k)] / this.#size;
  }

  imaginary(k: number): number {
    return (Math.sign(k) * this.#imaginary[Math.abs(k)]) / this.#size;
  }

  squaredModulus(k: number): number {
    return this.real(k) ** 2 + this.imaginary(k) ** 2;
  }

  /** Covariance of a Re + b Im at k with c Re + d Im at j. */
  covariance(k: number, [a, b]: Pair, j: number, [c, d]: Pair): number {
    const re = [this.real(k), this.real(j)];
    const im = [this.imaginary(k), this.imaginary(j)];
    const realReal = (this.real(k - j) + this.real(k + j)) / 2 - re[0] * re[1];
    const imImag = (this.real(k - j) - this.real(k + j)) / 2 - im[0] * im[1];
    const realImag = (this.imaginary(k + j) - this.imaginary(k - j)) / 2 - re[0] * im[1];
    const imagReal = (this.imaginary(k + j) + this.imaginary(k - j)) / 2 - im[0] * re[1];
    return (a * c * realReal + b * d * imImag + a * d * realImag + b * c * imagReal) / this.#size;
  }
}

type Pair = readonly [number, number];

/** Generalised least squares of two coefficients; undefined where the covariance is singular. */
function regress(rows: readonly Pair[], values: readonly number[], covariance: Rows) {
  // A little of the diagonal is added: neighbouring arguments are almost the same.
  const ridge = covariance.map((row, i) => row.map((x, j) => (i === j ? x * (1 + 1e-6) : x)));
  const columns = [0, 1].map((c) =>
    solveSymmetric(
      ridge,
      rows.map((row) => row[c]),
    ),
  );
  const [first, second] = columns;
  if (first === undefined || second === undefined) return undefined;
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, v, i) => sum + v * y[i], 0);
  const normal = [first, second].map((column) =>
    [0, 1].map((c) =>
      dot(
        column,
        rows.map((row) => row[c]),
      ),
    ),
  );
  const inverse = inverseSymmetric(normal);
  if (inverse === undefined) return undefined;
  const right = [dot(first, values), dot(second, values)];
  return {
    values: inverse.map((row) => dot(row, right)) as [number, number],
    covariance: inverse,
  };
}

/** alpha and log(2 scale^alpha), by log(-log |phi|^2) = log(2 scale^alpha) + alpha log t. */
function fitModulus(empirical: EmpiricalFunction, count: number) {
  const ks = Array.from({ length: count }, (_, i) => 2 * (i + 1)).filter(
    (k) => empirical.squaredModulus(k) > 1e-4 && empirical.squaredModulus(k) < 1,
  );
  const gradients = ks.map((k): Pair => {
    const square = empirical.squaredModulus(k);
    const factor = 2 / (square * logOf(square));
    return [factor * empirical.real(k), factor * empirical.imaginary(k)];
  });
  return regress(
    ks.map((k): Pair => [logOf(k * spacing), 1]),
    ks.map((k) => logOf(-logOf(empirical.squaredModulus(k)))),
    ks.map((k, a) => ks.map((j, b) => empirical.covariance(k, gradients[a], j, gradients[b]))),
  );
}

/** Location and beta of a law of scale 1, by the phase location u - beta skewPhase(alpha, u). */
function fitPhase(empirical: EmpiricalFunction, alpha: number, count: number) {
  const ls = Array.from({ length: count }, (_, i) => i + 1).filter((l) => empirical.squaredModulus(l) > 1e-3);
  const gradients = ls.map((l): Pair => {
    const square = empirical.squaredModulus(l);
    return [-empirical.imaginary(l) / square, empirical.real(l) / square];
  });
  return regress(
    ls.map((l): Pair => [l * spacing, -skewPhase(alpha, l * spacing)]),
    ls.map((l) => atan2Of(empirical.imaginary(l), empirical.real(l))),
    ls.map((l, a) => ls.map((j, b) => empirical.covariance(l, gradients[a], j, gradients[b]))),
  );
}

/** A law with the standard errors of its parameters. */
export interface CharacteristicFit {
  readonly parameters: Parameters;
  readonly standardErrors: Readonly<Record<ParameterName, number>>;
}

/**
 * Regression on the empirical characteristic function (Koutrouvelis 1980, 1981), weighted by its asymptotic
 * covariance, on a sample that is rescaled until scale and location settle. The phase is regressed in S0, so
 * that nothing is singular at alpha = 1. Undefined where the regression is singular or leaves the range of
 * stable laws.
 *
 * @param start - of another method
 */
export function characteristicMethod(sample: Float64Array, start: Parameters): CharacteristicFit | undefined {
  let { alpha, beta, scale, location } = start;
  for (let n = 0; n < mostSteps; n++) {
    const counts = argumentCounts(start.alpha);
    const standard = sample.map((x) => (x - location) / scale);
    const empirical = new EmpiricalFunction(standard, 4 * Math.max(counts.modulus, counts.phase));
    const modulus = fitModulus(empirical, counts.modulus);
    if (modulus === undefined || !(modulus.values[0] > 0.05)) return undefined;
    alpha = Math.min(2, modulus.values[0]);
    const rescale = powOf(expOf(modulus.values[1]) / 2, 1 / alpha);
    const phase = fitPhase(empirical, alpha, counts.phase);
    if (alpha < 2 && phase === undefined) return undefined;
    const [shift, skewness] = phase?.values ?? [0, 0];
    beta = alpha === 2 ? 0 : Math.max(-1, Math.min(1, skewness));
    location += scale * shift;
    scale *= rescale;
    if (Math.abs(rescale - 1) < 1e-3 && Math.abs(shift) < 1e-3 && phase !== undefined) {
      const [[varianceAlpha, mixed], [, varianceLog]] = modulus.covariance;
      // scale = (e^c/2)^(1/alpha) at scale 1: d log scale = (dc - log(scale^alpha) dalpha)/alpha, with log 1 = 0.
      const logScale = logOf(rescale);
      const relative = (varianceLog - 2 * logScale * mixed + logScale ** 2 * varianceAlpha) / alpha ** 2;
      return {
        parameters: { alpha, beta, scale, location },
        standardErrors: {
          alpha: Math.sqrt(varianceAlpha),
          beta: Math.sqrt(phase.covariance[1][1]),
          scale: scale * Math.sqrt(relative),
          location: scale * Math.sqrt(phase.covariance[0][0]),
        },
      };
    }
  }
  return undefined;
}
