import { keskarSharpness, type KeskarSettings } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { expect, test } from 'vitest';
import { analytic, example, quadratic } from './analyticSources.js';
import { rescaled, tinyNetwork } from '../tinyNetwork.js';

const settings: KeskarSettings = { epsilon: 0.125, steps: 6, starts: 3, stream: stream(4, 'starts') };

test('around a quadratic minimum the maximum is a corner of the box', () => {
  const source = quadratic([1, 10, 0.5]);
  const { loss, maximum, sharpness } = keskarSharpness(source, new Float32Array(3), example, settings);
  expect(loss).toBe(0);
  expect(maximum).toBe((0.125 ** 2 * 11.5) / 2);
  expect(sharpness).toBe(100 * maximum);
  expect(source.count).toEqual({ losses: 4, gradients: 18 });
});

test('the box is wider where weights are larger, and the loss at the weights is the unit', () => {
  // Half-widths 1/8 × (3 + 1) and 1/8 × (1 + 1): the farthest corner from 0 is (3.5, −1.25).
  const { maximum, sharpness } = keskarSharpness(
    quadratic([1, 2]),
    Float32Array.of(3, -1),
    example,
    settings,
  );
  expect(maximum).toBe(3.5 ** 2 / 2 + 1.25 ** 2);
  expect(sharpness).toBeCloseTo((100 * (maximum - 5.5)) / 6.5, 12);
});

test('a maximum inside the box is found to the last step', () => {
  const source = analytic({
    parameterCount: 1,
    value: ([w]) => 1 - (w - 0.04) ** 2,
    slope: ([w]) => [-2 * (w - 0.04)],
  });
  for (const steps of [5, 50]) {
    const { maximum } = keskarSharpness(source, Float32Array.of(0), example, { ...settings, steps });
    expect(maximum).toBeLessThanOrEqual(1);
    expect(maximum).toBeGreaterThan(1 - (0.125 / steps) ** 2);
  }
});

test('from the exact minimum alone no step leaves it', () => {
  const { sharpness } = keskarSharpness(quadratic([1]), new Float32Array(1), example, {
    ...settings,
    starts: 1,
  });
  expect(sharpness).toBe(0);
});

test('on a network it is reproducible, leaves the weights and changes with the scale of ReLU layers', () => {
  const { source, weights, everything } = tinyNetwork();
  const before = weights.slice();
  const first = keskarSharpness(source, weights, everything, settings);
  expect(keskarSharpness(source, weights, everything, settings)).toEqual(first);
  expect(weights).toEqual(before);
  expect(first.maximum).toBeGreaterThan(first.loss);
  const other = keskarSharpness(source, rescaled(weights, 64), everything, settings);
  expect(other.loss).toBe(first.loss);
  expect(other.sharpness).toBeGreaterThan(2 * first.sharpness);
});

test.each<[Partial<KeskarSettings>, string]>([
  [{ epsilon: -1 }, 'The epsilon is -1; it must be a finite number above 0.'],
  [{ steps: 0 }, 'The number of steps is 0; it must be a whole number of at least 1.'],
  [{ starts: 1.5 }, 'The number of starts is 1.5; it must be a whole number of at least 1.'],
])('%o is refused', (wrong, message) => {
  const call = () => keskarSharpness(quadratic([1]), new Float32Array(1), example, { ...settings, ...wrong });
  expect(call).toThrow(RangeError);
  expect(call).toThrow(message);
});

test('losses of -1 or less and losses that are no numbers are refused', () => {
  const constant = (value: number) => analytic({ parameterCount: 1, value: () => value, slope: () => [0] });
  const call = (value: number) => () =>
    keskarSharpness(constant(value), new Float32Array(1), example, settings);
  expect(call(-1)).toThrow('The loss at the weights is -1; this sharpness needs a loss above -1.');
  expect(call(NaN)).toThrow('The loss is NaN at weights that a probe tried; take a smaller distance.');
});
