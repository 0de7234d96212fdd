import { stream } from 'heavytail/random';
import { draw, quantile, stable, survivalQuantile } from 'heavytail/stable';
import { expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';

/** Of each law: a hundred million, twenty seconds, when HEAVYTAIL_SLOW_TESTS is 1. */
const total = process.env.HEAVYTAIL_SLOW_TESTS === '1' ? 1e8 : 5e6;
const chunk = 1e6;
const probabilities = [1e-2, 1e-4, 1e-6];

it.each([
  [1.5, 0.5],
  [0.7, -0.2],
])('draws pass extreme quantiles as often as they should (alpha %f, beta %f)', (alpha, beta) => {
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
    // The normal limit of a Poisson count, wider for its skewness: of 5 expected at 1e-6, more than 20 come once in ten million.
    const limit = normalLimit * Math.sqrt(total * p) + 5;
    expect(Math.abs(below[k] - total * p), `below, ${p}`).toBeLessThan(limit);
    expect(Math.abs(above[k] - total * p), `above, ${p}`).toBeLessThan(limit);
  });
});
