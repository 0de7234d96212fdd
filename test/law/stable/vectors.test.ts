import { stream } from 'heavytail/random';
import { distribution, draw, drawIsotropic, incrementLaw, stable } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';
import { kolmogorovLimit, normalLimit } from '../../falseAlarm.js';
import { kolmogorovDistance } from '../../kolmogorov.js';

const n = 50_000;

/** Kolmogorov-Smirnov distance of draws from a stable law. */
function distance(draws: Float64Array, law: ReturnType<typeof stable>): number {
  const sorted = draws.slice().sort();
  const exact = distribution(law, sorted);
  let i = 0;
  return kolmogorovDistance(sorted, () => exact[i++]);
}

describe('isotropic vectors', () => {
  it.each([0.6, 1, 1.5, 1.9, 2])(
    'alpha %f: every projection is the symmetric law of the same scale',
    (alpha) => {
      const dimension = 3;
      const vectors = drawIsotropic({ alpha, scale: 2, dimension }, n, stream(1, 'isotropic', alpha));
      const law = stable({ alpha, scale: 2 });
      for (const direction of [
        [1, 0, 0],
        [0, 0, -1],
        [2 / 3, -2 / 3, 1 / 3],
      ]) {
        const projections = Float64Array.from({ length: n }, (_, i) =>
          direction.reduce((sum, u, j) => sum + u * vectors[i * dimension + j], 0),
        );
        expect(distance(projections, law)).toBeLessThan(kolmogorovLimit(n));
      }
    },
  );

  it('have dependent coordinates where alpha < 2, and only there', () => {
    // P(|X| > m and |Y| > m), m the median of |X|, is 1/4 for independent coordinates.
    const shareOfBoth = (alpha: number) => {
      const vectors = drawIsotropic({ alpha, dimension: 2 }, n, stream(1, 'dependence', alpha));
      const sizes = vectors.map(Math.abs);
      const median = sizes.slice().sort()[n];
      let both = 0;
      for (let i = 0; i < n; i++) if (sizes[2 * i] > median && sizes[2 * i + 1] > median) both++;
      return both / n;
    };
    const error = Math.sqrt(3 / 16 / n);
    expect(Math.abs(shareOfBoth(2) - 0.25)).toBeLessThan(normalLimit * error);
    expect(shareOfBoth(1.2)).toBeGreaterThan(0.3);
  });

  it('refuse what is no vector', () => {
    expect(() => drawIsotropic({ alpha: 1.5, dimension: 0 }, 3, stream(1))).toThrow(/dimension is 0/);
    expect(() => drawIsotropic({ alpha: 2.5, dimension: 2 }, 3, stream(1))).toThrow(/alpha is 2.5/);
  });
});

describe('increments of a Levy process', () => {
  it.each([
    [0.7, 0.5],
    [1, 0.8],
    [1.5, -0.6],
    [2, 0],
  ])('alpha %f, beta %f: eight of an eighth are one of one', (alpha, beta) => {
    const law = stable({ alpha, beta, scale: 1.3, location: 0.4 });
    const part = incrementLaw(law, 1 / 8);
    const steps = draw(part, 8 * n, stream(1, 'increments', alpha));
    const sums = Float64Array.from({ length: n }, (_, i) =>
      steps.subarray(8 * i, 8 * i + 8).reduce((a, b) => a + b, 0),
    );
    expect(distance(sums, law)).toBeLessThan(kolmogorovLimit(n));
  });

  it('are the law itself over time 1', () => {
    const law = stable({ alpha: 1, beta: 0.5, scale: 2, location: 1 });
    const same = incrementLaw(law, 1);
    expect(same.scale).toBe(2);
    expect(same.locationS0).toBeCloseTo(law.locationS0, 14);
    expect(() => incrementLaw(law, 0)).toThrow(/time step is 0/);
  });
});

describe('draws and the distribution', () => {
  const grid = [0.2, 0.5, 0.8, 0.99, 1, 1.01, 1.3, 1.6, 1.9, 1.99].flatMap((alpha) =>
    [-1, -0.4, 0, 0.7, 1].map((beta) => [alpha, beta] as const),
  );

  it.each(grid)('agree by Kolmogorov and Smirnov: alpha %f, beta %f', (alpha, beta) => {
    const law = stable({ alpha, beta });
    expect(distance(draw(law, n, stream(1, 'draws', alpha, beta)), law)).toBeLessThan(kolmogorovLimit(n));
  });

  it.each(grid)('agree by Anderson and Darling: alpha %f, beta %f', (alpha, beta) => {
    const law = stable({ alpha, beta });
    const sorted = draw(law, n, stream(2, 'draws', alpha, beta)).sort();
    const uniform = distribution(law, sorted);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      sum += (2 * i + 1) * (Math.log(uniform[i]) + Math.log1p(-uniform[n - 1 - i]));
    }
    // The statistic exceeds 14 about once in a million (Marsaglia and Marsaglia 2004: P(A > z) ~ 1.732 e^-z/sqrt(pi z)).
    expect(-n - sum / n).toBeLessThan(14);
  });
});
