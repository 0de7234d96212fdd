import { generalisedPareto, laplace, normal, stream, studentT, type Law } from 'heavytail/law';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kolmogorovLimit } from '../falseAlarm.js';
import { kolmogorovDistance } from '../kolmogorov.js';

interface Row {
  readonly law: string;
  readonly parameters: Record<string, number>;
  readonly x: number;
  /** Of density, distribution and survival. */
  readonly logs: readonly [number, number, number];
}
const { rows } = JSON.parse(
  readFileSync(new URL('../reference/neighbour-laws.json', import.meta.url), 'utf8'),
) as { rows: Row[] };

const constructors: Record<string, (parameters: never) => Law> = {
  generalisedPareto,
  laplace,
  normal,
  studentT,
};

describe.each(Object.keys(constructors))('%s', (name) => {
  const make = constructors[name] as (parameters: Record<string, number>) => Law;
  const own = rows.filter((row) => row.law === name);

  it('has the density and both tails of the table', () => {
    expect(own.length).toBeGreaterThan(30);
    for (const { parameters, x, logs } of own) {
      const law = make(parameters);
      const found = [law.logDensity([x]), law.logDistribution([x]), law.logSurvival([x])];
      logs.forEach((expected, i) => {
        // 1e-12 of the value; a logarithm beyond -700 is itself rounded to more than 1e-13 and is held to 1e-14.
        // One close to 0 is the other tail's probability with a minus sign: relative, too.
        const tolerance = Math.min(1e-12, Math.abs(expected) * 1e-10) + 1e-14 * Math.abs(expected);
        const error = Math.abs(found[i][0] - expected);
        expect(error, `${JSON.stringify({ parameters, x, i })}`).toBeLessThanOrEqual(tolerance);
      });
    }
  });

  it('has quantiles that invert both tails, scaled and shifted', () => {
    for (const { parameters } of own.filter(
      (row, i) => own.findIndex((r) => r.parameters === row.parameters) === i,
    )) {
      const law = make(parameters);
      for (const p of [1e-300, 1e-20, 1e-3, 0.3, 0.5, 0.7, 0.999]) {
        const [low] = law.quantile([p]);
        const [high] = law.survivalQuantile([p]);
        // Near the end of the support the rounding of the quantile is magnified beyond what is asked here.
        const end = law.quantile([1])[0];
        if (Number.isFinite(low) && !(low > end * (1 - 1e-3)))
          expect(Math.abs(law.distribution([low])[0] / p - 1)).toBeLessThan(1e-11);
        if (Number.isFinite(high) && !(high > end * (1 - 1e-3))) {
          expect(Math.abs(law.survival([high])[0] / p - 1)).toBeLessThan(1e-11);
        }
      }
    }
  });

  it('draws from its own distribution', () => {
    const n = 20_000;
    for (const parameters of [own[0].parameters, own[own.length - 1].parameters]) {
      const law = make(parameters);
      const draws = law.draw(n, stream(1, 'law', name));
      const distance = kolmogorovDistance(draws, (x) => law.distribution([x])[0]);
      expect(distance).toBeLessThan(kolmogorovLimit(n));
    }
  });

  it('refuses what is no law, no point and no probability', () => {
    const law = make(own[0].parameters);
    expect(() => law.density([NaN])).toThrow(RangeError);
    expect(() => law.quantile([1.1])).toThrow(RangeError);
    const scale = name === 'normal' ? 'deviation' : 'scale';
    expect(() => make({ ...own[0].parameters, [scale]: 0 })).toThrow(/must be positive and finite/);
  });
});

it('moves and stretches: the density at location + scale z is that at z over the scale', () => {
  const moved = laplace({ location: 3, scale: 4 });
  expect(moved.density([7])[0]).toBeCloseTo(Math.exp(-1) / 8, 14);
  expect(normal({ mean: 3, deviation: 4 }).quantile([0.5])[0]).toBe(3);
  expect(generalisedPareto({ shape: 1, scale: 4, threshold: 3 }).survivalQuantile([0.5])[0]).toBe(7);
});
