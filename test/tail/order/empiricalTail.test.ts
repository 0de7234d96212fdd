import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { empiricalTail } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';

describe('empiricalTail', () => {
  it('counts every size of a small sample, ties and zeros included', () => {
    expect(empiricalTail([0, -2, 2, 1, 3])).toEqual([
      { size: 3, survival: 0.2 },
      { size: 2, survival: 0.6 },
      { size: 1, survival: 0.8 },
    ]);
    expect(empiricalTail([])).toEqual([]);
    expect(empiricalTail([0, 0])).toEqual([]);
  });

  it('thins a large one evenly in the logarithm of the rank', () => {
    const sample = draw(stable({ alpha: 1.5 }), 20000, stream(98));
    const sizes = Array.from(sample, Math.abs).sort((a, b) => b - a);
    const points = empiricalTail(sample, 200);
    expect(points).toHaveLength(200);
    for (const { size, survival } of points) {
      expect(Math.round(survival * 20000)).toBe(sizes.filter((other) => other >= size).length);
    }
    expect(points[0]).toEqual({ size: sizes[0], survival: 1 / 20000 });
    expect(points.at(-1)!.survival).toBe(1);
    const steps = points.slice(1).map((p, i) => Math.log(p.survival / points[i].survival));
    const late = steps.slice(100);
    expect(Math.max(...late) / Math.min(...late)).toBeLessThan(1.5);
  });

  it('refuses what it cannot draw', () => {
    expect(() => empiricalTail([1, NaN])).toThrow(RangeError);
    expect(() => empiricalTail([1, 2], 1)).toThrow(RangeError);
  });
});
