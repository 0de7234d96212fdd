import { draw, normal, normalDistribution, stream } from 'heavytail/law';
import { PooledStatistic } from 'heavytail/tail';
import { NoiseSampler } from '#heavytail/tail/diagnosis/sample/noiseSample';
import { sampleNoise } from '#heavytail/tail/diagnosis/sample/sampleNoise';
import { describe, expect, it } from 'vitest';
import { kolmogorovLimit, normalLimit } from '../../../falseAlarm.js';

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

describe('sampleNoise at its thresholds', () => {
  const [n, count] = [40, 4];
  const smooth = draw(normal(), n * count, stream(1, 'smooth'));
  /** Four columns of Gaussian draws, changed. */
  const of = (change: (x: number, p: number, j: number) => number) => {
    const changed = smooth.map((x, i) => change(x, Math.floor(i / count), i % count));
    return sampleNoise({ rows: n, columns: count, values: changed }, stream(2));
  };
  const chosenOf = ({ chosen }: { chosen: { indices: Uint32Array } }) => Array.from(chosen.indices);

  it('takes a coordinate with zeros in a tenth of the minibatches, and none with more', () => {
    const few = of((x, p, j) => (j === 1 && p < 4 ? 0 : x));
    expect(few).toMatchObject({ sparseCoordinates: 0, coarseShare: 0 });
    expect(chosenOf(few)).toEqual([0, 1, 2, 3]);
    const many = of((x, p, j) => (j === 1 && p < 5 ? 0 : x));
    expect(many).toMatchObject({ sparseCoordinates: 1, coarseShare: 0 });
    expect(chosenOf(many)).toEqual([0, 2, 3]);
    expect(few.logScale.mean).not.toBe(many.logScale.mean);
  });

  it('takes a coordinate in which a value comes once more than a tenth of the time, and none with more', () => {
    const few = of((x, p, j) => (j === 1 && p < 5 ? 7 : x));
    expect(few.coarseShare).toBe(0);
    expect(chosenOf(few)).toEqual([0, 1, 2, 3]);
    const many = of((x, p, j) => (j === 1 && p < 6 ? 7 : x));
    expect(many.coarseShare).toBe(1 / 4);
    expect(chosenOf(many)).toEqual([0, 2, 3]);
  });

  it('leaves out coordinates that do not change', () => {
    const still = of((x, _, j) => (j === 1 ? 2 : x));
    expect(still).toMatchObject({ deadCoordinates: 0, coarseShare: 0 });
    expect(chosenOf(still)).toEqual([0, 2, 3]);
    expect(Number.isFinite(still.logScale.mean)).toBe(true);
    const none = of(() => 2);
    expect(none).toMatchObject({
      coarseShare: 0,
      logScale: { mean: 0, variance: 0 },
      chosen: { columns: 0 },
    });
  });

  it('has a variance of log scales from two coordinates on', () => {
    const two = of((_, p, j) => (j < 2 ? Math.sin(p) * 10 ** j : 0));
    expect(two.logScale.variance).toBeCloseTo(Math.log(10) ** 2 / 2, 10);
    expect(of((x, _, j) => (j < 1 ? x : 0)).logScale.variance).toBe(0);
  });

  it('projects two coordinates, and not one', () => {
    const projections = (columns: number) =>
      sampleNoise({ rows: n, columns, values: smooth.subarray(0, n * columns) }, stream(2)).projected.columns;
    expect([1, 2].map(projections)).toEqual([0, 100]);
  });

  it('has as many rows of the surrogate as of the noise, from 3 to 32', () => {
    const rowsOf = (rows: number) =>
      sampleNoise({ rows, columns: 3, values: smooth.subarray(0, 3 * rows) }, stream(2)).surrogate
        .minibatches;
    expect([2, 3, 4, 31, 32, 33].map(rowsOf)).toEqual([3, 3, 4, 31, 32, 32]);
  });

  it('refuses numbers of minibatches and coordinates that are none', () => {
    const made = (minibatches: number, coordinates: number) => () =>
      new NoiseSampler({ minibatches, coordinates, stream: stream(1) });
    expect(made(2, 1)).not.toThrow();
    for (const wrong of [1, 0, 2.5, Number.NaN]) expect(made(wrong, 1)).toThrow(/minibatches .* at least 2/);
    for (const wrong of [0, 1.5, Infinity]) expect(made(2, wrong)).toThrow(/coordinates .* at least 1/);
  });

  it('refuses a first coordinate that is not finite', () => {
    expect(() => of((x, p, j) => (p + j === 0 ? Infinity : x))).toThrow(/Coordinate 0 /);
  });
});

it('directions have independent standard normal components', () => {
  // Rows are unit vectors, so that projections are the components themselves.
  const size = 40;
  const units = Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
  const { projected } = sampleNoise({ rows: size, columns: size, values: units }, stream(3), 'none');
  expect(projected.columns).toBe(100);
  const components = Array.from(projected.values).sort((a, b) => a - b);
  // Few of 4,000 float32 numbers are equal.
  expect(new Set(components).size).toBeGreaterThan(3900);
  const distance = Math.max(
    ...components.map((x, i) => Math.abs(normalDistribution(x) - (i + 0.5) / components.length)),
  );
  expect(distance).toBeLessThan(kolmogorovLimit(components.length));
});

it('blocks of any width make the same sample', () => {
  const [few, wide] = [3, 5000];
  const wideValues = draw(normal(), few * wide, stream(1, 'wide'));
  const sampler = new NoiseSampler({ minibatches: few, coordinates: wide, stream: stream(2) });
  sampler.add(wideValues, wide);
  const { chosen, norms } = sampler.result();
  const parts = sampleNoise({ rows: few, columns: wide, values: wideValues }, stream(2));
  expect(chosen).toEqual(parts.chosen);
  norms.forEach((norm, p) => {
    expect(norm).toBeCloseTo(parts.norms[p], 9);
  });
});
