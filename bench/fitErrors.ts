import { stream } from 'heavytail/random';
import { draw, fit, stable } from 'heavytail/stable';

/**
 * What the standard errors of `fit` are worth on the way to alpha = 2, as the table of docs/fitting.md: over
 * independent samples of symmetric laws, the share of 95 % intervals that hold the true alpha and the true scale, of those
 * fits that have errors, and how many have. About an hour, most of it the likelihood's.
 */

const alphas = [1.2, 1.5, 1.8, 1.9, 1.95, 1.99, 2];
const sizes = [50, 500, 5000];
const methods = [
  { method: 'likelihood', repetitions: 20 },
  { method: 'characteristic', repetitions: 60 },
  { method: 'quantile', repetitions: 60 },
  { method: 'log-moment', repetitions: 200 },
] as const;
const normalQuantile975 = 1.959963984540054;

for (const { method, repetitions } of methods) {
  console.log(`\n${method}, ${repetitions} samples a cell\n`);
  console.log(`| points | ${alphas.join(' | ')} | largest \\|z\\| |`);
  console.log(`|${' --- |'.repeat(alphas.length + 2)}`);
  for (const n of sizes) {
    let largest = 0;
    const cells = alphas.map((alpha) => {
      let [have, coveredAlpha, coveredScale] = [0, 0, 0];
      for (let r = 0; r < repetitions; r++) {
        const found = fit(draw(stable({ alpha }), n, stream(3, 'errors', `${alpha} ${n}`, r)), { method });
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
    console.log(`| ${n} | ${cells.join(' | ')} | ${largest.toFixed(1)} |`);
  }
}
