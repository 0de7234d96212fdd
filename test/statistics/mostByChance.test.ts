import { mostByChance } from '#heavytail/statistics/index';
import { expect, it } from 'vitest';

it('is the quantile of the binomial law', () => {
  // P(X <= 1) = 0.95^4 + 4 * 0.05 * 0.95^3 = 0.98598, P(X <= 2) = 0.99952.
  expect(mostByChance(4, 0.05, 0.985)).toBe(1);
  expect(mostByChance(4, 0.05, 0.99)).toBe(2);
  expect(mostByChance(2, 0.5, 0.99999)).toBe(2);
  // By exact fractions.
  expect(mostByChance(1000, 0.05, 0.999)).toBe(73);
});

it('is none without trials', () => {
  expect(mostByChance(0, 0.05, 0.999)).toBe(0);
});
