import { filterNormalisedSharpness, type FilterNormalisedSettings } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { expect, test } from 'vitest';
import { example, quadratic } from './analyticSources.js';
import { rescaled, tinyNetwork } from '../tinyNetwork.js';

const settings: FilterNormalisedSettings = {
  radius: 0.25,
  directions: 8,
  curvePoints: 5,
  stream: stream(2, 'directions'),
};

test('each row moves by the radius times its own norm', () => {
  // Rows (3, 4), (0, 2) and zero, with curvatures 1, 10 and 1000 within them: whatever the direction, the
  // increase is half the sum of curvature × (radius × norm)².
  const source = {
    ...quadratic([1, 1, 10, 10, 1000, 1000]),
    layers: [
      { name: 'first', offset: 0, rows: 2, columns: 2 },
      { name: 'second', offset: 4, rows: 1, columns: 2 },
    ],
  };
  const weights = Float32Array.of(3, 4, 0, 2, 0, 0);
  const sharpness = filterNormalisedSharpness(source, weights, example, settings);
  const expected = (0.25 ** 2 * (1 * 25 + 10 * 4)) / 2;
  expect(sharpness.loss).toBe(32.5);
  // Single-precision weights: 6e-8 × slope 20.
  for (const increase of sharpness.increases) expect(Math.abs(increase - expected)).toBeLessThan(5e-6);
  expect(sharpness.mean).toBeCloseTo(expected, 5);
  expect(sharpness.standardError).toBeLessThan(2e-6);
});

test('mean and standard error are those of uniform directions', () => {
  const curvatures = [1, 2, 3, 10];
  const directions = 400;
  const source = quadratic(curvatures);
  const weights = Float32Array.of(1, -1, 1, -1); // norm 2
  const sharpness = filterNormalisedSharpness(source, weights, example, { ...settings, directions });
  expect(source.count).toEqual({ losses: 1 + 2 * directions + 5, gradients: 0 });
  // u uniform on the sphere in n dimensions: Σ λ u² has mean Σλ/n and variance 2 (Σλ² − (Σλ)²/n) / (n (n + 2)).
  const unit = (0.25 ** 2 * 4) / 2;
  const variance = (2 * (114 - 256 / 4)) / (4 * 6);
  const standardError = unit * Math.sqrt(variance / directions);
  // False alarm 1e-6 with a normal mean.
  expect(Math.abs(sharpness.mean - unit * 4)).toBeLessThan(4.9 * standardError);
  // Five standard deviations of a sample variance whose kurtosis is at most 3: 5 √(2/400) / 2.
  expect(Math.abs(sharpness.standardError / standardError - 1)).toBeLessThan(0.18);
});

test('the curve runs along the first direction through the weights', () => {
  const source = quadratic([1, 4]);
  const { curve, loss, increases } = filterNormalisedSharpness(
    source,
    Float32Array.of(1, 1),
    example,
    settings,
  );
  expect([...curve.radii]).toEqual([-0.25, -0.125, 0, 0.125, 0.25]);
  expect(curve.losses[2]).toBe(loss);
  expect((curve.losses[0] + curve.losses[4]) / 2 - loss).toBeCloseTo(increases[0], 14);
  // A quadratic's third differences are 0, but for single precision.
  const [a, b, c, d] = curve.losses;
  expect(Math.abs(d - 3 * c + 3 * b - a)).toBeLessThan(1e-5);
});

test('on a network it is reproducible, leaves the weights, and rescaled ReLU layers have the same', () => {
  const { source, weights, everything } = tinyNetwork();
  const before = weights.slice();
  const sharpness = filterNormalisedSharpness(source, weights, everything, settings);
  expect(filterNormalisedSharpness(source, weights, everything, settings)).toEqual(sharpness);
  expect(weights).toEqual(before);
  expect(sharpness.standardError).toBeGreaterThan(0);
  // Powers of 2 change no bit; other factors round each weight anew.
  expect(filterNormalisedSharpness(source, rescaled(weights, 64), everything, settings)).toEqual(sharpness);
  const third = filterNormalisedSharpness(source, rescaled(weights, 3), everything, settings);
  expect(third.mean).toBeCloseTo(sharpness.mean, 5);
  const longer = filterNormalisedSharpness(source, weights, everything, { ...settings, radius: 1 });
  expect(longer.mean).toBeGreaterThan(sharpness.mean);
});

test.each<[Partial<FilterNormalisedSettings>, string]>([
  [{ radius: 0 }, 'The radius is 0; it must be a finite number above 0.'],
  [{ directions: 1 }, 'The number of directions is 1; it must be a whole number of at least 2.'],
  [{ curvePoints: 1 }, 'The number of points of the curve is 1; it must be a whole number of at least 3.'],
  [{ curvePoints: 4 }, 'The number of points of the curve is 4; it must be odd.'],
])('%o is refused', (wrong, message) => {
  const call = () =>
    filterNormalisedSharpness(quadratic([1]), Float32Array.of(1), example, { ...settings, ...wrong });
  expect(call).toThrow(RangeError);
  expect(call).toThrow(message);
});
