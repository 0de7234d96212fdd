import { checkDeltaHead, checkHybridRuns } from '#heavytail/format/index';
import { describe, expect, it } from 'vitest';

/** Runs put together by the published description of Parquet's encodings (Encodings.md, RLE/bit-packing hybrid). */
describe('checkHybridRuns', () => {
  it.each<[string, number[], number, number]>([
    ['a run of four', [4 << 1, 1], 1, 4],
    ['bit-packed values, filled up to eight', [(1 << 1) | 1, 0b1010], 1, 4],
    ['both', [5 << 1, 1, (1 << 1) | 1, 0b1010], 1, 12],
    ['values of three bytes', [2 << 1, 1, 2, 3, 1 << 1, 1, 2, 3], 20, 3],
    ['a length in two bytes', [0x80 | 0x10, 0x03, 1], 1, 200],
    ['something after the last run', [4 << 1, 1, 0xff, 0xff, 0xff], 1, 4],
    ['values of no bits', [3 << 1], 0, 3],
  ])('accepts %s', (_, bytes, width, count) => {
    expect(() => checkHybridRuns(Uint8Array.from(bytes), width, count)).not.toThrow();
  });

  it.each<[string, number[], number, number]>([
    ['a run longer than the page', [5 << 1, 1], 1, 4],
    ['a second run longer than what is left', [3 << 1, 1, 2 << 1, 1], 1, 4],
    ['bit-packed values by the eight too many', [(2 << 1) | 1, 0, 0], 1, 4],
    ['a run of a billion', [0xfe, 0xff, 0xff, 0xff, 0x07, 1], 1, 4],
    ['a length without an end', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], 1, 4],
    ['a length that is cut', [0xff], 1, 4],
    ['values of 33 bits', [2, 1], 33, 4],
  ])('refuses %s', (_, bytes, width, count) => {
    expect(() => checkHybridRuns(Uint8Array.from(bytes), width, count)).toThrow(RangeError);
  });
});

describe('checkDeltaHead', () => {
  it.each([
    ['128 in four parts', [0x80, 1, 4], true],
    ['no parts', [0x80, 1, 0], false],
    ['parts that do not fit', [0x80, 1, 3], false],
    ['a block of millions', [0xff, 0xff, 0xff, 0x7f, 1], false],
    ['a cut', [0x80], false],
  ])('judges %s', (_, bytes, valid) => {
    const check = () => checkDeltaHead(Uint8Array.from(bytes));
    if (valid) expect(check).not.toThrow();
    else expect(check).toThrow(RangeError);
  });
});
