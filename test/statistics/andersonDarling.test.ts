import { readFileSync } from 'node:fs';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { andersonDarling, gaussianAcceptance } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { kolmogorovLimit, normalLimit } from '../falseAlarm.js';
import { kolmogorovDistance } from '../kolmogorov.js';

interface Reference {
  readonly cases: { readonly name: string; readonly sample: number[]; readonly statistic: number }[];
}

const { cases } = JSON.parse(
  readFileSync(new URL('../reference/anderson-darling.json', import.meta.url), 'utf8'),
) as Reference;

describe('andersonDarling', () => {
  it.each(cases)('gives the statistic of mpmath and scipy: $name', ({ sample, statistic }) => {
    const test = andersonDarling(sample);
    if (test.status !== 'ok') throw new Error(test.sentence);
    // Sums of up to 2000 terms weighted by up to 4000: rounding relative to the largest, 1e-12.
    expect(Math.abs(test.statistic - statistic)).toBeLessThan(1e-10 * Math.max(1, statistic));
  });

  it.each([
    ['few', 1.12890625],
    ['uniform', 1.007725],
  ])("multiplies the statistic of a small sample by Stephens' factor: %s", (name, factor) => {
    // 1 + 0.75/n + 2.25/n^2 for 8 and for 100 values.
    const test = andersonDarling(cases.find((one) => one.name === name)!.sample);
    if (test.status !== 'ok') throw new Error(test.sentence);
    expect(test.modifiedStatistic / test.statistic).toBeCloseTo(factor, 12);
  });

  it.each([
    [0.47, 0.25],
    [0.561, 0.15],
    [0.631, 0.1],
    [0.752, 0.05],
    [0.873, 0.025],
    [1.035, 0.01],
    [1.159, 0.005],
  ])("rejects beyond Stephens' critical value %d at %d", (critical, significance) => {
    // A two-point family between a normal and an exponential sample sweeps the statistic through it.
    const normal = Float64Array.from(cases.find(({ name }) => name === 'exponential')!.sample).sort();
    const gaussianScores = stream(2, 'scores').normals(normal.length).sort();
    let before = 0;
    let crossed = 0;
    for (let t = 0; t <= 1; t += 0.001) {
      const test = andersonDarling(normal.map((x, i) => t * x + (1 - t) * gaussianScores[i]));
      if (test.status !== 'ok') throw new Error(test.sentence);
      if (before < critical && test.modifiedStatistic >= critical) {
        crossed++;
        // The published p-value formulas meet the published critical values to 3 %.
        expect(Math.abs(test.pValue / significance - 1)).toBeLessThan(0.03);
      }
      before = test.modifiedStatistic;
    }
    expect(crossed).toBe(1);
  });

  it('has p-values that are uniform for Gaussian samples, and fall with the statistic', () => {
    const [n, samples] = [20, 2000];
    const values = stream(8, 'p-values').normals(n * samples);
    const tests = Array.from({ length: samples }, (_, i) => {
      const test = andersonDarling(values.subarray(i * n, (i + 1) * n));
      if (test.status !== 'ok') throw new Error(test.sentence);
      return test;
    }).sort((a, b) => a.modifiedStatistic - b.modifiedStatistic);
    const pValues = tests.map(({ pValue }) => pValue);
    // The formulas are good to two digits: 0.01 besides what chance allows.
    const distance = kolmogorovDistance(Float64Array.from(pValues), (p) => p);
    expect(distance).toBeLessThan(0.01 + kolmogorovLimit(samples));
    // Where two formulas meet they differ by at most 0.0026.
    pValues.slice(1).forEach((p, i) => expect(p).toBeLessThan(pValues[i] + 0.003));
  });

  it.each([10, 100, 500])('accepts 95 of 100 Gaussian samples of %d', (n) => {
    const columns = 2000;
    const values = stream(6, 'gaussian samples', n).normals(n * columns);
    const { accepted, share, low, high, expected } = gaussianAcceptance({ rows: n, columns, values });
    // 5 binomial deviations, and 0.3 % for the p-value formula itself.
    expect(Math.abs(accepted / columns - expected)).toBeLessThan(
      0.003 + normalLimit * Math.sqrt((0.95 * 0.05) / columns),
    );
    expect(low).toBeLessThan(share!);
    expect(high).toBeGreaterThan(share!);
  });

  it('rejects stable samples', () => {
    const values = draw(stable({ alpha: 1.8 }), 100 * 1000, stream(6, 'stable samples'));
    expect(gaussianAcceptance({ rows: 1000, columns: 100, values }).share).toBeLessThan(0.05);
  });

  it.each([
    ['few', [1, 2, 3], 'not-enough-data'],
    ['seven', [1, 2, 3, 4, 5, 6, 8], 'not-enough-data'],
    ['equal', new Array(20).fill(0.1), 'invalid'],
    ['NaN', [...new Array(20).keys(), NaN], 'invalid'],
    ['infinite', [...new Array(20).keys(), -Infinity], 'invalid'],
    ['infinite', [...new Array(20).keys(), Infinity], 'invalid'],
  ])('gives a sentence and no p-value: %s', (_, sample, status) => {
    const test = andersonDarling(sample);
    expect(test.status).toBe(status);
    expect(test.pValue).toBeUndefined();
    expect(test.sentence).toMatch(/\.$/);
  });

  it('counts columns that cannot be tested', () => {
    const values = stream(7, 'columns')
      .normals(60)
      .map((x, i) => (i % 3 === 1 ? 4 : x));
    expect(gaussianAcceptance({ rows: 20, columns: 3, values })).toMatchObject({ tested: 2, untested: 1 });
    expect(gaussianAcceptance({ rows: 20, columns: 1, values: new Float64Array(20) }).share).toBeUndefined();
  });
});
