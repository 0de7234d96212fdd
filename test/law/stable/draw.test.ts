import { readFileSync } from 'node:fs';
import { normalDistribution } from '#heavytail/law/index';
import { Stream, stream, type StreamPosition } from 'heavytail/random';
import { characteristicFunction, draw, stable } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';
import { kolmogorovLimit, normalLimit, twoSampleKolmogorovLimit } from '../../falseAlarm.js';
import { kolmogorovDistance, tabulatedDistance, twoSampleDistance } from '../../kolmogorov.js';
import { naiveBlock } from '../../naive/philox.js';
import { naiveStable } from '../../naive/variate.js';

interface Table {
  readonly xs: number[];
  readonly laws: { alpha: number; beta: number; distribution: number[] }[];
}
const table: Table = JSON.parse(
  readFileSync(new URL('../../reference/stable-distribution.json', import.meta.url), 'utf8'),
);
const exact: { stream: StreamPosition; laws: { alpha: number; beta: number; draws: number[] }[] } =
  JSON.parse(readFileSync(new URL('../../reference/stable-draw.json', import.meta.url), 'utf8'));
const n = 100_000;

describe('draws follow the law', () => {
  it.each(table.laws)(
    'alpha $alpha, beta $beta (inverted characteristic function)',
    ({ alpha, beta, distribution }) => {
      const draws = draw(stable({ alpha, beta }), n, stream(1, 'law', alpha, beta));
      expect(tabulatedDistance(draws, table.xs, distribution)).toBeLessThan(kolmogorovLimit(n));
    },
  );

  const levy = (x: number) => (x > 0 ? 2 * normalDistribution(-1 / Math.sqrt(x)) : 0);
  it.each([
    [
      'normal',
      { alpha: 2, scale: 3, location: 1 },
      (x: number) => normalDistribution((x - 1) / (3 * Math.SQRT2)),
    ],
    ['Cauchy', { alpha: 1, scale: 2, location: 1 }, (x: number) => 0.5 + Math.atan((x - 1) / 2) / Math.PI],
    ['Lévy', { alpha: 0.5, beta: 1, parameterization: 'S1' }, levy],
    ['Lévy in S0', { alpha: 0.5, beta: 1 }, (x: number) => levy(x + 1)],
    [
      'Lévy, left',
      { alpha: 0.5, beta: -1, scale: 4, parameterization: 'S1' },
      (x: number) => 1 - levy(-x / 4),
    ],
  ] as const)('%s (closed form)', (name, parameters, distribution) => {
    const draws = draw(stable(parameters), n, stream(1, 'closed form', name));
    expect(kolmogorovDistance(draws, distribution)).toBeLessThan(kolmogorovLimit(n));
  });

  it.each([
    [0.3, 0],
    [0.6, 0.7],
    [0.97, -0.4],
    [1, 0.8],
    [1.03, 1],
    [1.7, -0.5],
    [2, 0.5],
  ])('alpha %f, beta %f (empirical characteristic function, S1)', (alpha, beta) => {
    const law = stable({ alpha, beta, scale: 0.7, location: 0.2, parameterization: 'S1' });
    const draws = draw(law, n, stream(1, 'transform', alpha, beta));
    const ts = [0.1, 0.5, 1, 2.5];
    const { real, imaginary } = characteristicFunction(law, ts);
    ts.forEach((t, j) => {
      const even = draws.reduce((sum, x) => sum + Math.cos(t * x), 0) / n;
      const odd = draws.reduce((sum, x) => sum + Math.sin(t * x), 0) / n;
      // The standard deviation of either mean is at most 1/sqrt(2 n) + |phi|, bounded here by 1/sqrt(n).
      expect(Math.abs(even - real[j])).toBeLessThan(normalLimit / Math.sqrt(n));
      expect(Math.abs(odd - imaginary[j])).toBeLessThan(normalLimit / Math.sqrt(n));
    });
  });

  it.each([
    [0.8, 1],
    [1, 0],
    [1.4, -0.5],
    [1.98, 0.3],
  ])('alpha %f, beta %f: sums of four have four^(1/alpha) times the scale', (alpha, beta) => {
    const terms = draw(stable({ alpha, beta, parameterization: 'S1' }), 4 * n, stream(1, 'terms', alpha));
    const sums = Float64Array.from({ length: n }, (_, i) =>
      terms.subarray(4 * i, 4 * i + 4).reduce((sum, x) => sum + x, 0),
    );
    const scaled = stable({ alpha, beta, scale: 4 ** (1 / alpha), parameterization: 'S1' });
    expect(twoSampleDistance(sums, draw(scaled, n, stream(1, 'sums', alpha)))).toBeLessThan(
      twoSampleKolmogorovLimit(n, n),
    );
  });
});

describe('draws are reproducible', () => {
  const laws = [
    [0.2, 0],
    [0.5, 1],
    [0.85, -0.3],
    [0.95, 0.5],
    [1, 0],
    [1, -1],
    [1.05, 1],
    [1.5, 0],
    [1.5, 0.5],
    [2, 0.9],
  ] as const;

  it.each(laws)('alpha %f, beta %f: at once, in parts and one by one', (alpha, beta) => {
    const law = stable({ alpha, beta, scale: 2, location: -1 });
    const whole = draw(law, 301, stream(4, 'parts'));
    const parts = stream(4, 'parts');
    expect([1, 2, 0, 3, 127, 129, 39].flatMap((count) => [...draw(law, count, parts)])).toEqual([...whole]);
    expect(parts.block).toBe(301);
  });

  it.each(laws)('alpha %f, beta %f: the naive formula to 1e-11', (alpha, beta) => {
    const source = stream(4, 'naive');
    const draws = draw(stable({ alpha, beta }), 2000, stream(4, 'naive'));
    draws.forEach((x, i) => {
      const value = naiveStable(alpha, beta, ...naiveBlock(source, i));
      // The naive value loses digits to tan(pi alpha/2) near alpha = 1 and to angles near the ends.
      expect(Math.abs(x - value) / Math.max(1, Math.abs(value)), `draw ${i}`).toBeLessThan(1e-11);
    });
  });

  it.each(exact.laws)('alpha $alpha, beta $beta: 120 digits', ({ alpha, beta, draws }) => {
    draw(stable({ alpha, beta }), draws.length, new Stream(exact.stream)).forEach((x, i) => {
      const error = Math.abs(x - draws[i]) / Math.max(1, Math.abs(draws[i]));
      // 1/alpha multiplies the rounding errors of a logarithm; docs/accuracy.md has what is measured.
      expect(error, `draw ${i}`).toBeLessThan(alpha < 0.5 ? 1e-13 : 2e-14);
    });
  });

  it('mirror: -X has the law of skewness -beta', () => {
    for (const alpha of [0.7, 0.98, 1, 1.3]) {
      const right = draw(stable({ alpha, beta: 0.6 }), n, stream(1, 'right', alpha));
      const left = draw(stable({ alpha, beta: -0.6 }), n, stream(1, 'left', alpha)).map((x) => -x);
      expect(twoSampleDistance(right, left)).toBeLessThan(twoSampleKolmogorovLimit(n, n));
    }
  });
});

describe('draws at the edges', () => {
  it('are continuous in alpha at 1', () => {
    const at = (alpha: number) => draw(stable({ alpha, beta: 0.5 }), 2000, stream(6));
    const limit = at(1);
    for (const alpha of [1 - 2 ** -53, 1 + 2 ** -52, 1 + 1e-12, 1 - 1e-9, 1 + 1e-6]) {
      at(alpha).forEach((x, i) => {
        const distance = Math.abs(x - limit[i]) / (1 + Math.abs(limit[i]));
        // dX/dalpha is of order X log^2 X.
        expect(distance).toBeLessThan(1e-13 + 300 * Math.abs(alpha - 1));
      });
    }
  });

  it('meet where the two forms of the skewed kernel meet', () => {
    const at = (alpha: number) => draw(stable({ alpha, beta: -0.9 }), 2000, stream(6));
    for (const edge of [0.9, 1.1]) {
      const below = at(edge * (1 - 1e-14));
      at(edge * (1 + 1e-14)).forEach((x, i) => {
        expect(Math.abs(x - below[i]) / (1 + Math.abs(x))).toBeLessThan(1e-11);
      });
    }
  });

  it('are never NaN, and infinite only for tiny alpha', () => {
    for (const alpha of [
      1e-4,
      1e-3,
      0.1,
      0.2,
      0.5,
      0.999,
      1 - 2 ** -53,
      1,
      1 + 2 ** -52,
      1.5,
      2 - 2 ** -52,
      2,
    ]) {
      for (const beta of [0, 1e-300, 0.5, 1 - 2 ** -53, 1, -1]) {
        const draws = draw(stable({ alpha, beta }), 4000, stream(1, 'edges'));
        expect(draws.some(Number.isNaN), `alpha ${alpha}, beta ${beta}`).toBe(false);
        if (alpha >= 0.2) expect(draws.every(Number.isFinite), `alpha ${alpha}, beta ${beta}`).toBe(true);
      }
    }
  });

  it('stay in the support of one-sided laws', () => {
    const draws = draw(stable({ alpha: 0.4, beta: 1, parameterization: 'S1' }), n, stream(1, 'support'));
    expect(Math.min(...draws)).toBeGreaterThan(0);
  });

  it('refuse a count that is none', () => {
    expect(() => draw(stable({ alpha: 1 }), -1, stream(1))).toThrow(/number of draws is -1/);
    expect(draw(stable({ alpha: 1 }), 0, stream(1))).toHaveLength(0);
  });
});
