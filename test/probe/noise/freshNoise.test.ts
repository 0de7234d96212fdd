import { measureFreshNoise, type FreshNoiseSettings } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { Projector, type NoiseMatrix } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { chiSquareLimit, normalLimit } from '../../falseAlarm.js';
import { deadShare, smallNetwork } from '../smallNetwork.js';

/** Noise of fresh minibatches against the per-example gradients from which every minibatch is made. */

const { source, weights, everything } = smallNetwork();
const size = source.parameterCount;
const count = source.exampleCount;
const full = new Float32Array(size);
source.gradient(weights, everything, full);
const rows = new Float32Array(count * size);
source.perExampleGradients(weights, everything, rows);
const ofExample = (i: number) => rows.subarray(i * size, (i + 1) * size);

/** All parameters are followed, unless asked otherwise. */
const base: FreshNoiseSettings = {
  batchSize: 8,
  minibatches: 4000,
  directions: 5,
  coordinates: size,
  stream: stream(1, 'fresh noise'),
};
const measure = (settings: Partial<FreshNoiseSettings> = {}) =>
  measureFreshNoise(source, weights, full, { ...base, stream: stream(1, 'fresh noise'), ...settings });

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const mean = (values: ArrayLike<number>) => sum(values) / values.length;
/** Row k of a matrix, or `count` rows from there on. */
const rowOf = ({ columns, values }: NoiseMatrix, k: number, count = 1) =>
  Array.from(values).slice(k * columns, (k + count) * columns);
const column = ({ rows, columns, values }: NoiseMatrix, j: number) =>
  Array.from({ length: rows }, (_, k) => values[k * columns + j]);

/** Mean over its standard error, both from the values. */
function zScore(values: readonly number[], expected: number): number {
  const average = mean(values);
  const squares = sum(values.map((value) => (value - average) ** 2));
  return (average - expected) / Math.sqrt(squares / (values.length - 1) / values.length);
}

const noise = measure();
const matrices = [noise.projections, noise.coordinates];

describe('the shape of fresh noise', () => {
  it('is a row a minibatch, and a column a direction or a live parameter', () => {
    const { projections, coordinates, coordinateIndices } = noise;
    expect([projections.rows, projections.columns, projections.values.length]).toEqual([4000, 5, 20_000]);
    expect(coordinates.rows).toBe(4000);
    expect(coordinates.columns).toBe(coordinateIndices.length);
    expect(coordinates.values.length).toBe(4000 * coordinateIndices.length);
  });

  it('leaves out exactly the weights of an input that is always zero', () => {
    const dead = (i: number) => i < 120 && i % 10 === 0;
    expect([...noise.coordinateIndices].sort((a, b) => a - b)).toEqual(
      Array.from({ length: size }, (_, i) => i).filter((i) => !dead(i)),
    );
    expect(noise.deadFraction).toBeCloseTo(deadShare, 12);
  });

  it('follows as many parameters as asked for, and none twice', () => {
    const { coordinateIndices, deadFraction } = measure({ minibatches: 40, coordinates: 50 });
    expect(new Set(coordinateIndices).size).toBe(coordinateIndices.length);
    expect(coordinateIndices.length).toBe(Math.round(50 * (1 - deadFraction)));
  });

  it('may have no directions', () => {
    const without = measure({ minibatches: 40, directions: 0 });
    expect(without.projections.columns).toBe(0);
    expect(without.coordinates).toEqual(measure({ minibatches: 40 }).coordinates);
  });
});

describe('one minibatch', () => {
  it('of a single example gives its gradient less the full one', () => {
    const drawn = drawnExamples(500);
    // All examples have their own gradient, so that the search below finds the right one.
    expect(drawn.every(({ error }) => error < 1e-6)).toBe(true);
  });

  it('is projected on the same directions whatever the minibatch', () => {
    const some = measure({ minibatches: 37 });
    const { columns, values } = some.coordinates;
    const projector = new Projector({
      directions: 5,
      parameters: size,
      stream: stream(1, 'fresh noise').substream(0),
    });
    for (let k = 0; k < 37; k++) {
      const row = new Float32Array(size);
      some.coordinateIndices.forEach((i, c) => (row[i] = values[k * columns + c]));
      expect(rowOf(some.projections, k)).toEqual([...projector.project(row)]);
    }
  });
});

/** With one example a minibatch: which one each row is, found by its gradient. */
function drawnExamples(minibatches: number): { example: number; error: number }[] {
  const { coordinates, coordinateIndices } = measure({ batchSize: 1, minibatches });
  return Array.from({ length: minibatches }, (_, k) => {
    let best = { example: -1, error: Infinity };
    for (let example = 0; example < count; example++) {
      const gradient = ofExample(example);
      let error = 0;
      for (let c = 0; c < coordinateIndices.length && error < best.error; c++) {
        const i = coordinateIndices[c];
        const value = coordinates.values[k * coordinates.columns + c];
        error = Math.max(error, Math.abs(value - (gradient[i] - full[i])));
      }
      if (error < best.error) best = { example, error };
    }
    return best;
  });
}

describe('minibatches', () => {
  it('are drawn evenly and independently of the one before', () => {
    const drawn = drawnExamples(6000).map(({ example }) => example);
    const expected = drawn.length / count;
    const counts = everything.map((i) => drawn.filter((example) => example === i).length);
    expect(sum(Array.from(counts, (n) => (n - expected) ** 2 / expected))).toBeLessThan(
      chiSquareLimit(count - 1),
    );
    // Pairs of neighbours in a table of 6 by 6 groups of 20 examples: 35 degrees of freedom.
    const table = new Float64Array(36);
    for (let k = 0; k < drawn.length; k += 2)
      table[6 * Math.floor(drawn[k] / 20) + Math.floor(drawn[k + 1] / 20)]++;
    const each = drawn.length / 2 / 36;
    expect(sum(table.map((n) => (n - each) ** 2 / each))).toBeLessThan(chiSquareLimit(35));
  });

  it('have noise of mean zero', () => {
    // 4,000 minibatches of bounded gradients: their mean is normal to far better than its error.
    for (const matrix of matrices) {
      for (let j = 0; j < matrix.columns; j++) {
        expect(Math.abs(zScore(column(matrix, j), 0))).toBeLessThan(normalLimit);
      }
    }
  });

  it('have the covariance trace of per-example gradients over the batch size', () => {
    let trace = 0;
    for (let i = 0; i < count; i++)
      trace += sum(ofExample(i).map((value, p) => (value - full[p]) ** 2)) / count;
    const squaredNorms = Array.from({ length: 4000 }, () => 0);
    const { columns, values } = noise.coordinates;
    for (let i = 0; i < values.length; i++) squaredNorms[Math.floor(i / columns)] += values[i] ** 2;
    // Different examples in one minibatch, n in all: the variance of their mean has the factor (n - b) / (n - 1).
    const expected = (trace / 8) * ((count - 8) / (count - 1));
    expect(Math.abs(zScore(squaredNorms, expected))).toBeLessThan(normalLimit);
  });

  it('are uncorrelated from one to the next', () => {
    for (const matrix of matrices) {
      for (let j = 0; j < matrix.columns; j++) {
        const values = column(matrix, j);
        const products = values.slice(1).map((value, k) => value * values[k]);
        expect(Math.abs(zScore(products, 0))).toBeLessThan(normalLimit);
      }
    }
  });

  it('have the same bits for the same stream, and others for another', () => {
    expect(measure({ minibatches: 40 })).toEqual(measure({ minibatches: 40 }));
    const other = measure({ minibatches: 40, stream: stream(2, 'fresh noise') });
    expect(other.projections.values).not.toEqual(measure({ minibatches: 40 }).projections.values);
    // More minibatches go on where fewer end.
    expect(rowOf(measure({ minibatches: 37 }).projections, 0, 37)).toEqual(rowOf(noise.projections, 0, 37));
  });

  it('refuse a batch size that does not fit', () => {
    expect(() => measure({ batchSize: 121 })).toThrow(
      'The batch size is 121; with 120 examples it must be a whole number from 1 to 120.',
    );
  });
});
