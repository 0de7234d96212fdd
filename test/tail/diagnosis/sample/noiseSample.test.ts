import { draw, normal, stream } from 'heavytail/law';
import { PooledStatistic } from 'heavytail/tail';
import { NoiseSampler } from '#heavytail/tail/diagnosis/sample/noiseSample';
import { sampleNoise } from '#heavytail/tail/diagnosis/sample/sampleNoise';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../../falseAlarm.js';

const [rows, columns] = [40, 1300];
const values = draw(normal(), rows * columns, stream(1, 'gradients'));
for (let i = 0; i < values.length; i++) {
  const j = i % columns;
  values[i] = j < 100 ? 0 : j < 150 && i % 3 === 0 ? 0 : values[i] * (1 + (j % 5)) + j;
}
const gradients = { rows, columns, values };

describe('sampleNoise', () => {
  const sample = sampleNoise(gradients, stream(2));
  const means = Float64Array.from({ length: columns }, (_, j) => {
    let sum = 0;
    for (let p = 0; p < rows; p++) sum += values[p * columns + j];
    return sum / rows;
  });
  const noise = values.map((value, i) => value - means[i % columns]);

  it('counts dead and sparse coordinates and zeros', () => {
    expect(sample.deadCoordinates).toBe(100);
    expect(sample.sparseCoordinates).toBe(50);
    expect(sample.zeroFraction).toBe(values.filter((value) => value === 0).length / values.length);
  });

  it('chooses 100 live coordinates, centred', () => {
    const { chosen } = sample;
    expect(chosen.columns).toBe(100);
    expect(new Set(chosen.indices).size).toBe(100);
    chosen.indices.forEach((index, j) => {
      expect(index).toBeGreaterThanOrEqual(150);
      for (let p = 0; p < rows; p++) {
        expect(chosen.values[p * 100 + j]).toBeCloseTo(noise[p * columns + index], 10);
      }
    });
    // Uniform over 1,150: their mean has a standard error of 1150/sqrt(12 * 100).
    const mean = chosen.indices.reduce((sum, index) => sum + index, 0) / 100;
    expect(Math.abs(mean - 725)).toBeLessThan((normalLimit * 1150) / Math.sqrt(1200));
  });

  it('has the norms, the mean log scale and the published statistic of the noise', () => {
    const statistic = new PooledStatistic({ minibatches: rows, parameters: columns });
    for (let p = 0; p < rows; p++) {
      const row = noise.subarray(p * columns, (p + 1) * columns);
      expect(sample.norms[p]).toBeCloseTo(Math.hypot(...row), 6);
      statistic.add(Float32Array.from(row));
    }
    expect(sample.pooled.tailIndex).toBeCloseTo(statistic.result().tailIndex as number, 6);
    const logs = Array.from({ length: columns - 150 }, (_, k) => {
      let squares = 0;
      for (let p = 0; p < rows; p++) squares += noise[p * columns + 150 + k] ** 2;
      return 0.5 * Math.log(squares / rows);
    });
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    expect(sample.logScale.mean).toBeCloseTo(mean, 10);
    const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1);
    expect(sample.logScale.variance).toBeCloseTo(variance, 10);
  });

  it('projects on directions of unit variance', () => {
    const squares = noise.reduce((sum, x) => sum + x * x, 0) / rows;
    const { projected } = sample;
    let mean = 0;
    for (let i = 0; i < rows * 100; i++) mean += projected.values[i] ** 2 / (rows * 100);
    // 100 directions: each mean of squares has a relative deviation of at most sqrt(2).
    expect(Math.abs(mean / squares - 1)).toBeLessThan((normalLimit * Math.SQRT2) / 10);
  });

  it('does not depend on how columns are cut', () => {
    for (const cut of [2, 74, 1300]) {
      const sampler = new NoiseSampler({ minibatches: rows, coordinates: columns, stream: stream(2) });
      for (let from = 0; from < columns; from += cut) {
        const width = Math.min(cut, columns - from);
        sampler.add(
          Float64Array.from({ length: rows * width }, (_, i) => {
            const [p, j] = [Math.floor(i / width), i % width];
            return values[p * columns + from + j];
          }),
          width,
        );
      }
      const other = sampler.result();
      expect(other.chosen).toEqual(sample.chosen);
      for (let i = 0; i < rows * 100; i++) {
        // Sums of f32 products in another order.
        expect(Math.abs(other.projected.values[i] - sample.projected.values[i])).toBeLessThan(1e-3);
      }
      expect(other.surrogate.tailIndex).toBeCloseTo(sample.surrogate.tailIndex as number, 5);
    }
  });

  it('refuses values that are not finite, naming the coordinate', () => {
    const broken = values.slice();
    broken[3 * columns + 700] = Number.NaN;
    expect(() => sampleNoise({ ...gradients, values: broken }, stream(2))).toThrow(/Coordinate 700 .*leave/);
  });
});
