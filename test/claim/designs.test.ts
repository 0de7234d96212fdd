import { expect, test } from 'vitest';
import { designFor } from '#heavytail/claim/designs';

test('the published size is that of paper where nothing larger was published', () => {
  const sizes = { smoke: 1, quick: 2, paper: 3 };
  expect(designFor(sizes, 'quick')).toBe(2);
  expect(designFor(sizes, 'published')).toBe(3);
  expect(designFor({ ...sizes, published: 4 }, 'published')).toBe(4);
});
