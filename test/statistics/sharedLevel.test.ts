import { sharedLevel } from '#heavytail/statistics/index';
import { expect, it } from 'vitest';

it('shares the misses of a level among intervals', () => {
  expect(sharedLevel(1, 0.99)).toBe(0.99);
  expect(sharedLevel(5, 0.99)).toBeCloseTo(0.998, 12);
});
