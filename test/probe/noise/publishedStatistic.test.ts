import { measurePublishedStatistic } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { SurrogateRows, surrogateStatistic } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';
import * as naive from '../../naive/pooled.js';
import { deadShare, smallNetwork } from '../smallNetwork.js';

/** The published measurement against its definition: all centred minibatch gradients of one pass in one array. */

const { source, weights, everything } = smallNetwork();
const size = source.parameterCount;

/**
 * The minibatch gradients of one pass less their mean, kept in single precision. The rounding matters: at
 * batch size 4 a block that nearly cancels moves the statistic by 5e-6.
 */
function naiveNoise(batchSize: number): number[][] {
  const gradients: number[][] = [];
  for (let first = 0; first < source.exampleCount; first += batchSize) {
    const gradient = new Float32Array(size);
    source.gradient(weights, everything.slice(first, first + batchSize), gradient);
    gradients.push([...gradient]);
  }
  const mean = gradients[0].map((_, i) => gradients.reduce((sum, g) => sum + g[i], 0) / gradients.length);
  return gradients.map((gradient) => gradient.map((value, i) => Math.fround(value - mean[i])));
}

const measure = (batchSize: number, { surrogateRows = 3, seed = 1 } = {}) =>
  measurePublishedStatistic(source, weights, { batchSize, surrogateRows, stream: stream(seed, 'surrogate') });

/** 120 examples: whole minibatches, and 7 and 50, which leave a shorter last one. */
const batchSizes = [1, 4, 7, 12, 30, 50];

describe('the published statistic of a network', () => {
  it.each(batchSizes)('equals the formula over the stored array at batch size %d', (batchSize) => {
    const noise = naiveNoise(batchSize);
    const values = noise.flat();
    const { measured, meanSquaredNorm } = measure(batchSize);
    const length = naive.blockLength(values.length);
    expect(measured.blockLength).toBe(length);
    expect(measured.minibatches).toBe(noise.length);
    expect(measured.zeroFraction).toBe(values.filter((x) => x === 0).length / values.length);
    // The same numbers in another order of summation, in double precision: 1e-13 is what is seen.
    expect(Math.abs(measured.tailIndex! / naive.pooledTailIndex(values, length) - 1)).toBeLessThan(1e-11);
    const squares = values.reduce((sum, value) => sum + value * value, 0);
    expect(Math.abs((meanSquaredNorm * noise.length) / squares - 1)).toBeLessThan(1e-11);
  });

  it('counts exact zeros, which an input of zeros makes', () => {
    expect(measure(12).measured.zeroFraction).toBeGreaterThanOrEqual(deadShare);
  });

  it('has the surrogate of Gaussian rows with the sample covariance', () => {
    const noise = naiveNoise(12);
    const rows = 4000;
    const normals = stream(7, 'rows of the test').normals(rows * noise.length);
    const { measured, surrogate } = measure(12, { surrogateRows: rows });
    const values: number[] = [];
    for (let s = 0; s < rows; s++) {
      const row = noise[0].map(() => 0);
      noise.forEach((one, p) => {
        const factor = normals[s * noise.length + p] / Math.sqrt(noise.length - 1);
        for (let i = 0; i < size; i++) row[i] += factor * one[i];
      });
      values.push(...row);
    }
    const expected = 1 / naive.pooledTailIndex(values, measured.blockLength);
    // Two independent sets of as many rows: the error of the difference is that of one times the root of 2.
    const error = surrogate.inverseStandardError! * Math.SQRT2;
    expect(Math.abs(surrogate.inverse! - expected)).toBeLessThan(normalLimit * error);
  });

  it('gives the surrogate the very rows that it measures', () => {
    const noise = naiveNoise(12);
    const own = new SurrogateRows({
      minibatches: noise.length,
      parameters: size,
      rows: 5,
      stream: stream(1, 'surrogate'),
    });
    for (const row of noise) own.add(Float32Array.from(row));
    const { measured, surrogate } = measure(12, { surrogateRows: 5 });
    expect(surrogate).toEqual(surrogateStatistic(own.result(), measured));
  });

  it('gives the same bits on a second run, and another surrogate for another stream alone', () => {
    const first = measure(12, { surrogateRows: 20 });
    expect(measure(12, { surrogateRows: 20 })).toEqual(first);
    const other = measure(12, { surrogateRows: 20, seed: 2 });
    expect(other.measured).toEqual(first.measured);
    expect(other.meanSquaredNorm).toBe(first.meanSquaredNorm);
    expect(other.surrogate.inverse).not.toBe(first.surrogate.inverse);
  });

  it('leaves the weights as they are', () => {
    const before = weights.slice();
    measure(12);
    expect(weights).toEqual(before);
  });

  it.each([0, 121, 2.5])('refuses a batch size of %d', (wrong) => {
    expect(() => measure(wrong)).toThrow(
      `The batch size is ${wrong}; with 120 examples it must be a whole number from 1 to 120.`,
    );
  });
});
