import fc from 'fast-check';
import { UserError } from '#heavytail/error';
import { readDigitsCsv } from '#heavytail/format/index';
import { expect, it, test } from 'vitest';

const digits = fc.array(
  fc.record({
    values: fc.array(fc.integer({ min: 0, max: 16 }), { minLength: 64, maxLength: 64 }),
    label: fc.integer({ min: 0, max: 9 }),
  }),
  { minLength: 1, maxLength: 5 },
);

test('what was written is read, with either line end, with or without a last one', () => {
  fc.assert(
    fc.property(digits, fc.constantFrom('\n', '\r\n'), fc.boolean(), (rows, end, last) => {
      const text =
        rows.map(({ values, label }) => [...values, label].join(',')).join(end) + (last ? end : '');
      const read = readDigitsCsv(text, 'file');
      expect([...read.values]).toEqual(rows.flatMap(({ values }) => values));
      expect([...read.labels]).toEqual(rows.map(({ label }) => label));
    }),
  );
});

const digit = [...new Array<number>(64).fill(16), 9].join(',');

it.each<[string, string, RegExp]>([
  ['an empty file', '', /^digits\.csv holds no digits\.$/],
  ['blank lines alone', '\n \r\n', /holds no digits/],
  [
    'a header alone',
    'pixel0,pixel1,label\n',
    /^Line 1 of digits\.csv is not a digit: it should hold 64 whole/,
  ],
  ['a pixel too few', `${digit}\n${digit.slice(3)}`, /Line 2/],
  ['a pixel too many', `1,${digit}`, /Line 1/],
  ['a pixel above 16', digit.replace('16', '17'), /Line 1/],
  ['a negative pixel', digit.replace('16', '-1'), /Line 1/],
  ['a fraction', digit.replace('16', '1.5'), /Line 1/],
  ['a word', digit.replace('16', 'x'), /Line 1/],
  ['a missing pixel', digit.replace('16', ''), /Line 1/],
  ['a hexadecimal pixel', digit.replace('16', '0x10'), /Line 1/],
  ['a blank line between digits', `${digit}\n\n${digit}`, /Line 2/],
  ['label 10', digit.replace(/9$/, '10'), /Line 1/],
])('%s is refused', (_, text, sentence) => {
  expect(() => readDigitsCsv(text, 'digits.csv')).toThrow(UserError);
  expect(() => readDigitsCsv(text, 'digits.csv')).toThrow(sentence);
});
