import { basinWidth, type BasinWidthSettings } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { describe, expect, test } from 'vitest';
import { example, productDoubleWell, quadratic } from './analyticSources.js';
import { rescaled, tinyNetwork } from '../tinyNetwork.js';

const settings: BasinWidthSettings = {
  rise: 0.5,
  largestDistance: 8,
  directions: 30,
  stream: stream(3, 'directions'),
};

/** Relative error allowed: 2^-14 of bisection and the rounding of weights to single precision. */
const tolerance = 1.3e-4;

function expectClose(actual: number | undefined, expected: number): void {
  expect(Math.abs((actual ?? NaN) / expected - 1)).toBeLessThan(tolerance);
}

describe('on a quadratic', () => {
  test('of equal curvatures every width is √(2 rise / curvature)', () => {
    const source = quadratic([4, 4, 4]);
    const width = basinWidth(source, new Float32Array(3), example, settings);
    for (const { forward, backward } of width.random) {
      expectClose(forward, 0.5);
      expectClose(backward, 0.5);
    }
    expectClose(width.median, 0.5);
    expect(width.censored).toBe(0);
    expect(source.count.losses).toBeLessThanOrEqual(1 + 68 * 30);
  });

  test('chosen directions have the width of their curvature, whatever their length', () => {
    const chosen = [
      [0.001, 0],
      [0, -30],
    ];
    const width = basinWidth(quadratic([1, 100]), new Float32Array(2), example, { ...settings, chosen });
    [1, 0.1].forEach((expected, i) => {
      expectClose(width.chosen[i].forward, expected);
      expectClose(width.chosen[i].backward, expected);
    });
  });

  test('away from the minimum the two sides differ', () => {
    const chosen = [[1]];
    const width = basinWidth(quadratic([1]), Float32Array.of(1), example, { ...settings, chosen });
    // (1 + t)² / 2 = 1 / 2 + 0.5 forward; (1 − t)² / 2 = 1 backward, beyond the minimum.
    expectClose(width.chosen[0].forward, Math.SQRT2 - 1);
    expectClose(width.chosen[0].backward, Math.SQRT2 + 1);
  });
});

test('a rise below the barrier is met on both sides of a double well, a higher one only outside', () => {
  const source = productDoubleWell([1]);
  const low = basinWidth(source, Float32Array.of(1), example, { ...settings, rise: 0.25, chosen: [[1]] });
  expectClose(low.chosen[0].forward, Math.sqrt(1.5) - 1);
  expectClose(low.chosen[0].backward, 1 - Math.sqrt(0.5));
  const high = basinWidth(source, Float32Array.of(1), example, { ...settings, rise: 4, chosen: [[1]] });
  expectClose(high.chosen[0].forward, Math.sqrt(3) - 1);
  expectClose(high.chosen[0].backward, Math.sqrt(3) + 1);
});

test('sides that do not rise within the largest distance are censored', () => {
  // In one dimension: curvature 1 needs distance 1, beyond 0.75.
  const none = basinWidth(quadratic([1]), new Float32Array(1), example, {
    ...settings,
    largestDistance: 0.75,
  });
  expect(none.censored).toBe(60);
  expect([none.lowerQuartile, none.median, none.upperQuartile]).toEqual([undefined, undefined, undefined]);
  // From 1, forward is √2 − 1 and backward √2 + 1: half of the sides are within 2.
  const half = basinWidth(quadratic([1]), Float32Array.of(1), example, { ...settings, largestDistance: 2 });
  expect(half.censored).toBe(30);
  expectClose(half.lowerQuartile, Math.SQRT2 - 1);
  expectClose(half.median, Math.SQRT2 - 1);
  expect(half.upperQuartile).toBeUndefined();
});

test('on a network it is reproducible, leaves the weights and changes with the scale of ReLU layers', () => {
  const { source, weights, everything } = tinyNetwork();
  const before = weights.slice();
  const width = basinWidth(source, weights, everything, settings);
  expect(basinWidth(source, weights, everything, settings)).toEqual(width);
  expect(weights).toEqual(before);
  const narrower = basinWidth(source, rescaled(weights, 64), everything, settings);
  expect(narrower.loss).toBe(width.loss);
  expect(narrower.median ?? NaN).toBeLessThan(width.median ?? NaN);
});

test.each<[Partial<BasinWidthSettings>, string]>([
  [{ rise: 0 }, 'The rise is 0; it must be a finite number above 0.'],
  [{ rise: NaN }, 'The rise is NaN; it must be a finite number above 0.'],
  [{ largestDistance: Infinity }, 'The largest distance is Infinity; it must be a finite number above 0.'],
  [{ directions: 0 }, 'The number of directions is 0; it must be a whole number of at least 1.'],
  [{ chosen: [[0, 0]] }, 'A chosen direction is zero; it must point somewhere.'],
  [{ chosen: [[1]] }, 'The chosen direction 0 has 1 numbers; 2 are needed.'],
  [{ chosen: [[1, NaN]] }, 'Number 1 of the chosen direction 0 is NaN; all must be finite.'],
  [{ rise: 1e-30 }, 'The rise is 1e-30; that is less than the precision of the loss, 1.'],
])('%o is refused', (wrong, message) => {
  const call = () => basinWidth(quadratic([1, 1]), Float32Array.of(1, 1), example, { ...settings, ...wrong });
  expect(call).toThrow(RangeError);
  expect(call).toThrow(message);
});
