import { expect, test } from 'vitest';
import { canonicalJson } from '#heavytail/store/canonicalJson';

test('equal values have equal text, whatever the order of their keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: -0.5 })).toBe(
    '{"a":-0.5,"b":[1,{"c":"x","d":null}]}',
  );
  expect(canonicalJson({ a: -0.5, b: [1, { c: 'x', d: null }] })).toBe(
    '{"a":-0.5,"b":[1,{"c":"x","d":null}]}',
  );
  expect(canonicalJson({ a: undefined, b: true })).toBe('{"b":true}');
});

test('numbers come back to the last bit', () => {
  for (const value of [0.1 + 0.2, 5e-324, 1.7976931348623157e308, 2 ** 53 + 2, 1 / 3]) {
    expect(JSON.parse(canonicalJson(value))).toBe(value);
  }
});

test.each([
  [{ a: [0, NaN] }, 'JSON cannot hold NaN, found at a[1].'],
  [{ a: { b: Infinity } }, 'JSON cannot hold Infinity, found at a.b.'],
  [new Float64Array(2), 'JSON cannot hold Float64Array.'],
  [[new Map()], 'JSON cannot hold Map, found at [0].'],
  [[undefined], 'JSON cannot hold undefined, found at [0].'],
  [{ f: () => 1 }, 'JSON cannot hold function, found at f.'],
])('what JSON cannot hold is refused with its place', (value, sentence) => {
  expect(() => canonicalJson(value)).toThrow(sentence);
});
