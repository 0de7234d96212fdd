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

test('an estimate is believed before a cell has finished, and corrected by those that have', () => {
  const fresh = { finished: 0, seconds: 0, remaining: 4, expected: { finished: 0, remaining: 40 } };
  expect(remainingSeconds([fresh], 2)).toBe(20);
  // A third of its work took twice what was expected.
  const slow = { finished: 2, seconds: 40, remaining: 4, expected: { finished: 20, remaining: 40 } };
  expect(remainingSeconds([slow], 1)).toBe(80);
  // Others are taken to be as slow until a fifth of their own work is done.
  expect(remainingSeconds([slow, fresh], 1)).toBe(160);
  // A tenth done at the expected pace: half of the fifth is borrowed at twice that.
  const begun = { finished: 1, seconds: 10, remaining: 9, expected: { finished: 10, remaining: 90 } };
  const half = { finished: 5, seconds: 300, remaining: 5, expected: { finished: 150, remaining: 0 } };
  expect(remainingSeconds([begun, half], 1)).toBeCloseTo((90 * (10 + (310 / 160) * 10)) / 20, 9);
});
