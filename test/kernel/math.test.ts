import { readFileSync } from 'node:fs';
import {
  cos,
  cosOf,
  cubeRoot,
  exp,
  expOf,
  log,
  logOf,
  pow,
  powOf,
  sin,
  sinOf,
} from '#heavytail/kernel/index';
import { describe, expect, it } from 'vitest';

/** Rows of test/reference/math.json: [x, value, rest in ulp], or [x, y, value, rest] for pow. */
type Row = readonly number[];
const table: Record<'log' | 'exp' | 'sin' | 'cos' | 'pow', Row[]> = JSON.parse(
  readFileSync(
    process.env.HEAVYTAIL_MATH_TABLE ?? new URL('../reference/math.json', import.meta.url),
    'utf8',
  ),
);

/** Distance from x to the next number away from zero. */
function ulp(x: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(x));
  const exponent = Math.max((bits.getUint32(0) >>> 20) - 1075, -1074);
  return 2 ** exponent;
}

function largestError(rows: readonly Row[], computed: Float64Array): number {
  let largest = 0;
  rows.forEach((row, i) => {
    const [value, rest] = row.slice(-2) as [number, number];
    const error = Math.abs((computed[i] - value) / ulp(value) - rest);
    if (!(error <= largest)) largest = error;
  });
  return largest;
}

const column = (rows: readonly Row[], index: number) => Float64Array.from(rows, (row) => row[index]);

describe('elementary functions against mpmath', () => {
  // The limits are the accuracy promised to callers, next to what docs/accuracy.md measures.
  it.each([
    ['log', log, 1],
    ['exp', exp, 1],
    ['sin', sin, 1.25],
    ['cos', cos, 1.25],
  ] as const)('%s', (name, evaluate, limit) => {
    const error = largestError(table[name], evaluate(column(table[name], 0)));
    if (process.env.HEAVYTAIL_MATH_TABLE) process.stdout.write(`${name} ${error}\n`);
    expect(error).toBeLessThan(limit);
  });

  it.each([
    ['sin', sin],
    ['cos', cos],
  ] as const)('%s of angles below 1.6e6', (name, evaluate) => {
    const rows = table[name].filter((row) => Math.abs(row[0]) < 1.6e6);
    expect(largestError(rows, evaluate(column(rows, 0)))).toBeLessThan(0.75);
  });

  it('pow', () => {
    const error = largestError(table.pow, pow(column(table.pow, 0), column(table.pow, 1)));
    if (process.env.HEAVYTAIL_MATH_TABLE) process.stdout.write(`pow ${error}\n`);
    expect(error).toBeLessThan(1);
  });
});

describe('special values', () => {
  it('log', () => {
    expect([...log([0, -0, Infinity, 1, -1, -Infinity, NaN, -5e-324])]).toEqual([
      -Infinity,
      -Infinity,
      Infinity,
      0,
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
    expect(logOf(5e-324)).toBe(-744.4400719213812);
  });

  it('exp', () => {
    expect([...exp([0, -0, Infinity, -Infinity, NaN, 710, -746, 1e300, -1e300])]).toEqual([
      1,
      1,
      Infinity,
      0,
      NaN,
      Infinity,
      0,
      Infinity,
      0,
    ]);
    expect(expOf(-745)).toBe(5e-324);
    expect(expOf(709.782712893384)).toBeGreaterThan(1.797e308);
  });

  it('sin and cos', () => {
    expect(sinOf(0)).toBe(0);
    expect(sinOf(-0)).toBe(-0);
    expect(cosOf(0)).toBe(1);
    expect([...sin([Infinity, -Infinity, NaN])]).toEqual([NaN, NaN, NaN]);
    expect([...cos([Infinity, -Infinity, NaN])]).toEqual([NaN, NaN, NaN]);
    // Two large arguments, values from mpmath.
    expect(sinOf(1e22)).toBeCloseTo(-0.8522008497671888, 15);
    expect(cosOf(2 ** 120)).toBeCloseTo(-0.9258790228548379, 15);
  });

  it('pow', () => {
    const cases: [number, number, number][] = [
      [0, 2, 0],
      [0, -1, Infinity],
      [0, 0, 1],
      [NaN, 0, 1],
      [2, NaN, NaN],
      [-2, 2, NaN],
      [1, 1e308, 1],
      [Infinity, 0.5, Infinity],
      [Infinity, -0.5, 0],
      [0.5, Infinity, 0],
      [0.5, -Infinity, Infinity],
      [2, -1074, 5e-324],
      [2, 1023, 2 ** 1023],
      [2, 1024, Infinity],
      [5e-324, 1, 5e-324],
      [9, 0.5, 3],
    ];
    expect([
      ...pow(
        cases.map(([x]) => x),
        cases.map(([, y]) => y),
      ),
    ]).toEqual(cases.map(([, , value]) => value));
    expect(() => pow([1], [1, 2])).toThrow(RangeError);
  });
});

it('gives one number the bits that it has in an array of any length', () => {
  const xs = column(table.log, 0).subarray(0, 33);
  for (const length of [1, 2, 3, 33]) {
    const part = xs.subarray(0, length);
    expect([...log(part)]).toEqual([...part].map(logOf));
    expect([...exp(part)]).toEqual([...part].map(expOf));
    expect([...sin(part)]).toEqual([...part].map(sinOf));
    expect([...cos(part)]).toEqual([...part].map(cosOf));
    expect([...pow(part, part)]).toEqual([...part].map((x) => powOf(x, x)));
  }
});

it('cubeRoot undoes the third power, on both sides of 0', () => {
  for (const x of [1e-100, 0.001, 0.1, 1, 2, 3.7, 1e5, 1e100]) {
    const root = cubeRoot(x);
    expect(Math.abs(root - Math.cbrt(x))).toBeLessThanOrEqual(2 * ulp(root));
    expect(cubeRoot(-x)).toBe(-root);
  }
  expect(cubeRoot(0)).toBe(0);
});
