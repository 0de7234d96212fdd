import fc from 'fast-check';
import { unpackSnappy } from '#heavytail/format/index';
import { describe, expect, it } from 'vitest';

/** Blocks put together by the published description of the format (google/snappy, format_description.txt). */
const text = (value: string) => [...new TextEncoder().encode(value)];

describe('unpackSnappy', () => {
  it.each<[string, number[], string]>([
    ['a literal', [5, 4 << 2, ...text('hello')], 'hello'],
    ['a literal with its length in a byte', [70, 60 << 2, 69, ...text('x'.repeat(70))], 'x'.repeat(70)],
    ['a literal with its length in four', [3, 63 << 2, 2, 0, 0, 0, ...text('abc')], 'abc'],
    ['a copy with a byte of offset', [8, 3 << 2, ...text('abcd'), 1, 4], 'abcdabcd'],
    ['a copy with two', [7, 3 << 2, ...text('abcd'), (2 << 2) | 2, 4, 0], 'abcdabc'],
    ['a copy with four', [7, 3 << 2, ...text('abcd'), (2 << 2) | 3, 4, 0, 0, 0], 'abcdabc'],
    ['a copy over what it writes', [11, 0, ...text('a'), (9 << 2) | 2, 1, 0], 'a'.repeat(11)],
    ['a length in two bytes', [0x80 | 2, 1, 60 << 2, 129, ...text('y'.repeat(130))], 'y'.repeat(130)],
  ])('unpacks %s', (_, block, expected) => {
    const unpacked = unpackSnappy(Uint8Array.from(block), expected.length);
    expect(new TextDecoder().decode(unpacked)).toBe(expected);
  });

  it.each<[string, number[], number]>([
    ['an end within a literal', [5, 4 << 2, ...text('hel')], 5],
    ['an end within a length', [5, 63 << 2, 1, 0], 5],
    ['a literal of almost 4 GB', [5, 63 << 2, 255, 255, 255, 255, ...text('hello')], 5],
    ['a copy from before the start', [8, 3 << 2, ...text('abcd'), 1, 5], 8],
    ['a copy from itself', [8, 3 << 2, ...text('abcd'), 1, 0], 8],
    ['more than announced', [5, 4 << 2, ...text('hello')], 4],
    ['less than announced', [5, 4 << 2, ...text('hello')], 6],
    ['nothing', [], 1],
  ])('refuses %s', (_, block, length) => {
    expect(() => unpackSnappy(Uint8Array.from(block), length)).toThrow(RangeError);
  });

  it('ends on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 0, max: 200 }), (block, length) => {
        try {
          expect(unpackSnappy(block, length)).toHaveLength(length);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { seed: 4, numRuns: 5000 },
    );
  });
});
