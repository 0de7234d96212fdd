import { draw, normal, stable, stream } from 'heavytail/law';
import { batchScaling } from '#heavytail/analysis/batchScaling';
import { expect, it } from 'vitest';

const minibatches = 2000;

/** Norms of means of `batchSize` draws in 10 dimensions. */
function normsOf(alpha: number, batchSize: number): Float64Array {
  const law = alpha === 2 ? normal() : stable({ alpha });
  const draws = draw(law, minibatches * 10 * batchSize, stream(1, 'batch', alpha, batchSize));
  return Float64Array.from({ length: minibatches }, (_, p) => {
    let squares = 0;
    for (let j = 0; j < 10; j++) {
      let sum = 0;
      for (let i = 0; i < batchSize; i++) sum += draws[(p * 10 + j) * batchSize + i];
      squares += (sum / batchSize) ** 2;
    }
    return Math.sqrt(squares);
  });
}

it.each([
  [2, -0.5],
  [1.5, 1 / 1.5 - 1],
  [1.2, 1 / 1.2 - 1],
])('the exponent of noise of alpha %f is %f', (alpha, expected) => {
  const noises = [4, 8, 16, 32].map((batchSize) => ({
    name: 'fc',
    step: 10,
    batchSize,
    norms: normsOf(alpha, batchSize),
  }));
  const [found, ...others] = batchScaling([
    ...noises,
    { name: 'other', step: 10, batchSize: 8, norms: normsOf(2, 8) },
  ]);
  expect(others).toEqual([]);
  expect(found).toMatchObject({ name: 'fc', step: 10, batchSizes: [4, 8, 16, 32] });
  // Half the interval is 1.96 standard errors; 4.9 of them are exceeded once in a million.
  expect(Math.abs(found.exponent - expected)).toBeLessThan((4.9 / 1.96) * (found.high - found.exponent));
  expect(found.high - found.low).toBeLessThan(0.06);
});
