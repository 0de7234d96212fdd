import { bipowerRatio, jumpTest, largestStepsShare } from '#heavytail/statistics/jumpTest';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

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
});
