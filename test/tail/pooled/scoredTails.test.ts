import { draw, normal, stable, stream, studentT, type Law } from 'heavytail/law';
import { pooledContrast, PooledColumns, scoredTails, type ColumnSource } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';

const [minibatches, parameters] = [200, 500];

function sourceOf(values: ArrayLike<number>, rows = minibatches): ColumnSource {
  const width = values.length / rows;
  return {
    minibatches: rows,
    parameters: width,
    columns: (from, count) =>
      Float32Array.from(
        { length: rows * count },
        (_, i) => values[Math.floor(i / count) * width + from + (i % count)]!,
      ),
  };
}
const tailsOf = (noise: ColumnSource) => scoredTails(noise, { alpha: 1.5, stream: stream(1, 'scores') });
const inverseOf = ({ inverse }: { inverse?: number }) => inverse!;

/** Independent entries of a law, of scales that spread over three decades. */
const world = (law: Law) => {
  const scales = stream(1, 'scales').normals(parameters);
  return draw(law, minibatches * parameters, stream(1, 'noise')).map(
    (value, i) => value * Math.exp(1.5 * scales[i % parameters]!),
  );
};

describe('tails taken out and put in', () => {
  it('leave the statistic of Gaussian noise as it is, and take that of stable noise back to it', () => {
    const gaussian = tailsOf(sourceOf(world(normal())));
    const heavy = tailsOf(sourceOf(world(stable({ alpha: 1.5 }))));
    const added = pooledContrast(
      [
        [1, gaussian.measured],
        [-1, gaussian.gaussian],
      ],
      0.999,
    );
    expect(added.low).toBeLessThan(0);
    expect(added.high).toBeGreaterThan(0);
    const taken = pooledContrast(
      [
        [1, heavy.measured],
        [-1, heavy.gaussian],
      ],
      0.999,
    );
    expect(taken.low).toBeGreaterThan(0.02);
    // Draws of the law that the noise has change nothing.
    const put = pooledContrast(
      [
        [1, heavy.measured],
        [-1, heavy.stable],
      ],
      0.999,
    );
    expect(put.low).toBeLessThan(0);
    expect(put.high).toBeGreaterThan(0);
  });

  it('depend on ranks and median sizes alone', () => {
    const values = world(studentT({ degrees: 3 }));
    const cubed = values.map((value) => value ** 3);
    const [plain, other] = [tailsOf(sourceOf(values)), tailsOf(sourceOf(cubed))];
    expect(inverseOf(other.measured)).not.toBeCloseTo(inverseOf(plain.measured), 2);
    // With one median size for all, only ranks are left: those of cubes are the same but for the centre.
    const even = (noise: ArrayLike<number>) => {
      const scaled = Float64Array.from(noise);
      for (let j = 0; j < parameters; j++) {
        const column = Array.from({ length: minibatches }, (_, p) => noise[p * parameters + j]!);
        const mean = column.reduce((sum, value) => sum + value / minibatches, 0);
        const sizes = column.map((value) => Math.abs(value - mean)).sort((a, b) => a - b);
        for (let p = 0; p < minibatches; p++) scaled[p * parameters + j]! /= sizes[minibatches >> 1]!;
      }
      return sourceOf(scaled);
    };
    expect(inverseOf(tailsOf(even(values)).gaussian)).toBeCloseTo(
      inverseOf(tailsOf(even(cubed)).gaussian),
      5,
    );
    expect(inverseOf(tailsOf(even(values)).stable)).toBeCloseTo(inverseOf(tailsOf(even(cubed)).stable), 5);
  });

  it('give equal values equal scores, and leave columns without noise at zero', () => {
    const rows = 12;
    // A column without noise, one of two values, and one of Gaussian ones.
    const normals = stream(1, 'few').normals(rows);
    const values = Array.from({ length: rows }, (_, p) => [7, p < 3 ? 5 : -1, normals[p]!]).flat();
    const { measured, gaussian, stable: heavy } = tailsOf(sourceOf(values, rows));
    for (const estimate of [measured, gaussian, heavy]) expect(estimate.zeroFraction).toBeCloseTo(1 / 3, 12);
  });

  it('measure what PooledColumns does of the centred noise', () => {
    const values = Float32Array.from(world(normal()));
    for (let j = 0; j < parameters; j++) {
      let mean = 0;
      for (let p = 0; p < minibatches; p++) mean += values[p * parameters + j]! / minibatches;
      for (let p = 0; p < minibatches; p++) values[p * parameters + j]! -= mean;
    }
    const { measured } = tailsOf(sourceOf(values));
    const columns = new PooledColumns(minibatches, parameters, measured.blockLength);
    columns.add(values, parameters);
    expect(inverseOf(measured)).toBeCloseTo(inverseOf(columns.result()), 6);
  });
});

describe('a contrast of pooled statistics', () => {
  const { measured, gaussian } = tailsOf(sourceOf(world(studentT({ degrees: 3 }))));

  it('is their combination, with what they share cancelled', () => {
    const { value, standardError } = pooledContrast(
      [
        [1, measured],
        [-1, gaussian],
      ],
      0.95,
    );
    expect(value).toBeCloseTo(inverseOf(measured) - inverseOf(gaussian), 12);
    if (measured.status !== 'ok') throw new Error(measured.sentence);
    expect(standardError).toBeLessThan(measured.inverseStandardError);
    expect(
      pooledContrast(
        [
          [1, measured],
          [-1, measured],
        ],
        0.95,
      ),
    ).toMatchObject({ value: 0, standardError: 0 });
  });

  it('of one statistic is the statistic with its interval', () => {
    if (measured.status !== 'ok') throw new Error(measured.sentence);
    const { value, standardError } = pooledContrast([[1, measured]], 0.95);
    expect(value).toBe(measured.inverse);
    expect(standardError).toBeCloseTo(measured.inverseStandardError, 12);
  });
});
