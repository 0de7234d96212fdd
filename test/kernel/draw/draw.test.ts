import {
  exponentialDraws,
  fillExponentials,
  fillNormals,
  fillStables,
  fillUniforms,
  normalDraws,
  stableDraws,
  uniformDraws,
} from '#heavytail/kernel/index';
import { stream } from 'heavytail/random';
import { expect, it } from 'vitest';

const { key0, key1, lane, tag } = stream(1, 'fill');
const start = { key0, key1, lane, tag, block: 6 };

it.each([1, 2, 17, 1000])('arrays of %i numbers are filled with the draws of the same blocks', (count) => {
  const into = new Float64Array(count);
  fillNormals(into, start);
  expect(into).toEqual(normalDraws(count, start));
  fillUniforms(into, start);
  expect(into).toEqual(uniformDraws(count, start));
  fillExponentials(into, start);
  expect(into).toEqual(exponentialDraws(count, start));
  const law = { alpha: 0.7, beta: 1, scale: 2, location: 0, centered: false };
  fillStables(into, start, law);
  expect(into).toEqual(stableDraws(count, start, law));
});
