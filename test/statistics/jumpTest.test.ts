import {
  bipowerRatio,
  gaussianIncrements,
  jumpTest,
  largestStepsShare,
} from '#heavytail/statistics/jumpTest';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../falseAlarm.js';

describe('the jump test', () => {
  it('has statistics that can be counted by hand', () => {
    expect(bipowerRatio(Float64Array.of(1, -2, 3))).toBeCloseTo(((Math.PI / 2) * (3 / 2) * (2 + 6)) / 14, 14);
    const increments = new Float64Array(2000).fill(1);
    increments[5] = -30;
    expect(largestStepsShare(increments)).toBeCloseTo((900 + 1) / (900 + 1999), 14);
  });

  it('finds jumps added to a path of changing scale and none without them', () => {
    const source = stream(1, 'jump test');
    const calm = source.normals(4000).map((z, i) => z * (1 + (i % 2000) / 100));
    expect(jumpTest(calm, 99, source).pValue).toBeGreaterThan(0.01);
    const jumping = calm.map((r, i) => (i % 1000 === 500 ? r + 1000 : r));
    expect(jumpTest(jumping, 99, source).pValue).toBe(0.01);
  });

  it('gives its surrogates the median size of each hundred steps', () => {
    // 37 i mod 101 runs through 1 to 100 out of order, of median 50.5; then a hundred 7s; then three steps of median 5.
    const increments = Float64Array.from([
      ...Array.from({ length: 100 }, (_, i) => ((37 * (i + 1)) % 101) * (-1) ** i),
      ...new Array<number>(100).fill(-7),
      ...[5, -1, 9],
    ]);
    const surrogate = gaussianIncrements(increments, stream(2, 'surrogate'));
    const normals = stream(2, 'surrogate').normals(increments.length);
    const scales = surrogate.map((value, i) => value / normals[i]);
    // A standard normal variable exceeds 0.6744897501960817 in size half of the time.
    const scaleOf = (median: number) => new Array<number>(100).fill(median / 0.6744897501960817);
    const expected = [...scaleOf(50.5), ...scaleOf(7), ...scaleOf(5).slice(0, 3)];
    expected.forEach((scale, i) => expect(scales[i] / scale).toBeCloseTo(1, 12));
  });

  it('compares steps of one size with independent Gaussian steps', () => {
    const surrogates = 25;
    const steps = Float64Array.from({ length: 2000 }, (_, i) => (-1) ** i);
    const {
      bipowerRatio: ratio,
      pValue,
      surrogateRatio,
      surrogateShare,
    } = jumpTest(steps, surrogates, stream(3, 'even steps'));
    expect(ratio).toBeCloseTo(Math.PI / 2, 12);
    expect(pValue).toBe(1);
    // For a Gaussian path the ratio is 1 with variance (pi^2/4 + pi - 5)/n (Barndorff-Nielsen and Shephard 2004).
    const variance = (Math.PI ** 2 / 4 + Math.PI - 5) / steps.length;
    expect(Math.abs(surrogateRatio - 1)).toBeLessThan(normalLimit * Math.sqrt(variance / surrogates));
    // The two largest of 2000 squares: 4000 samples of NumPy hold 0.01232 of the sum on average, deviation 0.00175.
    const looked = 3;
    expect(Math.abs(surrogateShare - 0.01232)).toBeLessThan((normalLimit * 0.00175) / Math.sqrt(looked));
  });

  it('finds no jump in a path that never moves', () => {
    const { bipowerRatio: ratio, pValue } = jumpTest(new Float64Array(300), 19, stream(4, 'stillness'));
    expect(ratio).toBeNaN();
    expect(pValue).toBe(1);
  });
});
