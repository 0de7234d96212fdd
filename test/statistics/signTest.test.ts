import { describe, expect, it } from 'vitest';
import { signTest } from '#heavytail/statistics/signTest';

describe('signTest', () => {
  it('equals binomial tails counted by hand', () => {
    expect(signTest(10, 0)).toBe(1 / 1024);
    expect(signTest(9, 1)).toBe(11 / 1024);
    expect(signTest(5, 5)).toBeCloseTo(638 / 1024, 15);
    expect(signTest(0, 7)).toBe(1);
    expect(signTest(0, 0)).toBe(1);
  });

  it('refuses counts that are none', () => {
    expect(() => signTest(-1, 3)).toThrow(RangeError);
    expect(() => signTest(1.5, 3)).toThrow(RangeError);
  });
});
