import fc from 'fast-check';
import { UserError } from '#heavytail/error';
import { readIdx } from '#heavytail/format/index';
import { describe, expect, it, test } from 'vitest';

/** An IDX file, written as its description says. */
function idx(shape: number[], values: number[], type = 8): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  bytes.set([0, 0, type, shape.length]);
  shape.forEach((size, i) => {
    for (let place = 0; place < 4; place++) {
      bytes[4 + 4 * i + place] = Math.floor(size / 256 ** (3 - place)) % 256;
    }
  });
  bytes.set(values, 4 + 4 * shape.length);
  return bytes;
}

const arrays = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    values: fc.array(fc.integer({ min: 0, max: 255 }), {
      minLength: shape.reduce((product, size) => product * size, 1),
      maxLength: shape.reduce((product, size) => product * size, 1),
    }),
  }),
);

test('what was written is read, wherever the bytes lie in their buffer', () => {
  fc.assert(
    fc.property(arrays, fc.nat(7), ({ shape, values }, offset) => {
      const file = idx(shape, values);
      const moved = new Uint8Array(file.length + offset).subarray(offset);
      moved.set(file);
      const array = readIdx(moved, 'file');
      expect(array.shape).toEqual(shape);
      expect([...array.values]).toEqual(values);
    }),
  );
});

test('a file that lacks or has more bytes is refused at every length', () => {
  fc.assert(
    fc.property(arrays, fc.nat(), fc.integer({ min: 1, max: 9 }), ({ shape, values }, cut, more) => {
      const file = idx(shape, values);
      expect(() => readIdx(file.subarray(0, cut % file.length), 'file')).toThrow(UserError);
      const longer = new Uint8Array(file.length + more);
      longer.set(file);
      expect(() => readIdx(longer, 'file')).toThrow(/too long/);
    }),
  );
});

describe('refused, with a sentence', () => {
  const whole = idx([2, 3], [1, 2, 3, 4, 5, 6]);
  it.each<[string, Uint8Array, RegExp]>([
    ['an empty file', new Uint8Array(0), /^labels holds 0 bytes; an IDX file starts with 4\.$/],
    ['three bytes', whole.subarray(0, 3), /holds 3 bytes/],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0, 0), /not an IDX file: it starts with the bytes 1f 8b 08 00\.$/],
    ['no dimensions', Uint8Array.of(0, 0, 8, 0), /starts with the bytes 00 00 08 00/],
    ['floats', idx([1], [0, 0, 0, 0], 0x0d), /values of type 0xd; only unsigned bytes \(0x8\)/],
    ['half a header', whole.subarray(0, 11), /ends within its header of 12 bytes/],
    ['a header alone', whole.subarray(0, 12), /announces 2 × 3 values and holds 0: it is truncated/],
    ['too few values', whole.subarray(0, 17), /announces 2 × 3 values and holds 5: it is truncated/],
    ['too many values', Uint8Array.of(...whole, 7), /announces 2 × 3 values and holds 7: it is too long/],
    ['a product beyond 2^32', idx([2 ** 31, 2 ** 31], [1]), /announces 2147483648 × 2147483648 values/],
  ])('%s', (_, bytes, sentence) => {
    expect(() => readIdx(bytes, 'labels')).toThrow(UserError);
    expect(() => readIdx(bytes, 'labels')).toThrow(sentence);
  });

  it('but an array of no values is an array', () => {
    expect(readIdx(idx([0, 28, 28], []), 'file')).toEqual({ shape: [0, 28, 28], values: new Uint8Array(0) });
  });
});
