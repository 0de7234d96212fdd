import { stream } from 'heavytail/random';
import { normalDistribution } from '#heavytail/law/index';
import { describe, expect, it } from 'vitest';
import { chiSquareLimit, kolmogorovLimit, normalLimit } from '../falseAlarm.js';
import { kolmogorovDistance } from '../kolmogorov.js';
import { naiveBlock } from '../naive/philox.js';
import { naiveExponential, naiveNormals, naiveUniform } from '../naive/variate.js';

const words = ({ key0, key1, lane, tag }: ReturnType<typeof stream>) => [key0, key1, lane, tag];

describe('a stream', () => {
  it('is fixed by seed and key', () => {
    expect(words(stream(7, 'exit', 3))).toEqual(words(stream(7, 'exit', 3)));
    expect(words(stream(7, 0))).toEqual(words(stream(7, -0)));
  });

  it('differs for every other seed or key', () => {
    const keys: (string | number)[][] = [
      [],
      [0],
      [1],
      ['1'],
      ['a', 'b'],
      ['ab'],
      ['a', ''],
      ['', 'a'],
      ['a'],
      [0.5],
      [1, 2],
      [2, 1],
      ['a\0'],
      ['\0'],
    ];
    const all = [0, 1, 2 ** 32, 2 ** 53 - 1].flatMap((seed) =>
      keys.map((key) => words(stream(seed, ...key)).join()),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it('refuses what is no seed and no key', () => {
    for (const seed of [-1, 0.5, 2 ** 53, NaN, Infinity]) {
      expect(() => stream(seed)).toThrow(/seed is .*; it must be a whole number/);
    }
    expect(() => stream(1, NaN)).toThrow(RangeError);
    expect(() => stream(1).integers(1, 0)).toThrow(/bound is 0/);
    expect(() => stream(1).uniforms(-1)).toThrow(RangeError);
    expect(() => stream(1).substream(-1)).toThrow(RangeError);
  });

  it('moves by the blocks that a call uses', () => {
    const whole = stream(1, 'place');
    const parts = stream(1, 'place');
    expect([...parts.uniforms(4), ...parts.uniforms(6)]).toEqual([...whole.uniforms(10)]);
    expect(parts.block).toBe(5);
    parts.normals(3);
    expect(parts.block).toBe(7);
    parts.integers(5, 2 ** 32);
    expect(parts.block).toBe(9);
  });

  it('crosses block 2^32 and its own chunks without a seam', () => {
    const far = stream(1, 'far');
    far.advance(2 ** 32 - 3);
    const values = far.uniforms(10);
    const expected = Array.from({ length: 5 }, (_, i) =>
      naiveBlock(stream(1, 'far'), 2 ** 32 - 3 + i).map(naiveUniform),
    );
    expect([...values]).toEqual(expected.flat());
    const long = stream(1, 'long').uniforms(40001);
    expect(long[40000]).toBe(naiveUniform(naiveBlock(stream(1, 'long'), 20000)[0]));
  });

  it('has substreams in neighbouring lanes', () => {
    const base = stream(3, 'paths');
    base.uniforms(10);
    const path = base.substream(5);
    expect(words(path)).toEqual([base.key0, base.key1, (base.lane + 5) % 2 ** 32, base.tag]);
    expect(path.block).toBe(0);
    expect(base.substream(2 ** 32 - 1).lane).toBe((base.lane + 2 ** 32 - 1) % 2 ** 32);
  });
});

describe('draws', () => {
  const n = 1001;
  const blocks = Array.from({ length: (n + 1) / 2 }, (_, i) => naiveBlock(stream(2, 'naive'), i));

  it('are the bits of the naive uniforms', () => {
    expect([...stream(2, 'naive').uniforms(n)]).toEqual(
      blocks.flatMap((block) => block.map(naiveUniform)).slice(0, n),
    );
  });

  it('are the naive exponentials and normals to 4e-15', () => {
    // Both sides round each of about five steps; sums of rounding errors stay well below 4e-15.
    const exponentials = stream(2, 'naive').exponentials(n);
    blocks
      .flatMap((block) => block.map(naiveExponential))
      .slice(0, n)
      .forEach((value, i) => {
        expect(Math.abs(exponentials[i] - value)).toBeLessThan(4e-15 * value);
      });
    const normals = stream(2, 'naive').normals(n);
    blocks
      .flatMap(([first, second]) => naiveNormals(first, second))
      .slice(0, n)
      .forEach((value, i) => {
        expect(Math.abs(normals[i] - value)).toBeLessThan(4e-15);
      });
  });

  it('follow their laws', () => {
    const size = 200_000;
    const limit = kolmogorovLimit(size);
    expect(kolmogorovDistance(stream(1, 'u').uniforms(size), (x) => x)).toBeLessThan(limit);
    expect(kolmogorovDistance(stream(1, 'e').exponentials(size), (x) => 1 - Math.exp(-x))).toBeLessThan(
      limit,
    );
    expect(kolmogorovDistance(stream(1, 'n').normals(size), normalDistribution)).toBeLessThan(limit);
  });

  it('do not depend on one another within a block or between substreams', () => {
    const size = 100_000;
    const values = stream(1, 'pairs').normals(2 * size);
    const others = stream(1, 'pairs')
      .substream(1)
      .normals(2 * size);
    const correlation = (product: (i: number) => number) => {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += product(i);
      return sum / Math.sqrt(size);
    };
    expect(Math.abs(correlation((i) => values[2 * i] * values[2 * i + 1]))).toBeLessThan(normalLimit);
    expect(Math.abs(correlation((i) => values[i] * others[i]))).toBeLessThan(normalLimit);
    expect(Math.abs(correlation((i) => values[2 * i + 1] * values[2 * i + 2] || 0))).toBeLessThan(
      normalLimit,
    );
  });
});

describe('integers and permutations', () => {
  const chiSquare = (counts: number[], expected: number) =>
    counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);

  it.each([1, 2, 7, 1000])('are uniform below %i', (bound) => {
    const n = 100_000;
    const counts = new Array<number>(bound).fill(0);
    for (const value of stream(1, 'integers', bound).integers(n, bound)) counts[value]++;
    expect(chiSquare(counts, n / bound)).toBeLessThan(chiSquareLimit(bound - 1) + 1e-9);
  });

  it('are unbiased for a bound that does not divide 2^32', () => {
    // Without rejection, values below 2^31 would come twice as often as the others for bound 3 * 2^30.
    const bound = 3 * 2 ** 30;
    const n = 60_000;
    const low = stream(1, 'bias')
      .integers(n, bound)
      .filter((value) => value % 3 === 0).length;
    expect(Math.abs(low - n / 3) / Math.sqrt((n * 2) / 9)).toBeLessThan(normalLimit);
  });

  it('take whole words for the bound 2^32', () => {
    const [a, b] = naiveBlock(stream(5), 0);
    const expected = [a & 0xffffffffn, a >> 32n, b & 0xffffffffn, b >> 32n].map(Number);
    expect([...stream(5).integers(4, 2 ** 32)]).toEqual(expected);
  });

  it('are permutations, each as likely', () => {
    const source = stream(1, 'orders');
    const counts = new Map<string, number>();
    const n = 24_000;
    for (let i = 0; i < n; i++) {
      const order = source.permutation(4).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect(chiSquare([...counts.values()], n / 24)).toBeLessThan(chiSquareLimit(23));
    expect([...stream(1).permutation(1000)].sort((x, y) => x - y)).toEqual(
      Array.from({ length: 1000 }, (_, i) => i),
    );
    expect([...stream(1).permutation(0)]).toEqual([]);
    expect([...stream(1).permutation(1)]).toEqual([0]);
  });
});
