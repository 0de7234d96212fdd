import {
  batchSizesOf,
  exampleNoise,
  knownNoise,
  minibatchNoise,
  rangeSlopes,
} from '#heavytail/claim/framework/averagedExamples';
import { linearRegression, syntheticRegression } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

const meanOf = (values: readonly number[] | Float64Array) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('means of single examples', () => {
  const columns = 40;
  const slopesOf = (law: Parameters<typeof knownNoise>[0], examples = 20_000) =>
    rangeSlopes(
      knownNoise(law, { columns, examples }, stream(1, 'averaged', law)),
      100_000,
      stream(2, 'averaged', law),
    ).map(meanOf);

  it('keep the slope of stable noise, though examples are finitely many', () => {
    for (const slope of slopesOf('stable')) expect(Math.abs(slope + 1 / 3)).toBeLessThan(0.05);
  });

  it('have the classical slope throughout for Gaussian noise, and in the end for a mixture', () => {
    for (const slope of slopesOf('gaussian')) expect(Math.abs(slope + 0.5)).toBeLessThan(0.04);
    const mixed = slopesOf('mixture');
    expect(mixed[0]).toBeGreaterThan(-0.3);
    expect(Math.abs(mixed[2]! + 0.5)).toBeLessThan(0.04);
  });

  it('are compared up to a tenth of the examples', () => {
    const sizes = (examples: number) =>
      batchSizesOf(
        rangeSlopes(knownNoise('gaussian', { columns: 2, examples }, stream(3, 'n')), 20_000, stream(4, 'n')),
      );
    expect(sizes(20_000)).toEqual([2, 20, 200, 2000]);
    expect(sizes(19_999)).toEqual([2, 20, 200]);
    expect(sizes(1000)).toEqual([2, 20]);
  });

  it('are noise of minibatches, whose rows share their examples', () => {
    const noise = knownNoise('gaussian', { columns: 1, examples: 1000 }, stream(5, 'n'));
    const twice = [noise[0]!, noise[0]!.map((value) => 3 * value)];
    const {
      rows,
      columns: wide,
      values,
    } = minibatchNoise(twice, { batch: 4, minibatches: 500 }, stream(6, 'n'));
    expect([rows, wide, values.length]).toEqual([500, 2, 1000]);
    for (let i = 0; i < 1000; i += 2) expect(values[i + 1]).toBeCloseTo(3 * values[i]!, 12);
    // Of standard deviation 1/2 in 500 minibatches: five errors are 16 %.
    const deviation = Math.sqrt(
      meanOf(Array.from(values, (value) => value * value).filter((_, i) => i % 2 === 0)),
    );
    expect(Math.abs(deviation / 0.5 - 1)).toBeLessThan(0.16);
  });
});

it('the noise of examples is their gradients less the mean, on weights that have any and on directions', () => {
  const data = syntheticRegression(50, [2, -1, 0.5], 1, 0.1, stream(1, 'data'));
  const source = linearRegression(data);
  const weights = new Float32Array([1, 1, 1]);
  const gradients = new Float32Array(150);
  source.perExampleGradients(
    weights,
    Uint32Array.from({ length: 50 }, (_, i) => i),
    gradients,
  );
  const found = exampleNoise(
    { source, weights, iteration: 0 },
    { coordinates: 3, directions: 2 },
    (purpose) => stream(1, purpose),
  );
  const order = stream(1, 'coordinates').permutation(3);
  found.coordinates.forEach((column, c) => {
    const own = Array.from({ length: 50 }, (_, i) => gradients[3 * i + order[c]!]!);
    column.forEach((value, i) => {
      expect(value).toBeCloseTo(own[i]! - meanOf(own), 5);
    });
  });
  expect(found.coordinates).toHaveLength(3);
  expect(found.directions.map((column) => column.length)).toEqual([50, 50]);
  for (const column of found.directions) expect(meanOf(column)).toBeCloseTo(0, 5);
});
