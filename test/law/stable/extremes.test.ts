import { stream } from 'heavytail/random';
import { draw, quantile, stable, survivalQuantile } from 'heavytail/stable';
import { expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';

const total = 1e8;
const chunk = 1e6;
const probabilities = [1e-2, 1e-4, 1e-6];

it.each([
  [1.5, 0.5],
  [0.7, -0.2],
])(
  'a hundred million draws pass extreme quantiles as often as they should (alpha %f, beta %f)',
  {
    timeout: 120_000,
  },
  (alpha, beta) => {
    const law = stable({ alpha, beta });
    const lower = quantile(law, probabilities);
    const upper = survivalQuantile(law, probabilities);
    const below = probabilities.map(() => 0);
    const above = probabilities.map(() => 0);
    const source = stream(1, 'extremes', alpha);
    for (let done = 0; done < total; done += chunk) {
      for (const x of draw(law, chunk, source)) {
        for (let k = 0; k < probabilities.length && x < lower[k]; k++) below[k]++;
        for (let k = 0; k < probabilities.length && x > upper[k]; k++) above[k]++;
      }
    }
    probabilities.forEach((p, k) => {
      // 100 expected at 1e-6: the normal limit of a Poisson count, a little wider for its skewness.
      const limit = normalLimit * Math.sqrt(total * p) + 10;
      expect(Math.abs(below[k] - total * p), `below, ${p}`).toBeLessThan(limit);
      expect(Math.abs(above[k] - total * p), `above, ${p}`).toBeLessThan(limit);
    });
  },
);
