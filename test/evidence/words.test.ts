import { inWords, percent, prose, rangeInWords } from '#heavytail/evidence/index';
import { expect, it } from 'vitest';

it('numbers stand in sentences with their digits', () => {
  const interval = { value: -0.0001, standardError: 0, low: -1.25, high: 0.5, level: 0.95 };
  expect(inWords(interval)).toBe('0.000 (-1.250 to 0.500)');
  expect(inWords(interval, 1)).toBe('0.0 (-1.3 to 0.5)');
  expect(percent(0.1234)).toBe('12.3 %');
  expect(percent(0.1234, 0)).toBe('12 %');
});

it('a range is one number where both ends look alike', () => {
  const short = (value: number) => value.toFixed(1);
  expect(rangeInWords([3, 1, 2], short)).toBe('1.0 to 3.0');
  expect(rangeInWords([1.01, 1.02], short)).toBe('1.0');
});

it('sentences become a paragraph', () => {
  expect(prose('One.', 'Two.', 'Three.')).toBe('One. Two. Three.');
});
