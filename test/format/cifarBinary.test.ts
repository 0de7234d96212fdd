import { readCifarBinary } from '#heavytail/format/cifarBinary';
import { describe, expect, it } from 'vitest';

const ten = { labelBytes: 1, classes: 10 } as const;
const hundred = { labelBytes: 2, classes: 100 } as const;
const record = (start: number[], first: number) => [...start, first, ...new Array<number>(3070).fill(7), 9];

describe('CIFAR records', () => {
  it('have one label and 3072 pixels', () => {
    const { values, labels } = readCifarBinary(
      Uint8Array.from([...record([3], 1), ...record([9], 2)]),
      'f',
      ten,
    );
    expect([...labels]).toEqual([3, 9]);
    expect([values.length, values[0], values[1], values[3071], values[3072]]).toEqual([6144, 1, 7, 9, 2]);
  });

  it('have the fine label in second place in CIFAR-100', () => {
    expect([...readCifarBinary(Uint8Array.from(record([19, 99], 1)), 'f', hundred).labels]).toEqual([99]);
  });

  it.each<[string, number[], 'ten' | 'hundred', RegExp]>([
    ['an empty file', [], 'ten', /f holds 0 bytes, which is no whole number of records of 3073/],
    ['a truncated file', record([3], 1).slice(0, -1), 'ten', /holds 3072 bytes.*truncated/],
    ['a label too large', record([10], 1), 'ten', /Record 1 of f begins with 10/],
    ['CIFAR-10 for CIFAR-100', record([3], 1), 'hundred', /records of 3074 bytes/],
    ['a coarse label too large', record([20, 5], 1), 'hundred', /begins with 20 and 5/],
  ])('refuses %s', (_, bytes, layout, sentence) => {
    const read = () => readCifarBinary(Uint8Array.from(bytes), 'f', layout === 'ten' ? ten : hundred);
    expect(read).toThrow(sentence);
  });
});
