import fc from 'fast-check';
import { arrayMatrix, elementsOf, type MatrixSource, type Numbers } from '#heavytail/format/index';
import { describe, expect, it } from 'vitest';
import { counted } from './gradientArrays.js';

/** Element (row, column) of row-major flattened axes, at its place in the file, without strides. */
function fileOf(
  shape: readonly number[],
  fortran: boolean,
  Type: new (length: number) => Numbers = Float64Array,
): Uint8Array {
  const count = shape.reduce((product, size) => product * size, 1);
  const values = new Type(count);
  for (let index = 0; index < count; index++) {
    const position: number[] = [];
    let rest = index;
    for (const size of shape.toReversed()) {
      position.unshift(rest % size);
      rest = Math.floor(rest / size);
    }
    let place = 0;
    const axes = fortran ? position.map((_, i) => i).toReversed() : position.map((_, i) => i);
    for (const axis of axes) place = place * shape[axis]! + position[axis]!;
    values[place] = index;
  }
  return new Uint8Array(values.buffer as ArrayBuffer);
}

async function columnBlocks(
  matrix: MatrixSource,
  width: number,
  Type: new (length: number) => Numbers = Float64Array,
): Promise<Float64Array> {
  const whole = new Float64Array(matrix.rows * matrix.columns);
  for (let from = 0; from < matrix.columns; from += width) {
    const to = Math.min(matrix.columns, from + width);
    const block = new Type(matrix.rows * (to - from));
    await matrix.readColumns(from, to, block);
    for (let row = 0; row < matrix.rows; row++) {
      whole.set(block.subarray(row * (to - from), (row + 1) * (to - from)), row * matrix.columns + from);
    }
  }
  return whole;
}

describe('a matrix read in blocks', () => {
  it('holds the same numbers when it is read in float32', async () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        shapes,
        fc.boolean(),
        fc.integer({ min: 1, max: 60 }),
        async (shape, fortranOrder, step) => {
          const source = counted('a', fileOf(shape, fortranOrder, Float32Array));
          const layout = { elements: elementsOf('float32'), shape, fortranOrder, offset: 0 };
          const matrix = arrayMatrix(source, layout, 'a');
          expect(matrix.single).toBe(true);
          const expected = Float64Array.from({ length: source.size / 4 }, (_, i) => i);
          expect(await columnBlocks(matrix, step, Float32Array)).toEqual(expected);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('refuses float32 for doubles', async () => {
    const layout = { elements: elementsOf('float64'), shape: [2, 2], fortranOrder: false, offset: 0 };
    const matrix = arrayMatrix(counted('a', new Uint8Array(32)), layout, 'a');
    expect(matrix.single).toBe(false);
    await expect(matrix.readColumns(0, 2, new Float32Array(4))).rejects.toThrow('float64 do not fit float32');
  });

  it('holds the same numbers in any blocks, shape and order', async () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        shapes,
        fc.boolean(),
        fc.integer({ min: 1, max: 60 }),
        async (shape, fortranOrder, step) => {
          const source = counted('a', fileOf(shape, fortranOrder));
          const layout = { elements: elementsOf('float64'), shape, fortranOrder, offset: 0 };
          const matrix = arrayMatrix(source, layout, 'a');
          const expected = Float64Array.from({ length: source.size / 8 }, (_, i) => i);
          expect(await columnBlocks(matrix, step)).toEqual(expected);
          const rows = new Float64Array(expected.length);
          for (let from = 0; from < matrix.rows; from += step) {
            const to = Math.min(matrix.rows, from + step);
            await matrix.readRows(from, to, rows.subarray(from * matrix.columns, to * matrix.columns));
          }
          expect(rows).toEqual(expected);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it.each([
    ['long rows', [3, 700_000]],
    ['long columns', [700_000, 3]],
  ])('reads %s in pieces of a few MiB, each byte once', async (_, shape) => {
    for (const fortranOrder of [false, true]) {
      const source = counted('a', fileOf(shape, fortranOrder));
      const matrix = arrayMatrix(
        source,
        { elements: elementsOf('float64'), shape, fortranOrder, offset: 0 },
        'a',
      );
      const into = new Float64Array(2_100_000);
      await matrix.readRows(0, matrix.rows, into);
      expect(into.every((value, i) => value === i)).toBe(true);
      expect(source.bytesRead).toBe(source.size);
      expect(source.reads).toBeLessThan(12);
    }
  });

  it('reads of a block of columns little more than the block', async () => {
    const shape = [20, 100_000];
    const source = counted('a', fileOf(shape, false));
    const layout = { elements: elementsOf('float64'), shape, fortranOrder: false, offset: 0 };
    await arrayMatrix(source, layout, 'a').readColumns(500, 1_500, new Float64Array(20_000));
    expect(source.bytesRead).toBe(20 * 1_000 * 8);
  });

  it('refuses ranges and buffers that do not fit', async () => {
    const layout = { elements: elementsOf('float64'), shape: [2, 3], fortranOrder: false, offset: 0 };
    const matrix = arrayMatrix(counted('a', fileOf([2, 3], false)), layout, 'a');
    await expect(matrix.readRows(0, 3, new Float64Array(9))).rejects.toThrow(RangeError);
    await expect(matrix.readColumns(2, 1, new Float64Array(9))).rejects.toThrow(RangeError);
    await expect(matrix.readRows(0, 2, new Float64Array(5))).rejects.toThrow(RangeError);
  });
});
