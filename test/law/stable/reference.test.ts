import { readFileSync } from 'node:fs';
import { logDensity, logDistribution, logSurvival, stable } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';

type Row = [
  alpha: number,
  beta: number,
  x: number,
  density: string,
  distribution: string,
  survival: string,
  logDensity: string,
  logDistribution: string,
  logSurvival: string,
];
const { rows }: { rows: Row[] } = JSON.parse(
  readFileSync(new URL('../../reference/stable-law.json', import.meta.url), 'utf8'),
);
const alphas = [...new Set(rows.map(([alpha]) => alpha))];

/**
 * Largest error of a logarithm, relative to max(1, |logarithm|): the error of a density or probability of
 * ordinary size. Measured: 5e-14 (docs/accuracy.md).
 */
const tolerance = 1e-13;

function error(found: number, exact: string): number {
  const value = Number(exact);
  return found === value ? 0 : Math.abs(found - value) / Math.max(1, Math.abs(value));
}

describe('the stable law at 3,000 points of 20 digits', () => {
  it('has a table that is dense where codes fail', () => {
    expect(rows.length).toBeGreaterThan(3000);
    expect(alphas).toEqual(expect.arrayContaining([0.1, 0.5, 0.999999, 1, 1.000001, 1.5, 1.9999, 2]));
  });

  it.each(alphas)('alpha %d: density, distribution and survival, on the log scale', (alpha) => {
    for (const [, beta, x, , , , density, distribution, survival] of rows.filter(([a]) => a === alpha)) {
      const law = stable({ alpha, beta });
      const at = `beta ${beta}, x ${x}`;
      expect(error(logDensity(law, [x])[0], density), `density, ${at}`).toBeLessThan(tolerance);
      expect(error(logDistribution(law, [x])[0], distribution), `distribution, ${at}`).toBeLessThan(
        tolerance,
      );
      expect(error(logSurvival(law, [x])[0], survival), `survival, ${at}`).toBeLessThan(tolerance);
    }
  });

  it('many points of one law at once', () => {
    for (const alpha of [0.3, 0.7, 0.999, 1, 1.001, 1.5, 1.9, 1.999]) {
      for (const beta of [0, 0.5, 1]) {
        const chosen = rows.filter(([a, b]) => a === alpha && b === beta);
        const law = stable({ alpha, beta });
        // Around the points of the table, so that panels are made.
        const crowd = chosen.flatMap(([, , x]) =>
          Array.from({ length: 40 }, (_, i) => x * (1 + (i - 20) / 50)),
        );
        const xs = [...chosen.map(([, , x]) => x), ...crowd];
        const found = logDensity(law, xs);
        chosen.forEach((row, i) => {
          // Interpolation adds at most 1e-13.
          expect(error(found[i], row[6]), `${row.slice(0, 3)}`).toBeLessThan(2 * tolerance);
        });
      }
    }
  });
});
