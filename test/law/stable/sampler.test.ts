import { stream } from 'heavytail/random';
import {
  distribution,
  draw,
  quantile,
  sampler,
  stable,
  survivalQuantile,
  type Sampler,
} from 'heavytail/stable';
import { describe, expect, it } from 'vitest';
import { kolmogorovLimit, normalLimit } from '../../falseAlarm.js';

/** A billion draws take two minutes a law: they are drawn when HEAVYTAIL_SLOW_TESTS is 1, and of others ten times as many. */
const slow = process.env.HEAVYTAIL_SLOW_TESTS === '1';
const billionLaws: (readonly [number, number])[] = slow
  ? [
      [1.5, 0],
      [1.8, -0.5],
      [0.7, 0.3],
    ]
  : [];

/** Laws of this scale and location share one table. */
const place = { scale: 2, location: -1 };
const made = new Map<string, Sampler>();
function samplerOf(alpha: number, beta: number): Sampler {
  const key = `${alpha} ${beta}`;
  const known = made.get(key) ?? sampler(stable({ alpha, beta, ...place }));
  made.set(key, known);
  return known;
}

describe('a tabulated sampler', () => {
  it.each([
    [2, 0],
    [1.9, -0.9],
    [1.5, 0],
    [1.5, 0.5],
    [1.01, 1],
    [1, 0.5],
    [0.8, 0.3],
    // The largest table takes three seconds.
    [slow ? 0.3 : 0.4, 0],
  ])('draws from the law: alpha %f, beta %f', (alpha, beta) => {
    const law = stable({ alpha, beta, ...place });
    const many = samplerOf(alpha, beta);
    expect(many.method).toBe('table');
    expect(many.largestError).toBeLessThan(1e-10);
    const n = slow ? 4_000_000 : 400_000;
    const sorted = many.draw(n, stream(1, 'sampler', alpha, beta)).sort();
    const exact = distribution(law, sorted);
    let distance = 0;
    for (let i = 0; i < n; i++) distance = Math.max(distance, exact[i] - i / n, (i + 1) / n - exact[i]);
    expect(distance).toBeLessThan(kolmogorovLimit(n));
  });

  it.each(billionLaws)(
    'keeps to the law over 1e9 draws: alpha %f, beta %f',
    { timeout: 600_000 },
    (alpha, beta) => {
      const law = stable({ alpha, beta });
      const many = sampler(law);
      const cells = 1024;
      const edges = quantile(
        law,
        Array.from({ length: cells - 1 }, (_, k) => (k + 1) / cells),
      );
      const exact = distribution(law, edges);
      const counts = new Float64Array(cells);
      const values = new Float64Array(1 << 20);
      const source = stream(1, 'billion', alpha, beta);
      const rounds = 954; // 1,000,341,504 draws
      for (let round = 0; round < rounds; round++) {
        many.fill(values, source);
        for (const x of values) {
          let below = 0;
          for (let step = cells >> 1; step > 0; step >>= 1) if (x > edges[below + step - 1]) below += step;
          counts[below]++;
        }
      }
      const n = rounds * values.length;
      let [sum, distance] = [0, 0];
      exact.forEach((p, k) => {
        sum += counts[k];
        distance = Math.max(distance, Math.abs(sum / n - p));
      });
      expect(distance).toBeLessThan(kolmogorovLimit(n));
    },
  );

  it('reaches both tails', () => {
    const law = stable({ alpha: 1.5, beta: 0.5, ...place });
    const [n, ps] = [slow ? 20_000_000 : 2_000_000, [1e-2, 1e-4, 1e-6]];
    const draws = samplerOf(1.5, 0.5).draw(n, stream(1, 'tails'));
    const lower = quantile(law, ps);
    const upper = survivalQuantile(law, ps);
    const counts = ps.map(() => [0, 0]);
    for (const x of draws) {
      for (let k = 0; k < ps.length && x < lower[k]; k++) counts[k][0]++;
      for (let k = 0; k < ps.length && x > upper[k]; k++) counts[k][1]++;
    }
    ps.forEach((p, k) => {
      // A Poisson count of 2 or 20 is further off than the normal limit and 5 once in a million.
      for (const count of counts[k])
        expect(Math.abs(count - n * p)).toBeLessThan(normalLimit * Math.sqrt(n * p) + 5);
    });
  });

  it('gives the same bits again, and takes four blocks for 4,096 draws', () => {
    const many = samplerOf(1.5, 0);
    const source = stream(1, 'again');
    const first = many.draw(300_001, source);
    expect(source.block).toBe(4 * Math.ceil(300_001 / 4096));
    expect(many.draw(300_001, stream(1, 'again'))).toEqual(first);
    // The second half of the stream, begun there.
    const later = stream(1, 'again');
    later.advance(4 * 64);
    expect(many.draw(1000, later)).toEqual(first.subarray(64 * 4096, 64 * 4096 + 1000));
  });

  it('is exact where no table holds its tolerance', () => {
    const law = stable({ alpha: 0.28 });
    const many = sampler(law);
    expect(many).toMatchObject({ method: 'exact', largestError: 0 });
    expect(many.draw(100, stream(1, 'small'))).toEqual(draw(law, 100, stream(1, 'small')));
  });

  it('fills a given array with the same numbers', () => {
    const many = samplerOf(1.5, 0);
    const values = new Float64Array(10_000);
    many.fill(values, stream(1, 'fill'));
    expect(values).toEqual(many.draw(10_000, stream(1, 'fill')));
  });

  it('refuses what is no number of draws', () => {
    expect(() => samplerOf(1.5, 0).draw(-1, stream(1))).toThrow(/number of draws is -1/);
  });
});
