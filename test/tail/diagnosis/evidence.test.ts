import { largestNorms } from '#heavytail/tail/diagnosis/evidence';
import { expect, it } from 'vitest';

it('one minibatch in 500 is left out, and at least one', () => {
  expect([20, 499, 500, 999, 1000, 1499, 1500].map(largestNorms)).toEqual([1, 1, 1, 1, 2, 2, 3]);
});
