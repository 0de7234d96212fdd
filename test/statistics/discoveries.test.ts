import { describe, expect, it } from 'vitest';
import { discoveries } from '#heavytail/statistics/discoveries';

describe('discoveries', () => {
  it('follows the worked example of Benjamini and Hochberg (1995, section 4)', () => {
    // Fifteen p-values of their Table 1; at q = 0.05 the procedure rejects the four smallest.
    const pValues = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ];
    expect(discoveries(pValues, 0.05).filter(Boolean)).toHaveLength(4);
    expect(discoveries([...pValues].reverse(), 0.05)).toEqual(discoveries(pValues, 0.05).reverse());
  });

  it('does not depend on the order of the tests', () => {
    // The lines are 0.0125, 0.025, 0.0375 and 0.05: the three smallest lie below theirs.
    expect(discoveries([0.02, 0.9, 0.03, 0.001], 0.05)).toEqual([true, false, true, true]);
    expect(discoveries([0.03, 0.001, 0.9, 0.02], 0.05)).toEqual([true, true, false, true]);
  });

  it('takes a p-value on its line for a discovery', () => {
    expect(discoveries([0.25, 0.75], 0.5)).toEqual([true, false]);
    expect(discoveries([0, 1], 0.05)).toEqual([true, false]);
  });

  it('steps up: a p-value above its own line is carried by a larger one below its line', () => {
    expect(discoveries([0.04, 0.045], 0.05)).toEqual([true, true]);
    expect(discoveries([0.04, 0.2], 0.05)).toEqual([false, false]);
  });

  it('finds nothing in nothing', () => {
    expect(discoveries([], 0.05)).toEqual([]);
    expect(discoveries([0.5, 0.9], 0.05)).toEqual([false, false]);
  });

  it('refuses what is not a probability', () => {
    expect(() => discoveries([Number.NaN], 0.05)).toThrow(RangeError);
    expect(() => discoveries([-0.1], 0.05)).toThrow(RangeError);
    expect(() => discoveries([1.1], 0.05)).toThrow(RangeError);
    expect(() => discoveries([0.5], 1)).toThrow(RangeError);
    expect(() => discoveries([0.5], 0)).toThrow(RangeError);
    expect(() => discoveries([0.5], -0.05)).toThrow(RangeError);
  });
});
