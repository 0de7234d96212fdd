import { exp } from '../../../kernel/index.js';
import { stable } from '../law.js';
import { quantile, survivalQuantile } from '../quantile.js';
import { inverseSymmetric } from './matrix.js';
import { parameterNames, type ParameterName, type Parameters } from './parameters.js';
import { moments, scores } from './scores.js';

/** Nodes in u = log(p/(1 - p)) from -span to span. */
const span = 36;
const spacing = 0.25;

/**
 * The Fisher information of one observation in (alpha, beta, log scale, location/scale), rows in this order:
 * the trapezoidal rule in u = log(p/(1 - p)), where the squared scores, which grow like log^2|x|, decay
 * exponentially.
 *
 * @see DuMouchel 1975
 */
export function fisherInformation(parameters: Parameters): number[][] {
  const law = stable({ alpha: parameters.alpha, beta: parameters.beta });
  const us = Float64Array.from({ length: Math.round(span / spacing) }, (_, i) => (i + 0.5) * spacing);
  const tails = exp(us.map((u) => -u)).map((t) => t / (1 + t));
  const lower = quantile(law, tails);
  const upper = survivalQuantile(law, tails);
  const points = Float64Array.from([...lower, ...upper]);
  const weights = Float64Array.from([...tails, ...tails], (p) => p * (1 - p) * spacing);
  const kept = Array.from(points.keys()).filter((i) => Number.isFinite(points[i]));
  const columns = scores(
    Float64Array.from(kept, (i) => points[i]),
    { ...parameters, scale: 1, location: 0 },
  );
  return moments(
    columns,
    Float64Array.from(kept, (i) => weights[i]),
  ).products;
}

/** Square of the normal quantile of 95 % intervals. */
const squaredQuantile = 3.8414588206941236;

/**
 * Standard errors of the free parameters of a likelihood fit of n observations; those of fixed ones are 0. As
 * in least squares n is reduced by the number of free parameters, and the error is that whose normal 95 %
 * interval is as wide as Student's (first term of Cornish and Fisher 1938, (z^2 + 1)/(4 n)). Undefined where
 * the information is singular. n must be
 * above the number of free parameters.
 */
export function standardErrors(
  parameters: Parameters,
  free: readonly ParameterName[],
  n: number,
): Record<ParameterName, number> | undefined {
  const information = fisherInformation(parameters);
  const rows = free.map((name) => parameterNames.indexOf(name));
  const inverse = inverseSymmetric(rows.map((a) => rows.map((b) => information[a][b])));
  if (inverse === undefined) return undefined;
  const degrees = n - free.length;
  const ofStudent = 1 + (squaredQuantile + 1) / (4 * degrees);
  const errors = { alpha: 0, beta: 0, scale: 0, location: 0 };
  free.forEach((name, k) => {
    const unit = name === 'scale' || name === 'location' ? parameters.scale : 1;
    errors[name] = unit * ofStudent * Math.sqrt(inverse[k][k] / degrees);
  });
  return errors;
}
