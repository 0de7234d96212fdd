import { atan2Of, expOf, logOf, powOf } from '../../../kernel/index.js';
import { skewPhase } from '../characteristicFunction.js';
import { covarianceOf, FunctionOnGrid, spacing, type Pair } from './functionOnGrid.js';
import { inverseSymmetric, solveSymmetric, type Rows } from './matrix.js';
import { errorsOverInterval } from './intervalErrors.js';
import type { ParameterName, Parameters } from './parameters.js';

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

/** A weighted regression on two columns, as the rows that its two coefficients take from the values. */
function regression(rows: readonly Pair[], covariance: Rows): Rows | undefined {
  // A little of the diagonal is added: neighbouring arguments are almost the same.
  const ridge = covariance.map((row, i) => row.map((x, j) => (i === j ? x * (1 + 1e-6) : x)));
  const weighted = [0, 1].map((c) =>
    solveSymmetric(
      ridge,
      rows.map((row) => row[c]),
    ),
  );
  const [first, second] = weighted;
  if (first === undefined || second === undefined) return undefined;
  const normal = [first, second].map((column) =>
    [0, 1].map((c) =>
      dot(
        column,
        rows.map((row) => row[c]),
      ),
    ),
  );
  return inverseSymmetric(normal)?.map(([a, b]) => first.map((x, k) => a * x + b * second[k]));
}

function dot(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, value, i) => sum + value * y[i], 0);
}

/** The empirical modulus is held below 1, where its double logarithm ends. */
const largestModulus = 1 - 1e-12;

/** log(-log |phi|^2) = log(2 scale^alpha) + alpha log t: slope and constant. */
const modulus = {
  rows: (ks: readonly number[]) => ks.map((k): Pair => [logOf(k * spacing), 1]),
  values: (empirical: FunctionOnGrid, ks: readonly number[]) =>
    ks.map((k) => logOf(-logOf(Math.min(empirical.squaredModulus(k), largestModulus)))),
  covariance: (law: FunctionOnGrid, ks: readonly number[]) =>
    covarianceOf(law, ks, (k) => {
      const square = law.squaredModulus(k);
      const factor = 2 / (square * logOf(square));
      return [factor * law.real(k), factor * law.imaginary(k)];
    }),
};

/** The phase of a law of scale 1, location u - beta skewPhase(alpha, u): location and beta. */
const phase = {
  rows: (alpha: number, ls: readonly number[]) =>
    ls.map((l): Pair => [l * spacing, -skewPhase(Math.min(alpha, nearTwo), l * spacing)]),
  values: (empirical: FunctionOnGrid, ls: readonly number[]) =>
    ls.map((l) => atan2Of(empirical.imaginary(l), empirical.real(l))),
  covariance: (law: FunctionOnGrid, ls: readonly number[]) =>
    covarianceOf(law, ls, (l) => {
      const square = law.squaredModulus(l);
      return [-law.imaginary(l) / square, law.real(l) / square];
    }),
};

/** Standard error of the sum of values of the given covariance, times gains. */
function errorOf(gains: readonly number[], covariance: Rows, n: number): number {
  return Math.sqrt(
    dot(
      gains,
      covariance.map((row) => dot(row, gains)),
    ) / n,
  );
}

/** Multiples of the spacing, of those of the tables, at which the function is not lost in its noise. */
function argumentsFor(model: FunctionOnGrid, alpha: number, size: number) {
  const counts = argumentCounts(alpha);
  const seen = (k: number) => model.squaredModulus(k) > 10 / size;
  return {
    ks: Array.from({ length: counts.modulus }, (_, i) => 2 * (i + 1)).filter(seen),
    ls: Array.from({ length: counts.phase }, (_, i) => i + 1).filter(seen),
  };
}

/** A law with the standard errors of its parameters. */
export interface CharacteristicFit {
  readonly parameters: Parameters;
  readonly standardErrors: Readonly<Record<ParameterName, number>> | undefined;
}

/**
 * Regression on the empirical characteristic function (Koutrouvelis 1980, 1981), weighted by the covariance
 * that it has under the fitted law, on a sample that is rescaled until scale and location settle. The phase
 * is regressed in S0, so that nothing is singular at alpha = 1. Standard errors are those of the regression
 * under the fitted law, whose covariance the weights, which stay the same for the steps to settle, need not
 * have. Undefined where the regression is singular or does not settle. It starts from the fit of another
 * method.
 */
export function characteristicMethod(sample: Float64Array, start: Parameters): CharacteristicFit | undefined {
  let { alpha, beta, scale, location } = start;
  const n = sample.length;
  const counts = argumentCounts(alpha);
  const largest = 4 * Math.max(counts.modulus, counts.phase);
  let model = FunctionOnGrid.ofLaw(alpha, beta, largest);
  const { ks, ls } = argumentsFor(model, alpha, n);
  let weights = [modulus.covariance(model, ks), phase.covariance(model, ls)];
  for (let step = 0; step < mostSteps; step++) {
    const standard = sample.map((x) => (x - location) / scale);
    const empirical = FunctionOnGrid.ofSample(standard, largest);
    if (step > 0 && step < weightingSteps) {
      model = FunctionOnGrid.ofLaw(alpha, beta, largest);
      weights = [modulus.covariance(model, ks), phase.covariance(model, ls)];
    }
    const shape = regression(modulus.rows(ks), weights[0]);
    if (shape === undefined) return undefined;
    const [slope, constant] = shape.map((gains) => dot(gains, modulus.values(empirical, ks)));
    if (!(slope > leastAlpha)) return undefined;
    alpha = Math.min(2, slope);
    const rescale = powOf(expOf(constant) / 2, 1 / alpha);
    const place = regression(phase.rows(alpha, ls), weights[1]);
    if (place === undefined) return undefined;
    const [shift, skewness] = place.map((gains) => dot(gains, phase.values(empirical, ls)));
    beta = alpha === 2 ? 0 : Math.max(-1, Math.min(1, skewness));
    // Undamped, the steps may swing about their end.
    const damping = step < weightingSteps ? 1 : 0.5;
    location += damping * scale * shift;
    scale *= powOf(rescale, damping);
    const unit = scale;
    const errorsAt = (index: number, skew: number) => {
      const law = FunctionOnGrid.ofLaw(index, skew, largest);
      const ofModulus = modulus.covariance(law, ks);
      const ofPhase = phase.covariance(law, ls);
      return {
        alpha: errorOf(shape[0], ofModulus, n),
        beta: errorOf(place[1], ofPhase, n),
        // At scale 1, log scale = (constant - log 2)/alpha changes with the constant alone.
        scale: (unit * errorOf(shape[1], ofModulus, n)) / index,
        location: unit * errorOf(place[0], ofPhase, n),
      };
    };
    const errors = errorsAt(alpha, beta);
    if (
      Math.abs(rescale - 1) * unit < settled * errors.scale &&
      Math.abs(shift) * unit < settled * errors.location
    ) {
      const parameters = { alpha, beta, scale, location };
      return {
        parameters,
        standardErrors: alpha === 2 ? undefined : errorsOverInterval(parameters, errorsAt),
      };
    }
  }
  return undefined;
}
