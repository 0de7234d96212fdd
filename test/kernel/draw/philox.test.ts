import { philox } from '#heavytail/kernel/index';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naivePhilox } from '../../naive/philox.js';

describe('Philox4x32-10', () => {
  // Known answers published with Random123 1.x (Salmon et al. 2011): counter, key, result.
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as const)('gives the published answer for %j', (counter, key, answer) => {
    expect(philox(counter, key)).toEqual(answer);
    expect(naivePhilox(counter, key)).toEqual(answer);
  });

  it('agrees with the naive one at any counter and key', () => {
    const word = fc.nat({ max: 0xffffffff });
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        expect(philox(counter, key)).toEqual(naivePhilox(counter, key));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
