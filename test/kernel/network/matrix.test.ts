import fc from 'fast-check';
import { stream } from 'heavytail/random';
import { matrixIn, multiply, withArena, type Matrix } from '#heavytail/kernel/index';
import { describe, expect, it, test } from 'vitest';

interface Shape {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}
interface Flags {
  readonly transposeLeft: boolean;
  readonly transposeRight: boolean;
  readonly accumulate: boolean;
}
interface Operands {
  /** rows × depth, depth × columns and rows × columns, in single precision. */
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly before: Float32Array;
}

const everyFlag: Flags[] = [false, true].flatMap((transposeLeft) =>
  [false, true].flatMap((transposeRight) =>
    [false, true].map((accumulate) => ({ transposeLeft, transposeRight, accumulate })),
  ),
);
const plain = { transposeLeft: false, transposeRight: false, accumulate: false };

function operands({ rows, depth, columns }: Shape, seed: number): Operands {
  const source = stream(seed, 'matrix');
  const draw = (n: number) => Float32Array.from(source.normals(n));
  return { left: draw(rows * depth), right: draw(depth * columns), before: draw(rows * columns) };
}

function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  return values.map((_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);
}

/** The product by the kernel, from operands stored as the flags say. */
function product({ rows, depth, columns }: Shape, { left, right, before }: Operands, flags: Flags) {
  return withArena((arena) => {
    const a: Matrix = flags.transposeLeft
      ? matrixIn(arena, depth, rows, transposed(left, rows, depth))
      : matrixIn(arena, rows, depth, left);
    const b: Matrix = flags.transposeRight
      ? matrixIn(arena, columns, depth, transposed(right, depth, columns))
      : matrixIn(arena, depth, columns, right);
    const out = matrixIn(arena, rows, columns, before);
    multiply(a, b, out, flags);
    return out.block.array.slice();
  });
}

/** Fails unless every element is within its rounding bound of the double-precision triple loop. */
function expectProduct(shape: Shape, given: Operands, flags: Flags): void {
  const { rows, depth, columns } = shape;
  const got = product(shape, given, flags);
  // depth products, as many additions, and one for each slice and for the old value: each rounds its
  // result by at most 2^-24 of the sum of the magnitudes so far (Higham 2002, 3.1), to first order;
  // the last term covers the second.
  const unit = 2 ** -24 * (depth + 8) * (1 + 2 ** -10);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = flags.accumulate ? given.before[i * columns + j] : 0;
      let magnitudes = Math.abs(sum);
      for (let p = 0; p < depth; p++) {
        const term = given.left[i * depth + p] * given.right[p * columns + j];
        sum += term;
        magnitudes += Math.abs(term);
      }
      const error = Math.abs(got[i * columns + j] - sum);
      if (!(error <= unit * magnitudes)) {
        expect.fail(`element ${i}, ${j} of ${rows} × ${depth} × ${columns} is off by ${error}`);
      }
    }
  }
}

const size = (max: number) => fc.integer({ min: 1, max });

test('every size and storage order gives the product', () => {
  fc.assert(
    fc.property(size(21), size(40), size(21), fc.nat(1000), (rows, depth, columns, seed) => {
      const shape = { rows, depth, columns };
      const given = operands(shape, seed);
      for (const flags of everyFlag) expectProduct(shape, given, flags);
    }),
    { numRuns: 60 },
  );
});

it.each([
  { rows: 9, depth: 255, columns: 13 },
  { rows: 9, depth: 256, columns: 13 },
  { rows: 9, depth: 257, columns: 13 },
  { rows: 33, depth: 700, columns: 8 },
  { rows: 67, depth: 513, columns: 131 },
])('so do depths of several slices: $rows × $depth × $columns', (shape) => {
  for (const flags of everyFlag) expectProduct(shape, operands(shape, 1), flags);
});

describe('the bits', () => {
  const shape = { rows: 43, depth: 600, columns: 37 };
  const given = operands(shape, 2);
  const whole = product(shape, given, plain);

  it('are those of sums in the order of the depth, in slices of 256', () => {
    const { rows, depth, columns } = shape;
    const { fround } = Math;
    const expected = whole.map((_, at) => {
      const [i, j] = [Math.floor(at / columns), at % columns];
      let sum = 0;
      for (let start = 0; start < depth; start += 256) {
        let slice = 0;
        for (let p = start; p < Math.min(depth, start + 256); p++) {
          slice = fround(slice + fround(given.left[i * depth + p] * given.right[p * columns + j]));
        }
        sum = fround(sum + slice);
      }
      return sum;
    });
    expect(rows * columns).toBe(expected.length);
    expect(whole).toEqual(expected);
  });

  it('do not depend on the storage order', () => {
    for (const flags of everyFlag.filter(({ accumulate }) => !accumulate)) {
      expect(product(shape, given, flags)).toEqual(whole);
    }
  });

  it('do not depend on which rows and columns are computed together', () => {
    fc.assert(
      fc.property(fc.nat(42), fc.nat(42), fc.nat(36), fc.nat(36), (i, k, j, l) => {
        const [top, bottom] = [Math.min(i, k), Math.max(i, k) + 1];
        const [start, end] = [Math.min(j, l), Math.max(j, l) + 1];
        const part = { rows: bottom - top, depth: shape.depth, columns: end - start };
        const cut = {
          left: given.left.slice(top * shape.depth, bottom * shape.depth),
          right: given.right.filter((_, at) => at % shape.columns >= start && at % shape.columns < end),
          before: new Float32Array(part.rows * part.columns),
        };
        const expected = whole.filter((_, at) => {
          const [row, column] = [Math.floor(at / shape.columns), at % shape.columns];
          return row >= top && row < bottom && column >= start && column < end;
        });
        for (const flags of everyFlag.filter(({ accumulate }) => !accumulate)) {
          expect(product(part, cut, flags)).toEqual(expected);
        }
      }),
      { numRuns: 25 },
    );
  });
});

test('nothing beside the result is written', () => {
  withArena((arena) => {
    const given = operands({ rows: 5, depth: 7, columns: 3 }, 3);
    const a = matrixIn(arena, 5, 7, given.left);
    const b = matrixIn(arena, 7, 3, given.right);
    const guarded = matrixIn(arena, 7, 3, new Float32Array(21).fill(9));
    const middle = {
      rows: 5,
      columns: 3,
      block: { pointer: guarded.block.pointer + 12, length: 15, array: guarded.block.array.subarray(3, 18) },
    };
    multiply(a, b, middle);
    expect([...guarded.block.array.subarray(0, 3), ...guarded.block.array.subarray(18)]).toEqual(
      new Array<number>(6).fill(9),
    );
  });
});

it.each<[string, Partial<Flags>]>([
  ['as they are', {}],
  ['the left one transposed', { transposeLeft: true }],
  ['the right one transposed', { transposeRight: true }],
])('shapes that do not fit are refused: %s', (_, flags) => {
  withArena((arena) => {
    const [a, b, out] = [matrixIn(arena, 2, 3), matrixIn(arena, 2, 3), matrixIn(arena, 4, 4)];
    expect(() => multiply(a, b, out, flags)).toThrow(
      /A product of . × . and . × . does not fit into 4 × 4\./,
    );
    expect(() => multiply(a, b, out, flags)).toThrow(RangeError);
  });
});
