import { blockLengthOf } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import * as naive from '../../naive/pooled.js';

describe('blockLengthOf', () => {
  it('gives the published block length of MNIST at width 128, depth 3', () => {
    expect(blockLengthOf(600 * 118016)).toBe(7680);
  });

  it('gives the published block length at width 1024, depth 10', () => {
    expect(blockLengthOf(600 * (784 * 1024 + 8 * 1024 ** 2 + 10 * 1024))).toBe(71888);
  });

  it('agrees with trial division of every count up to 3000', () => {
    for (let count = 1; count <= 3000; count++) expect(blockLengthOf(count)).toBe(naive.blockLength(count));
  });

  it.each([
    [9999999999971, 1],
    [3162277 ** 2, 3162277],
    [2 ** 43, 2 ** 21],
  ])('factorises %d', (count, length) => {
    expect(blockLengthOf(count)).toBe(length);
  });
});
