import {
  fullyConnected,
  gradientSource,
  initialWeights,
  matchedGaussianGradient,
  minibatchGradient,
  type StepGradient,
} from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';

/** Gradient noise that is Gaussian, with the covariance of minibatches drawn with replacement. */

const count = 30;
const batchSize = 6;
const model = fullyConnected({ depth: 2, width: 3, inputs: 4, classes: 2 });
const size = model.parameterCount;
const draws = stream(1, 'examples');
const source = gradientSource(
  model,
  {
    count,
    inputs: Float32Array.from(draws.normals(count * 4)),
    labels: Uint8Array.from(draws.integers(count, 2)),
  },
  'cross-entropy',
);
const weights = initialWeights(model, stream(1, 'weights'));
const everything = Uint32Array.from({ length: count }, (_, i) => i);

/** Per-example gradients less their mean, and the covariance of minibatch noise that follows from them. */
function fromExamples() {
  const rows = new Float32Array(count * size);
  source.perExampleGradients(weights, everything, rows);
  const mean = Array.from({ length: size }, (_, a) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += rows[i * size + a];
    return sum / count;
  });
  const centred = Array.from({ length: count }, (_, i) => mean.map((m, a) => rows[i * size + a] - m));
  // Of one example drawn at random: over n, not n - 1; a mean of b independent draws has 1/b of it.
  const covariance = (a: number, b: number) =>
    centred.reduce((sum, row) => sum + row[a] * row[b], 0) / count / batchSize;
  return { mean, covariance };
}

/** `repeats` draws of the gradient, less the full gradient. */
function noiseOf(step: StepGradient, repeats: number, full: readonly number[], minibatch: () => Uint32Array) {
  const gradient = new Float32Array(size);
  return Array.from({ length: repeats }, (_, iteration) => {
    step(weights, minibatch(), gradient, iteration);
    return full.map((m, a) => gradient[a] - m);
  });
}

/**
 * Mean of the products x_a x_b over draws with its squared standard error: the variance of a product is the
 * fourth moment E x_a² x_b² less the square of the second, taken from the same draws.
 */
function secondMoment(noise: readonly (readonly number[])[], a: number, b: number) {
  const products = noise.map((row) => row[a] * row[b]);
  const average = products.reduce((sum, product) => sum + product, 0) / products.length;
  const squares = products.reduce((sum, product) => sum + (product - average) ** 2, 0);
  return { average, squaredError: squares / (products.length - 1) / products.length };
}

/** Fourth moment over the squared second. */
function kurtosis(noise: readonly (readonly number[])[], a: number): number {
  const moment = (power: number) => noise.reduce((sum, row) => sum + row[a] ** power, 0) / noise.length;
  return moment(4) / moment(2) ** 2;
}

const repeats = 20_000;
const { mean, covariance } = fromExamples();
const alive = mean.map((_, a) => a).filter((a) => covariance(a, a) > 0);
const gaussian = noiseOf(
  matchedGaussianGradient(source, batchSize, stream(2, 'gaussian')),
  repeats,
  mean,
  () => everything,
);

const batches = stream(3, 'minibatches');
const sampled = noiseOf(minibatchGradient(source), repeats, mean, () => batches.integers(batchSize, count));
const pairs = alive.flatMap((a) => alive.filter((b) => b <= a).map((b) => [a, b] as const));

describe('Gaussian noise in place of minibatches', () => {
  it('has every entry of the covariance of per-example gradients over the batch size', () => {
    expect(alive.length).toBeGreaterThan(size / 2);
    for (const [a, b] of pairs) {
      const { average, squaredError } = secondMoment(gaussian, a, b);
      const z = (average - covariance(a, b)) / Math.sqrt(squaredError);
      expect(Math.abs(z)).toBeLessThan(normalLimit);
    }
  });

  it('has the covariance of minibatches drawn with replacement', () => {
    for (const [a, b] of pairs) {
      const one = secondMoment(gaussian, a, b);
      const other = secondMoment(sampled, a, b);
      const z = (one.average - other.average) / Math.sqrt(one.squaredError + other.squaredError);
      expect(Math.abs(z)).toBeLessThan(normalLimit);
    }
  });

  it('has mean zero', () => {
    for (const a of alive) {
      const average = gaussian.reduce((sum, row) => sum + row[a], 0) / repeats;
      // A Gaussian mean of known variance.
      expect(Math.abs(average)).toBeLessThan(normalLimit * Math.sqrt(covariance(a, a) / repeats));
    }
  });

  it('is Gaussian where minibatches are not', () => {
    // The kurtosis of n Gaussian draws is 3 with standard error sqrt(24 / n); its law leans to the right, so
    // the limit is twice that of a normal statistic.
    const limit = 2 * normalLimit * Math.sqrt(24 / repeats);
    for (const a of alive) expect(Math.abs(kurtosis(gaussian, a) - 3)).toBeLessThan(limit);
    expect(Math.max(...alive.map((a) => kurtosis(sampled, a)))).toBeGreaterThan(3 + limit);
  });

  it('gives the same bits for the same stream, and others at the next gradient', () => {
    const twice = () =>
      noiseOf(matchedGaussianGradient(source, batchSize, stream(2, 'gaussian')), 2, mean, () => everything);
    const [first, second] = twice();
    expect(twice()).toEqual([first, second]);
    expect(second).not.toEqual(first);
    expect(first).toEqual(gaussian[0]);
  });

  it('does not depend on the minibatch asked for', () => {
    const noisy = matchedGaussianGradient(source, batchSize, stream(2, 'gaussian'));
    expect(noiseOf(noisy, 1, mean, () => Uint32Array.of(3, 1))[0]).toEqual(gaussian[0]);
  });

  it.each([0, -1, 2.5, NaN])('refuses a batch size of %d', (wrong) => {
    expect(() => matchedGaussianGradient(source, wrong, stream(1))).toThrow(
      `The batch size is ${wrong}; it must be a whole number of at least 1.`,
    );
  });
});
