import { flat, levy, path } from 'heavytail/sde';
import { stream } from 'heavytail/random';
import { distribution, stable, symmetricTable } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';
import { kolmogorovLimit } from '../../falseAlarm.js';
import { naiveDraws } from '../../naive/generator.js';

const indices = [0.3, 0.5, 0.9, 1, 1.2, 1.5, 1.8, 1.99, 2];

/** Increments of a free path of unit steps: its draws, but for the rounding of their sum. */
function drawsOf(alpha: number, steps: number): Float64Array {
  const settings = { potential: flat(), start: 0, timeStep: 1, stream: stream(1, 'draws', alpha) };
  // At index 2 the driver's variance is 2, as that of the table.
  const places = path({ ...settings, driver: levy(alpha, 1), steps });
  return Float64Array.from({ length: steps }, (_, i) => places[i + 1]! - places[i]!);
}

describe('the table of a symmetric stable law', () => {
  it.each(indices)('holds its tolerance in every row: alpha %f', (alpha) => {
    expect(symmetricTable(alpha)?.largestError).toBeLessThan(1e-10);
  });

  it('is the same when it is asked for again', () => {
    expect(symmetricTable(1.5)).toBe(symmetricTable(1.5));
  });

  it('does not exist for indices that polynomials cannot hold', () => {
    expect(symmetricTable(0.1)).toBeUndefined();
  });

  // Rounding of the path's sum: 2^-53 of the largest place, which heavy tails make large.
  it.each(indices)('gives the quantiles of the bits drawn: alpha %f', (alpha) => {
    const count = 300;
    const expected = naiveDraws(alpha, count, stream(1, 'draws', alpha));
    const found = drawsOf(alpha, count);
    let place = 0;
    for (let i = 0; i < count; i++) {
      place += expected[i]!;
      const rounding = 1e-15 * (Math.abs(place) + Math.abs(expected[i]!));
      expect(Math.abs(found[i]! - expected[i]!)).toBeLessThan(
        1e-9 * Math.abs(expected[i]!) + count * rounding,
      );
      if (Math.abs(place) > 1e12) break;
    }
  });

  it.each([2, 1.9, 1.5, 1.2])('draws from the law: alpha %f', (alpha) => {
    const n = process.env.HEAVYTAIL_SLOW_TESTS === '1' ? 1_000_000 : 200_000;
    const sorted = drawsOf(alpha, n).sort();
    const exact = distribution(stable({ alpha }), sorted);
    let distance = 0;
    for (let i = 0; i < n; i++) distance = Math.max(distance, exact[i]! - i / n, (i + 1) / n - exact[i]!);
    expect(distance).toBeLessThan(kolmogorovLimit(n));
  });

  it('without one, paths draw exactly', () => {
    const n = 100_000;
    const alpha = 0.2;
    // Increments of 1e-30 and 1e30 cannot be told from places: first steps of many paths can.
    const sorted = Float64Array.from({ length: n }, (_, i) => {
      const settings = {
        potential: flat(),
        start: 0,
        timeStep: 1,
        steps: 1,
        stream: stream(1, 'exact').substream(i),
      };
      return path({ ...settings, driver: levy(alpha, 1) })[1]!;
    }).sort();
    const exact = distribution(stable({ alpha }), sorted);
    let distance = 0;
    for (let i = 0; i < n; i++) distance = Math.max(distance, exact[i]! - i / n, (i + 1) / n - exact[i]!);
    expect(distance).toBeLessThan(kolmogorovLimit(n));
  });
});
