import { crossed, upTo } from '#heavytail/claim/crossed';
import { expect, it } from 'vitest';

it('every combination is listed once, the last list running fastest', () => {
  expect(crossed({ alpha: [1.2, 1.5], part: upTo(2) })).toEqual([
    { alpha: 1.2, part: 0 },
    { alpha: 1.2, part: 1 },
    { alpha: 1.5, part: 0 },
    { alpha: 1.5, part: 1 },
  ]);
  expect(crossed({ alpha: [], part: [0] })).toEqual([]);
});
