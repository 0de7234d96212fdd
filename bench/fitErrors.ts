import { stream } from 'heavytail/random';
import { draw, fit, stable } from 'heavytail/stable';

/**
 * What the standard errors of `fit` are worth on the way to alpha = 2, as the table of docs/fitting.md: over
 * independent samples of symmetric laws, the share of 95 % intervals that hold the true alpha and the true scale, of those
 * fits that have errors, and how many have. About a quarter of an hour of one core, most of it the likelihood's.
 */

const alphas = [1.2, 1.5, 1.8, 1.9, 1.95, 1.99, 2];
/** Samples a cell, by the number of points, and the key of their stream. */
const methods = [
  { method: 'likelihood', key: 'errors, third', samples: { 50: 95, 500: 40 } },
  { method: 'likelihood', key: 'errors, fresh', samples: { 5000: 60 } },
  { method: 'characteristic', key: 'errors, second', samples: { 50: 90, 500: 90, 5000: 90 } },
  { method: 'quantile', key: 'errors, second', samples: { 50: 100, 500: 100 } },
  { method: 'quantile', key: 'errors, fresh', samples: { 5000: 300 } },
  { method: 'log-moment', key: 'errors, third', samples: { 50: 200, 500: 200, 5000: 200 } },
] as const;
const normalQuantile975 = 1.959963984540054;

console.log(`| method, samples | points | ${alphas.join(' | ')} | largest \\|z\\| |`);
console.log(`|${' --- |'.repeat(alphas.length + 3)}`);
for (const { method, key, samples } of methods) {
  for (const [n, repetitions] of Object.entries(samples).map(([points, r]) => [Number(points), r] as const)) {
    let largest = 0;
    const cells = alphas.map((alpha) => {
      let [have, coveredAlpha, coveredScale] = [0, 0, 0];
      for (let r = 0; r < repetitions; r++) {
        const found = fit(draw(stable({ alpha }), n, stream(3, key, `${alpha} ${n}`, r)), {
          method,
        });
        if (!found.converged || found.standardErrors === undefined) continue;
        have++;
        const z = Math.abs(found.law.alpha - alpha) / found.standardErrors.alpha;
        const ofScale = Math.abs(found.law.scale - 1) / found.standardErrors.scale;
        largest = Math.max(largest, z, ofScale);
        if (z <= normalQuantile975) coveredAlpha++;
        if (ofScale <= normalQuantile975) coveredScale++;
      }
      return `${(coveredAlpha / have).toFixed(2)} ${(coveredScale / have).toFixed(2)} (${have})`;
    });
    console.log(`| ${method}, ${repetitions} | ${n} | ${cells.join(' | ')} | ${largest.toFixed(1)} |`);
  }
}
