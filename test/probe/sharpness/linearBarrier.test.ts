import { linearBarrier } from 'heavytail/probe';
import { describe, expect, test } from 'vitest';
import { analytic, example, mullerBrown, productDoubleWell, quadratic } from './analyticSources.js';
import { rescaled, tinyNetwork } from '../tinyNetwork.js';

/** Weights of single precision move a maximum by less than this, relative to heights of order 1. */
const digits = 6;

describe('between the minima of double wells', () => {
  test.each([2, 3, 7, 10])('the barrier is found on a grid of %i intervals', (intervals) => {
    const source = productDoubleWell([1, 2]);
    const line = linearBarrier(source, Float32Array.of(-1, -1), Float32Array.of(1, 1), example, intervals);
    expect(line.aboveLarger).toBeCloseTo(3, digits);
    expect(line.aboveFirst).toBeCloseTo(3, digits);
    expect(line.position).toBeCloseTo(0.5, 3);
    expect(source.count).toEqual({ losses: intervals + 28, gradients: 0 });
  });

  test('of different heights it is counted from either end', () => {
    // w³/3 − w: maximum 2/3 at −1; ends at −1.5 and 1 have 3/8 and −2/3.
    const source = analytic({
      parameterCount: 1,
      value: ([w]) => w ** 3 / 3 - w,
      slope: ([w]) => [w * w - 1],
    });
    const line = linearBarrier(source, Float32Array.of(1), Float32Array.of(-1.5), example, 9);
    expect(line.highest).toBeCloseTo(2 / 3, digits);
    expect(line.aboveFirst).toBeCloseTo(4 / 3, digits);
    expect(line.aboveLarger).toBeCloseTo(2 / 3 - 3 / 8, digits);
    expect(line.position).toBeCloseTo(0.8, 3);
  });
});

test('a convex loss has no barrier, and an end is its highest point', () => {
  const line = linearBarrier(quadratic([2]), Float32Array.of(1), Float32Array.of(-3), example, 8);
  expect(line).toMatchObject({ aboveLarger: 0, aboveFirst: 8, highest: 9, position: 1 });
  expect([...line.curve.positions]).toEqual([0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1]);
  expect([...line.curve.losses]).toEqual([1, 0.25, 0, 0.25, 1, 2.25, 4, 6.25, 9]);
});

test('on the Müller-Brown surface it is that of a fine grid, above the saddle', () => {
  const source = mullerBrown();
  const [first, last] = [Float32Array.of(-0.558, 1.442), Float32Array.of(0.623, 0.028)];
  const { highest } = linearBarrier(source, first, last, example, 30);
  let fine = -Infinity;
  for (let k = 0; k <= 20000; k++) {
    const point = first.map((w, i) => w + ((last[i] - w) * k) / 20000);
    fine = Math.max(fine, source.loss(point, example));
  }
  // Half a spacing of the fine grid, 4.6e-5, under a curvature below 3000, and single precision.
  expect(Math.abs(highest - fine)).toBeLessThan(1e-5);
  expect(highest).toBeGreaterThan(-40.66484351147777);
});

test('on a network it is reproducible and the same for rescaled ReLU layers at both ends', () => {
  const { source, weights, everything } = tinyNetwork();
  const mirrored = weights.map((w) => -w);
  const line = linearBarrier(source, weights, mirrored, everything, 10);
  expect(linearBarrier(source, weights, mirrored, everything, 10)).toEqual(line);
  expect(linearBarrier(source, rescaled(weights, 8), rescaled(mirrored, 8), everything, 10)).toEqual(line);
});

test('wrong input is refused', () => {
  const line = (first: number[], last: number[], intervals: number, examples = example) =>
    linearBarrier(quadratic([1, 1]), Float32Array.from(first), Float32Array.from(last), examples, intervals);
  const refusals: [() => unknown, string][] = [
    [() => line([0], [1, 1], 4), 'The first weight vector has 1 numbers; 2 are needed.'],
    [
      () => line([0, 0], [1, Infinity], 4),
      'Number 1 of the last weight vector is Infinity; all must be finite.',
    ],
    [() => line([0, 0], [1, 1], 1), 'The number of intervals is 1; it must be a whole number of at least 2.'],
    [() => line([0, 0], [1, 1], 4, new Uint32Array()), 'No examples were given; a mean needs at least one.'],
  ];
  for (const [call, message] of refusals) {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  }
});
