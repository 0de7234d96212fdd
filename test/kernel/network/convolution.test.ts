import { describe, expect, it } from 'vitest';
import {
  addAtPlaces,
  addPatches,
  hyperbolicTangent,
  imagePatches,
  matrixIn,
  maxPool,
  takeFromPlaces,
  windowPlaces,
  withArena,
  type WindowShape,
} from '#heavytail/kernel/index';
import { stream } from 'heavytail/random';

const shapes: WindowShape[] = [
  { channels: 1, height: 5, width: 4, window: 3, stride: 1, padding: 1 },
  { channels: 3, height: 7, width: 6, window: 4, stride: 2, padding: 2 },
  { channels: 2, height: 5, width: 5, window: 5, stride: 3, padding: 3 },
  { channels: 2, height: 3, width: 3, window: 1, stride: 1, padding: 0 },
];

/** The number under element (i, j) of the window at place (y, x), by the definition. */
function naivePatches(image: readonly number[], shape: WindowShape): number[] {
  const { channels, height, width, window, stride, padding } = shape;
  const { outHeight, outWidth } = windowPlaces(shape);
  const out: number[] = [];
  for (let c = 0; c < channels; c++)
    for (let i = 0; i < window; i++)
      for (let j = 0; j < window; j++)
        for (let y = 0; y < outHeight; y++)
          for (let x = 0; x < outWidth; x++) {
            const [row, column] = [y * stride + i - padding, x * stride + j - padding];
            const inside = row >= 0 && row < height && column >= 0 && column < width;
            out.push(inside ? image[(c * height + row) * width + column]! : 0);
          }
  return out;
}

describe.each(shapes)('patches of %o', (shape) => {
  const { channels, height, width, window } = shape;
  const { outHeight, outWidth } = windowPlaces(shape);
  const size = channels * height * width;
  const [rows, columns] = [channels * window ** 2, outHeight * outWidth];
  const images = Array.from(stream(1, 'images').normals(2 * size), Math.fround);

  it('are those of the definition', () => {
    withArena((arena) => {
      const out = matrixIn(arena, rows, columns);
      imagePatches(matrixIn(arena, 2, size, images), 1, shape, out);
      expect([...out.block.array]).toEqual(naivePatches(images.slice(size), shape));
    });
  });

  it('are put back by the transpose', () => {
    withArena((arena) => {
      const patches = Array.from(stream(2, 'patches').normals(rows * columns), Math.fround);
      const back = matrixIn(arena, 2, size);
      addPatches(matrixIn(arena, rows, columns, patches), shape, back, 1);
      const image = images.slice(size);
      const dot = (a: ArrayLike<number>, b: readonly number[]) =>
        b.reduce((sum, value, i) => sum + value * a[i]!, 0);
      // <patches of x, y> = <x, y put back>; sums of a few hundred products in single precision.
      const left = dot(naivePatches(image, shape), patches);
      expect(dot(back.block.array.subarray(size), image)).toBeCloseTo(left, 3);
      expect([...back.block.array.subarray(0, size)].every((value) => value === 0)).toBe(true);
    });
  });
});

describe('max-pooling', () => {
  const shape = { channels: 2, height: 7, width: 6, window: 3, stride: 2, padding: 0 };
  const { outHeight, outWidth } = windowPlaces(shape);
  const images = Array.from(stream(3, 'images').integers(3 * 84, 5));
  const naive = () => {
    const out: { value: number; place: number }[] = [];
    for (let plane = 0; plane < 6; plane++)
      for (let y = 0; y < outHeight; y++)
        for (let x = 0; x < outWidth; x++) {
          const places = [0, 1, 2].flatMap((i) =>
            [0, 1, 2].map((j) => plane * 42 + (2 * y + i) * 6 + 2 * x + j),
          );
          const value = Math.max(...places.map((place) => images[place]!));
          out.push({ value, place: places.find((place) => images[place] === value)! });
        }
    return out;
  };

  it('takes the first of the largest numbers, and spreads and takes along the same places', () => {
    withArena((arena) => {
      const input = matrixIn(arena, 3, 84, images);
      const count = 2 * outHeight * outWidth;
      const out = matrixIn(arena, 3, count);
      const places = arena.u32(3 * count);
      maxPool(input, shape, out, places);
      expect([...out.block.array]).toEqual(naive().map(({ value }) => value));
      expect([...places.array]).toEqual(naive().map(({ place }) => place));

      const spread = matrixIn(arena, 3, 84);
      addAtPlaces(out, places, spread);
      const expected = new Array<number>(252).fill(0);
      for (const { value, place } of naive()) expected[place]! += value;
      expect([...spread.block.array]).toEqual(expected);
      const taken = matrixIn(arena, 3, count);
      takeFromPlaces(input, places, taken);
      expect([...taken.block.array]).toEqual([...out.block.array]);
    });
  });

  it('keeps a NaN', () => {
    withArena((arena) => {
      const one = { channels: 1, height: 3, width: 3, window: 3, stride: 1, padding: 0 };
      const input = matrixIn(arena, 1, 9, [1, 2, 3, NaN, 5, 6, 7, 8, 9]);
      const out = matrixIn(arena, 1, 1);
      maxPool(input, one, out, arena.u32(1));
      expect(out.block.array[0]).toBeNaN();
    });
  });
});

describe('windows that do not fit', () => {
  it.each<[Partial<WindowShape>, string]>([
    [{ window: 9 }, 'A window of 9 does not fit into 5 × 4 with a padding of 1.'],
    [{ stride: 0 }, 'The stride is 0; it must be a whole number of at least 1.'],
    [{ channels: 1.5 }, 'The channels is 1.5;'],
    [{ padding: -1 }, 'with a padding of -1'],
  ])('are refused: %o', (changes, sentence) => {
    expect(() => windowPlaces({ ...shapes[0]!, ...changes })).toThrow(sentence);
  });
});

it('tanh is right to the last two bits of single precision', () => {
  withArena((arena) => {
    const xs = [0, -0, 1e-30, 1e-8, 1e-3, 0.1, 0.5, 1, 3, 9, 20, 100, Infinity]
      .flatMap((x) => [x, -x])
      .map(Math.fround);
    const values = matrixIn(arena, 1, xs.length, xs);
    hyperbolicTangent(values);
    xs.forEach((x, i) => {
      const exact = Math.tanh(x);
      expect(Math.abs(values.block.array[i]! - exact)).toBeLessThanOrEqual(2 * 2 ** -24 * Math.abs(exact));
    });
  });
});
