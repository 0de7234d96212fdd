import { expect, test } from 'vitest';
import { remainingSeconds } from '#heavytail/sweep/estimate';

test('nothing is said before a cell has finished', () => {
  expect(remainingSeconds([{ finished: 0, seconds: 0, remaining: 5 }], 2)).toBeUndefined();
});

test('cells of a claim take its mean, those of an unknown claim the overall mean', () => {
  const short = { finished: 4, seconds: 4, remaining: 6 };
  const long = { finished: 1, seconds: 16, remaining: 2 };
  const unknown = { finished: 0, seconds: 0, remaining: 1 };
  // 6 · 1 + 2 · 16 + 1 · 20 / 5 = 42 seconds of work
  expect(remainingSeconds([short, long, unknown], 1)).toBe(42);
  expect(remainingSeconds([short, long, unknown], 2)).toBe(21);
});

test('no more workers help than cells remain', () => {
  expect(remainingSeconds([{ finished: 1, seconds: 3, remaining: 2 }], 8)).toBe(3);
  expect(remainingSeconds([{ finished: 1, seconds: 3, remaining: 0 }], 8)).toBe(0);
});
