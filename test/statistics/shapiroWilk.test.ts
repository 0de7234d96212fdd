import { draw, normal, stream } from 'heavytail/law';
import { shapiroWilk } from 'heavytail/tail';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../falseAlarm.js';

const { cases } = JSON.parse(
  readFileSync(new URL('../reference/shapiro-wilk.json', import.meta.url), 'utf8'),
) as { cases: { sample: number[]; statistic: number; pValue: number }[] };

describe('shapiroWilk', () => {
  it('is that of scipy', () => {
    for (const { sample, statistic, pValue } of cases) {
      const found = shapiroWilk(sample);
      if (found.status !== 'ok') throw new Error(found.sentence);
      // scipy takes normal quantiles with seven digits (its W is off by 1e-8) and rounds p as it does z.
      expect(Math.abs(found.statistic - statistic)).toBeLessThan(1e-6);
      expect(Math.abs(found.pValue / pValue - 1)).toBeLessThan(1e-3);
    }
  });

  it('rejects one normal sample in twenty at 5 %', () => {
    const worlds = 2000;
    let rejected = 0;
    for (let w = 0; w < worlds; w++) {
      const test = shapiroWilk(draw(normal(), 100, stream(1, 'normal', w)));
      if (test.status === 'ok' && test.pValue < 0.05) rejected++;
    }
    expect(Math.abs(rejected / worlds - 0.05)).toBeLessThan(normalLimit * Math.sqrt((0.05 * 0.95) / worlds));
  });

  it('tests 12 to 5,000 values', () => {
    const grid = (n: number) => Float64Array.from({ length: n }, (_, i) => i);
    const [fewest, most] = [shapiroWilk(grid(12)), shapiroWilk(grid(5000))];
    if (fewest.status !== 'ok' || most.status !== 'ok') throw new Error('These sizes can be tested.');
    // scipy's statistics of the whole numbers from 0.
    expect(Math.abs(fewest.statistic - 0.9668963633332522)).toBeLessThan(1e-6);
    expect(Math.abs(most.statistic - 0.9549060193583592)).toBeLessThan(1e-6);
    expect(shapiroWilk(grid(11))).toMatchObject({ status: 'not-enough-data' });
    expect(shapiroWilk(grid(5001))).toMatchObject({
      status: 'invalid',
      sentence: expect.stringMatching(/12 to 5000/),
    });
  });

  it('says what it cannot test', () => {
    expect(shapiroWilk(new Float64Array(5))).toMatchObject({ status: 'not-enough-data' });
    expect(shapiroWilk(new Float64Array(6000))).toMatchObject({ status: 'invalid' });
    expect(shapiroWilk([...new Array(20).keys(), -Infinity])).toMatchObject({
      sentence: expect.stringMatching(/infinite/),
    });
    const equal = { status: 'invalid', sentence: expect.stringMatching(/equal/) };
    expect(shapiroWilk(new Float64Array(50))).toMatchObject(equal);
    expect(shapiroWilk(new Array(50).fill(0.1))).toMatchObject(equal);
    expect(shapiroWilk([...new Float64Array(20), Number.NaN])).toMatchObject({ status: 'invalid' });
  });
});
