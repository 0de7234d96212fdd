import { atan2Of, cos, expOf, logOf, powOf, sin } from '../../../kernel/index.js';
import { characteristicFunction, skewPhase, type ComplexArray } from '../characteristicFunction.js';
import { stable } from '../law.js';
import { inverseSymmetric, solveSymmetric, type Rows } from './matrix.js';
import type { ParameterName, Parameters } from './parameters.js';

/** Arguments are multiples of this one. */
const spacing = Math.PI / 50;
const mostSteps = 40;
const weightingSteps = 3;
const leastAlpha = 0.1;
/** Above this alpha skewness leaves no trace in the phase; its regressor is kept from vanishing. */
const nearTwo = 1.999;
/** Largest change of scale and location in a last step, in standard errors. */
const settled = 0.1;

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

/** exp(i k spacing x), averaged over a sample or expected of a law, for k = 0 ... count. */
class FunctionOnGrid {
  readonly #values: ComplexArray;

  constructor(values: ComplexArray) {
    this.#values = values;
  }

  static ofSample(sample: Float64Array, count: number): FunctionOnGrid {
    const real = new Float64Array(count + 1);
    const imaginary = new Float64Array(count + 1);
    const angles = sample.map((x) => spacing * x);
    const cosines = cos(angles);
    const sines = sin(angles);
    const share = 1 / sample.length;
    for (let i = 0; i < sample.length; i++) {
      let a = share;
      let b = 0;
      for (let k = 0; k <= count; k++) {
        real[k] += a;
        imaginary[k] += b;
        const next = a * cosines[i] - b * sines[i];
        b = a * sines[i] + b * cosines[i];
        a = next;
      }
    }
    return new FunctionOnGrid({ real, imaginary });
  }

  static ofLaw(alpha: number, beta: number, count: number): FunctionOnGrid {
    const arguments_ = Array.from({ length: count + 1 }, (_, k) => k * spacing);
    return new FunctionOnGrid(characteristicFunction(stable({ alpha, beta }), arguments_));
  }

  real(k: number): number {
    return this.#values.real[Math.abs(k)];
  }

  imaginary(k: number): number {
    return Math.sign(k) * this.#values.imaginary[Math.abs(k)];
  }

  squaredModulus(k: number): number {
    return this.real(k) ** 2 + this.imaginary(k) ** 2;
  }

  /** n times the covariance, for a sample of n, of a Re + b Im at k with c Re + d Im at j. */
  covariance(k: number, [a, b]: Pair, j: number, [c, d]: Pair): number {
    const re = [this.real(k), this.real(j)];
    const im = [this.imaginary(k), this.imaginary(j)];
    const realReal = (this.real(k - j) + this.real(k + j)) / 2 - re[0] * re[1];
    const imImag = (this.real(k - j) - this.real(k + j)) / 2 - im[0] * im[1];
    const realImag = (this.imaginary(k + j) - this.imaginary(k - j)) / 2 - re[0] * im[1];
    const imagReal = (this.imaginary(k + j) + this.imaginary(k - j)) / 2 - im[0] * re[1];
    return a * c * realReal + b * d * imImag + a * d * realImag + b * c * imagReal;
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
function fitModulus(empirical: FunctionOnGrid, model: FunctionOnGrid, ks: readonly number[]) {
  const gradients = ks.map((k): Pair => {
    const square = model.squaredModulus(k);
    const factor = 2 / (square * logOf(square));
    return [factor * model.real(k), factor * model.imaginary(k)];
  });
  return regress(
    ks.map((k): Pair => [logOf(k * spacing), 1]),
    ks.map((k) => logOf(-logOf(Math.min(empirical.squaredModulus(k), 1 - 1e-12)))),
    ks.map((k, a) => ks.map((j, b) => model.covariance(k, gradients[a], j, gradients[b]))),
  );
}

/** Location and beta of a law of scale 1, by the phase location u - beta skewPhase(alpha, u). */
function fitPhase(empirical: FunctionOnGrid, model: FunctionOnGrid, alpha: number, ls: readonly number[]) {
  const gradients = ls.map((l): Pair => {
    const square = model.squaredModulus(l);
    return [-model.imaginary(l) / square, model.real(l) / square];
  });
  return regress(
    ls.map((l): Pair => [l * spacing, -skewPhase(alpha, l * spacing)]),
    ls.map((l) => atan2Of(empirical.imaginary(l), empirical.real(l))),
    ls.map((l, a) => ls.map((j, b) => model.covariance(l, gradients[a], j, gradients[b]))),
  );
}

/** Multiples of the spacing, of those of the tables, at which the function is not lost in its noise. */
function argumentsFor(model: FunctionOnGrid, alpha: number, size: number) {
  const { modulus, phase } = argumentCounts(alpha);
  const seen = (k: number) => model.squaredModulus(k) > 10 / size;
  return {
    modulus: Array.from({ length: modulus }, (_, i) => 2 * (i + 1)).filter(seen),
    phase: Array.from({ length: phase }, (_, i) => i + 1).filter(seen),
  };
}

/** A law with the standard errors of its parameters. */
export interface CharacteristicFit {
  readonly parameters: Parameters;
  readonly standardErrors: Readonly<Record<ParameterName, number>> | undefined;
}

/**
 * Regression on the empirical characteristic function (Koutrouvelis 1980, 1981), weighted by the covariance
 * that it has under the fitted law, on a sample that is rescaled until scale and location settle. The phase is
 * regressed in S0, so that nothing is singular at alpha = 1. Undefined where the regression is singular or does
 * not settle.
 *
 * @param start - of another method
 */
export function characteristicMethod(sample: Float64Array, start: Parameters): CharacteristicFit | undefined {
  let { alpha, beta, scale, location } = start;
  const n = sample.length;
  const counts = argumentCounts(alpha);
  const largest = 4 * Math.max(counts.modulus, counts.phase);
  let model = FunctionOnGrid.ofLaw(alpha, beta, largest);
  const chosen = argumentsFor(model, alpha, n);
  for (let step = 0; step < mostSteps; step++) {
    const standard = sample.map((x) => (x - location) / scale);
    const empirical = FunctionOnGrid.ofSample(standard, largest);
    // Weights need not be exact, but must stay the same for the steps to settle.
    if (step < weightingSteps) model = FunctionOnGrid.ofLaw(alpha, beta, largest);
    const modulus = fitModulus(empirical, model, chosen.modulus);
    if (modulus === undefined || !(modulus.values[0] > leastAlpha)) return undefined;
    alpha = Math.min(2, modulus.values[0]);
    const rescale = powOf(expOf(modulus.values[1]) / 2, 1 / alpha);
    const phase = fitPhase(empirical, model, Math.min(alpha, nearTwo), chosen.phase);
    if (phase === undefined) return undefined;
    const [shift, skewness] = phase.values;
    beta = alpha === 2 ? 0 : Math.max(-1, Math.min(1, skewness));
    // Undamped, the steps may swing about their end.
    const damping = step < weightingSteps ? 1 : 0.5;
    location += damping * scale * shift;
    scale *= powOf(rescale, damping);
    const [[varianceAlpha], [, varianceLog]] = modulus.covariance;
    const errors = {
      alpha: Math.sqrt(varianceAlpha / n),
      beta: Math.sqrt(phase.covariance[1][1] / n),
      // At scale 1, log scale = (c - log 2)/alpha changes with c alone.
      scale: Math.sqrt(varianceLog / n) / alpha,
      location: Math.sqrt(phase.covariance[0][0] / n),
    };
    if (Math.abs(rescale - 1) < settled * errors.scale && Math.abs(shift) < settled * errors.location) {
      const atEnd = alpha === 2 || Math.abs(beta) === 1;
      return {
        parameters: { alpha, beta, scale, location },
        standardErrors: atEnd
          ? undefined
          : { ...errors, scale: scale * errors.scale, location: scale * errors.location },
      };
    }
  }
  return undefined;
}
