import { readFileSync } from 'node:fs';
import { normalDistribution, normalQuantile } from '#heavytail/law/index';
import { expect, it } from 'vitest';

const table: { distribution: [number, number][]; quantile: [number, number][] } = JSON.parse(
  readFileSync(new URL('../reference/normal.json', import.meta.url), 'utf8'),
);

it('gives the distribution to 2e-15, relative in the lower tail', () => {
  for (const [x, value] of table.distribution) {
    expect(Math.abs(normalDistribution(x) - value) / value, `at ${x}`).toBeLessThan(2e-15);
  }
});

it('gives the quantile to 2e-15', () => {
  for (const [p, value] of table.quantile) {
    expect(Math.abs(normalQuantile(p) - value) / Math.max(1, Math.abs(value)), `at ${p}`).toBeLessThan(2e-15);
  }
});

it('has the right ends', () => {
  expect([-Infinity, -50, 0, 50, Infinity, NaN].map(normalDistribution)).toEqual([0, 0, 0.5, 1, 1, NaN]);
  expect([0, 0.5, 1].map(normalQuantile)).toEqual([-Infinity, 0, Infinity]);
  expect(() => normalQuantile(1.1)).toThrow(/probability is 1.1/);
  expect(() => normalQuantile(NaN)).toThrow(RangeError);
});
