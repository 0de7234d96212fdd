import { stream } from 'heavytail/random';
import { draw, fit, stable, type FitOptions } from 'heavytail/stable';
import { fisherInformation } from '#heavytail/law/stable/fit/information';
import { inverseSymmetric } from '#heavytail/law/stable/fit/matrix';

/**
 * Recovery of stable laws by the four methods of `fit`, as the tables of docs/fitting.md: bias and spread of
 * alpha, efficiency (Cramer-Rao bound over mean squared error) and coverage of the 95 % intervals of all
 * parameters, over independent samples. About half an hour.
 */

const names = ['alpha', 'beta', 'scale', 'location'] as const;
const methods = ['likelihood', 'characteristic', 'quantile', 'log-moment'] as const;
const laws = [
  [0.7, 0.3],
  [1, 0],
  [1.2, 0.5],
  [1.5, 0],
  [1.8, -0.5],
  [1.95, 0],
] as const;
const sizes = [
  { n: 1000, repetitions: 300 },
  { n: 10_000, repetitions: 100 },
];
const normalQuantile975 = 1.959963984540054;

/** Smallest variance of an unbiased estimate from n draws, for each parameter; scale 1. */
function smallestVariances(alpha: number, beta: number, n: number): readonly number[] {
  const inverse = inverseSymmetric(fisherInformation({ alpha, beta, scale: 1, location: 0 }));
  if (inverse === undefined) throw new Error(`The information of ${alpha}, ${beta} is singular.`);
  return names.map((_, k) => inverse[k]![k]! / n);
}

function row(alpha: number, beta: number, n: number, repetitions: number, method: (typeof methods)[number]) {
  const law = stable({ alpha, beta });
  const bounds = smallestVariances(alpha, beta, n);
  const squares = [0, 0, 0, 0];
  const covered = [0, 0, 0, 0];
  let [sum, sumOfSquares, found, withErrors] = [0, 0, 0, 0];
  for (let i = 0; i < repetitions; i++) {
    const options: FitOptions = { method };
    const result = fit(draw(law, n, stream(1, 'recovery', `${alpha} ${beta} ${n}`, i)), options);
    if (!result.converged) continue;
    found++;
    sum += result.law.alpha - alpha;
    sumOfSquares += (result.law.alpha - alpha) ** 2;
    names.forEach((name, k) => (squares[k]! += (result.law[name] - law[name]) ** 2));
    const errors = result.standardErrors;
    if (errors === undefined) continue;
    withErrors++;
    names.forEach((name, k) => {
      if (Math.abs(result.law[name] - law[name]) <= normalQuantile975 * errors[name]) covered[k]!++;
    });
  }
  const bias = sum / found;
  const known =
    method === 'log-moment' ? names.map((name) => name === 'alpha' || name === 'scale') : undefined;
  const skip = (k: number) => known !== undefined && !known[k];
  const efficiencies = names.map((_, k) => (skip(k) ? '–' : (bounds[k]! / (squares[k]! / found)).toFixed(2)));
  const coverages = names.map((_, k) =>
    skip(k) || withErrors === 0 ? '–' : (covered[k]! / withErrors).toFixed(2),
  );
  const spread = Math.sqrt(Math.max(0, sumOfSquares / found - bias ** 2));
  console.log(
    `| ${[`${alpha}, ${beta}`, method, bias.toFixed(4), spread.toFixed(4), ...efficiencies, ...coverages, `${found}/${repetitions}`, `${withErrors}`].join(' | ')} |`,
  );
}

for (const { n, repetitions } of sizes) {
  console.log(`\n${n} points, ${repetitions} samples\n`);
  const columns = ['alpha, beta', 'method', 'bias', 'spread'];
  const each = [...names.map((name) => `eff. ${name}`), ...names.map((name) => `cov. ${name}`)];
  console.log(`| ${[...columns, ...each, 'converged', 'with errors'].join(' | ')} |`);
  console.log(`|${' --- |'.repeat(columns.length + each.length + 2)}`);
  for (const [alpha, beta] of laws) {
    for (const method of methods) {
      if (method === 'log-moment' && beta !== 0) continue;
      row(alpha, beta, n, repetitions, method);
    }
  }
}
