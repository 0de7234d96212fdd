import { tailOf } from '#heavytail/claim/framework/finite-variance/tail';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';
import { judged } from './knownTails.js';

const accuracy = 1;
const count = 40_000;

describe('the tail of a sample', () => {
  const heavy = draw(stable({ alpha: 1 }), count, stream(1, 'tail'));
  const gaussian = stream(2, 'tail').normals(count);
  /** As heavy as the first over a range, and cut off beyond its largest 4 % (x/0.25/π of Cauchy's law). */
  const cut = heavy.map((size) => Math.min(Math.abs(size), 16) + Math.abs(gaussian[0]! / 100));
  const softlyCut = cut.map((size, i) => size + Math.abs(gaussian[i]!));

  it('decides in worlds of known law', () => {
    const worlds = { stable: { ...tailOf(heavy), accuracy }, gaussian: { ...tailOf(gaussian), accuracy } };
    expect(judged([worlds.stable], worlds).verdict).toBe('supported');
    expect(judged([worlds.gaussian], worlds).verdict).toBe('refuted');
    const seen = judged([{ ...tailOf(softlyCut), accuracy }], worlds);
    expect(seen.parts!.map(({ verdict }) => verdict)).toEqual(['refuted', 'supported']);
  });

  it('has the shape of its law', () => {
    const { shapes, growths } = tailOf(heavy);
    for (const shape of shapes) {
      expect(Math.abs(shape!.value - 1)).toBeLessThan(5 * shape!.standardError);
    }
    expect(shapes.map((shape) => shape!.excesses)).toEqual([400, 800]);
    // From its largest 20 % to its largest 5 % a Cauchy variable grows by tan(0.475 π)/tan(0.4 π) = 4.128.
    const growth = growths.reduce((sum, one) => sum + one / growths.length, 0);
    expect(growth).toBeCloseTo(Math.log(4.128) / Math.log(4), 1);
  });

  it('has no shape where fewer than 200 sizes lie in it', () => {
    const [first, second] = tailOf(gaussian.subarray(0, 10_000)).shapes;
    expect(first).toBeNull();
    expect(second!.excesses).toBe(200);
  });

  it('is finite where the largest sizes crowd below an end', () => {
    const uniforms = stream(3, 'tail').uniforms(count);
    // The excesses of 1 - u^(1/4) below its end have the shape -1/4; of u the shape -1; of u^(1/4) -1 and less.
    const quarter = tailOf(uniforms.map((u) => 1 - u ** 0.25)).shapes[1]!;
    expect(Math.abs(quarter.value + 0.25)).toBeLessThan(5 * quarter.standardError);
    for (const sizes of [uniforms, uniforms.map((u) => u ** 0.25), uniforms.map((u) => 1 - u ** 2)]) {
      for (const shape of tailOf(sizes).shapes) expect(shape!.value).toBeCloseTo(-0.5, 1);
    }
  });
});
