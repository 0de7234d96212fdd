import { allExamples, linearRegression, syntheticRegression } from 'heavytail/net';
import { measureExampleNoise, measureFreshNoise } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

const count = 150;
const source = linearRegression(syntheticRegression(count, [2, -1, 0.5, 1], 1, 0.1, stream(1, 'data')));
const weights = Float32Array.of(1, 0, 0, 2);
const full = new Float32Array(4);
source.gradient(weights, allExamples(count), full);

describe('the noise of examples', () => {
  const settings = { directions: 3, coordinates: 4, stream: stream(1, 'noise') };
  const { projections, coordinates, coordinateIndices } = measureExampleNoise(source, weights, settings);

  it('is the gradient of each example less the mean', () => {
    const each = new Float32Array(count * 4);
    source.perExampleGradients(weights, allExamples(count), each);
    expect([...coordinateIndices].sort()).toEqual([0, 1, 2, 3]);
    coordinateIndices.forEach((p, c) => {
      for (let i = 0; i < count; i++) {
        expect(coordinates.values[4 * i + c]).toBeCloseTo(each[4 * i + p]! - full[p]!, 5);
      }
    });
    expect([projections.rows, projections.columns]).toEqual([count, 3]);
    for (let j = 0; j < 3; j++) {
      let [sum, size] = [0, 0];
      for (let i = 0; i < count; i++) {
        sum += projections.values[3 * i + j]!;
        size += Math.abs(projections.values[3 * i + j]!);
      }
      expect(Math.abs(sum)).toBeLessThan(1e-10 * size);
    }
  });

  it('leaves out parameters in which all examples have one gradient', () => {
    const flat = {
      ...source,
      perExampleGradients(w: Float32Array, examples: Uint32Array, out: Float32Array) {
        source.perExampleGradients(w, examples, out);
        for (let i = 0; i < examples.length; i++) out[4 * i + 1] = 7;
      },
    };
    const { coordinates: alive, coordinateIndices: left } = measureExampleNoise(flat, weights, settings);
    expect([...left].sort()).toEqual([0, 2, 3]);
    expect(alive.columns).toBe(3);
    expect(alive.values.length).toBe(3 * count);
  });

  it('is that of single examples, as fresh minibatches of one have it', () => {
    const fresh = measureFreshNoise(source, weights, full, {
      batchSize: 1,
      minibatches: 20,
      directions: 0,
      coordinates: 4,
      stream: stream(2, 'fresh'),
    });
    const { rows, columns } = coordinates;
    fresh.coordinateIndices.forEach((p, c) => {
      const own = coordinateIndices.indexOf(p);
      const all = Array.from({ length: rows }, (_, i) => coordinates.values[columns * i + own]!);
      for (let k = 0; k < 20; k++) {
        const value = fresh.coordinates.values[4 * k + c]!;
        expect(Math.min(...all.map((one) => Math.abs(one - value)))).toBeLessThan(1e-5);
      }
    });
  });

  it('refuses weights that there cannot be', () => {
    expect(() => measureExampleNoise(source, weights.with(0, Number.NaN), settings)).toThrow(RangeError);
  });
});
