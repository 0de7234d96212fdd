import { svagGradient, type GradientSource } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

/** Example i has the gradient of example i in this list and the loss i. */
const gradients = [-3, -1, -1, 0, 0, 1, 1, 3];
const source = {
  parameterCount: 1,
  exampleCount: gradients.length,
  gradient(_weights: Float32Array, examples: Uint32Array, gradient: Float32Array) {
    gradient[0] = examples.reduce((sum, i) => sum + gradients[i], 0) / examples.length;
    return examples.reduce((sum, i) => sum + i, 0) / examples.length;
  },
} as unknown as GradientSource;

const count = 40_000;
function draws(batchSize: number, amplification: number): Float64Array {
  const step = svagGradient(source, batchSize, amplification, stream(7, 'svag', amplification));
  const gradient = new Float32Array(1);
  return Float64Array.from({ length: count }, (_, iteration) => {
    step(new Float32Array(1), new Uint32Array(0), gradient, iteration);
    return gradient[0];
  });
}
const moment = (values: Float64Array, power: number) =>
  values.reduce((sum, value) => sum + value ** power, 0) / values.length;

/** Two-sided limit of a standard normal at a false-alarm rate of 1e-6. */
const normalLimit = 4.9;
/** Variance of one example's gradient. */
const variance = 22 / 8;

describe('the variance amplified gradient', () => {
  it.each([1, 2, 8])('has the mean of SGD and l times its covariance: l = %i', (amplification) => {
    const values = draws(1, amplification);
    const expected = amplification * variance;
    expect(Math.abs(moment(values, 1))).toBeLessThan(normalLimit * Math.sqrt(expected / count));
    const error = Math.sqrt((moment(values, 4) - expected ** 2) / count);
    expect(Math.abs(moment(values, 2) - expected)).toBeLessThan(normalLimit * error);
  });

  it('is independent from step to step', () => {
    const values = draws(1, 8);
    const products = values.slice(1).map((value, k) => value * values[k]!);
    const expected = 8 * variance;
    // Products of independent values of variance v have the deviation v.
    expect(Math.abs(moment(products, 1))).toBeLessThan((normalLimit * expected) / Math.sqrt(count - 1));
  });

  it('is SGD with fresh minibatches where l is 1', () => {
    const values = [...draws(1, 1)];
    expect(new Set(values)).toEqual(new Set(gradients));
  });

  it('has the excess kurtosis of the two weights', () => {
    // For weights p and q of two independent draws: (p^4 + q^4) kappa_4 / (p² + q²)², p² + q² = l, pq = (1 - l) / 2.
    const single = gradients.reduce((sum, g) => sum + g ** 4, 0) / 8 / variance ** 2 - 3;
    const l = 8;
    const expected = (single * (l ** 2 - (1 - l) ** 2 / 2)) / l ** 2;
    const values = draws(1, l);
    const kurtosis = moment(values, 4) / moment(values, 2) ** 2 - 3;
    // The eighth moment of these bounded values keeps the error of the kurtosis below 0.05.
    expect(Math.abs(kurtosis - expected)).toBeLessThan(normalLimit * 0.05);
  });

  it.each<[number, number, string]>([
    [0, 1, 'The batch size is 0;'],
    [1, 0.5, 'The amplification is 0.5; it must be a finite number of at least 1.'],
    [1, NaN, 'The amplification is NaN;'],
  ])('refuses batch size %d with l = %d', (batchSize, amplification, sentence) => {
    expect(() => svagGradient(source, batchSize, amplification, stream(1))).toThrow(sentence);
  });
});
