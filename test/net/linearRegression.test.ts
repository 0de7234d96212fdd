import { linearRegression, syntheticRegression } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

// A = [1 2; 3 -1; 0 1], y = (1, 2, 4): AᵀA = [10 -1; -1 6], Aᵀy = (7, 4), so w = (46, 47) / 59.
const data = {
  count: 3,
  dimension: 2,
  inputs: Float32Array.of(1, 2, 3, -1, 0, 1),
  targets: Float32Array.of(1, 2, 4),
};
const all = Uint32Array.of(0, 1, 2);
const source = linearRegression(data);

describe('linear regression in small', () => {
  it('has no gradient at the solution of the normal equations', () => {
    const gradient = new Float32Array(2);
    source.gradient(Float32Array.of(46 / 59, 47 / 59), all, gradient);
    // The weights are rounded to float32, 6e-8, times entries of the Hessian of at most 10 / 3.
    for (const value of gradient) expect(Math.abs(value)).toBeLessThan(1e-6);
  });

  it('has loss, gradient and per-example gradients as by hand', () => {
    // At w = (1, 1) the residuals are 2, 0 and -3.
    const w = Float32Array.of(1, 1);
    const gradient = new Float32Array(2);
    expect(source.gradient(w, all, gradient)).toBeCloseTo(13 / 6, 12);
    expect(source.loss(w, all)).toBeCloseTo(13 / 6, 12);
    expect([...gradient]).toEqual([2 / 3, 1 / 3].map(Math.fround));
    const each = new Float32Array(6);
    source.perExampleGradients(w, all, each);
    expect([...each]).toEqual([2, 4, 0, -0, -0, -3]);
    expect(source.gradient(w, all, gradient, Float32Array.of(1, 5, 2))).toBe(11);
    expect([...gradient]).toEqual([2, -2]);
  });

  it('has the Hessian AᵀA / n wherever it is asked', () => {
    const column = (...vector: number[]) => {
      const out = new Float32Array(2);
      source.hessianVectorProduct(Float32Array.of(9, -4), Float32Array.from(vector), all, out);
      return [...out];
    };
    expect(column(1, 0)).toEqual([10 / 3, -1 / 3].map(Math.fround));
    expect(column(0, 1)).toEqual([-1 / 3, 2].map(Math.fround));
  });

  it('refuses accuracy and what does not fit', () => {
    expect(() => source.accuracy(new Float32Array(2), all)).toThrow(/no accuracy/);
    expect(() => source.loss(new Float32Array(3), all)).toThrow(/3 numbers; 2 are needed/);
    expect(() => source.loss(new Float32Array(2), Uint32Array.of(3))).toThrow(/Example 3 was asked for/);
    expect(() => source.loss(new Float32Array(2), new Uint32Array(0))).toThrow(/at least one/);
    expect(() => linearRegression({ ...data, count: 4 })).toThrow(/4 examples of 2 numbers/);
  });
});

describe('synthetic regression', () => {
  it('follows the true weights exactly without noise', () => {
    const made = syntheticRegression(50, [2, -1, 0.5], 3, 0, stream(1, 'regression'));
    const examples = Uint32Array.from({ length: 50 }, (_, i) => i);
    // Targets are rounded to float32: relative error 6e-8 of numbers below 50.
    expect(linearRegression(made).loss(Float32Array.of(2, -1, 0.5), examples)).toBeLessThan(1e-11);
  });

  it('has inputs and noise of the stated deviations', () => {
    const made = syntheticRegression(20_000, [1, 1], 3, 0.5, stream(2, 'regression'));
    const examples = Uint32Array.from({ length: made.count }, (_, i) => i);
    const square = made.inputs.reduce((sum, value) => sum + value * value, 0) / made.inputs.length;
    // A mean of n squares has relative deviation √(2/n); 4.9 of them for a false alarm of 1e-6.
    expect(Math.abs(square / 9 - 1)).toBeLessThan(4.9 * Math.sqrt(2 / 40_000));
    const loss = linearRegression(made).loss(Float32Array.of(1, 1), examples);
    expect(Math.abs(loss / 0.125 - 1)).toBeLessThan(4.9 * Math.sqrt(2 / 20_000));
  });

  it('refuses numbers outside their ranges', () => {
    const random = stream(1, 'regression');
    expect(() => syntheticRegression(0, [1], 1, 0, random)).toThrow(/number of examples is 0/);
    expect(() => syntheticRegression(1, [], 1, 0, random)).toThrow(/true weights/);
    expect(() => syntheticRegression(1, [1], 0, 0, random)).toThrow(/inputs' deviation is 0/);
    expect(() => syntheticRegression(1, [1], 1, -1, random)).toThrow(/noise's deviation is -1/);
  });
});
