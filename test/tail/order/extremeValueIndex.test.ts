import fc from 'fast-check';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import {
  estimateGeneralisedPareto,
  estimateHill,
  estimateMoment,
  estimatePickands,
  stabilityOverTail,
  type TailEstimate,
} from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { referenceCases } from '../reference.js';

const byName: Readonly<Record<string, (sample: ArrayLike<number>, tail?: number) => TailEstimate>> = {
  hill: (sample, tail) => estimateHill(sample, { tail }),
  moment: (sample, tail) => estimateMoment(sample, { tail }),
  pickands: (sample, tail) => estimatePickands(sample, { tail }),
  'generalised Pareto': (sample, tail) => estimateGeneralisedPareto(sample, { tail }),
};

/** P(X > x) = (1 + index x)^(-1 / index). */
function generalisedPareto(index: number, n: number, r: number): Float64Array {
  return stream(61, 'generalised Pareto', index, r)
    .exponentials(n)
    .map((e) => (index === 0 ? e : Math.expm1(index * e) / index));
}

describe.each(referenceCases)('against scipy: $name', (given) => {
  const { sample, moment, pickands } = given;
  it('moment and Pickands estimates', () => {
    // The formulas in float64 on both sides: rounding, times the cancellation of the moment estimate.
    expect(estimateMoment(sample, { tail: moment.tail }).inverse).toBeCloseTo(moment.index, 10);
    expect(estimatePickands(sample, { tail: pickands.tail }).inverse).toBeCloseTo(pickands.index, 12);
  });
});

const fitted = referenceCases.filter((given) => given.generalisedPareto !== null);
it.each(fitted)('fits the generalised Pareto law as scipy does: $name', (given) => {
  const { tail, shape, scale } = given.generalisedPareto!;
  const found = estimateGeneralisedPareto(given.sample, { tail });
  // The simplex search stops where the likelihood is flat to 1e-13: places to 1e-6.
  expect(found.inverse).toBeCloseTo(shape, 5);
  expect(found.scale! / scale).toBeCloseTo(1, 5);
});

describe('standard errors', () => {
  it.each([
    ['moment', 0.5, Math.sqrt(1.25)],
    // Dekkers, Einmahl and de Haan's variance at -0.2, by hand: 1.44 * 1.4 * (4 - 7 + 10.08 / 2.88).
    ['moment', -0.2, Math.sqrt(1.44 * 1.4 * 0.5)],
    // Pickands' at 0: 3 / (4 log^4 2) for each of the k / 4 spacings.
    ['pickands', 0, Math.sqrt((4 * 3) / (4 * Math.LN2 ** 4))],
    ['pickands', 0.5, Math.sqrt((4 * 0.25 * 5) / (2 * (Math.SQRT2 - 1) * Math.LN2) ** 2)],
    ['generalised Pareto', 0.5, 1.5],
    ['generalised Pareto', -0.2, 0.8],
  ])('%s at %d', (name, index, expected) => {
    const [n, tail, repeats] = [2000, 300, 200];
    const found = Array.from({ length: repeats }, (_, r) => byName[name](excesses(name, index, n, r), tail));
    const mean = found.reduce((sum, { inverse }) => sum + inverse!, 0) / repeats;
    const squares = found.reduce((sum, { inverse }) => sum + (inverse! - mean) ** 2, 0);
    const spread = Math.sqrt((squares / (repeats - 1)) * tail);
    // Spread of the spread: 1 / sqrt(2 * 200) = 5 %, five times.
    expect(Math.abs(spread / expected - 1)).toBeLessThan(0.25);
    const reported = found.reduce((sum, f) => sum + f.inverseStandardError!, 0) / repeats;
    expect(Math.abs((reported * Math.sqrt(tail)) / expected - 1)).toBeLessThan(0.1);
  });

  /** The moment estimate is asymptotic for an index below 0 once the sizes are large against their spread. */
  function excesses(name: string, index: number, n: number, r: number): Float64Array {
    const shift = name === 'moment' && index < 0 ? 100 : 0;
    return generalisedPareto(index, n, r).map((x) => x + shift);
  }

  it.each(['moment', 'pickands', 'generalised Pareto'])('%s intervals cover', (name) => {
    const [index, repeats] = [0.5, 200];
    let covered = 0;
    for (let r = 0; r < repeats; r++) {
      const { low, high } = byName[name](generalisedPareto(index, 3000, r), 200);
      if (low! <= 2 && 2 <= high!) covered++;
    }
    // Nominal 95 %; 5 binomial standard deviations are 7.7 %, the bias at a fifteenth of the sample a few more.
    expect(covered / repeats).toBeGreaterThan(0.85);
  });
});

describe('light tails', () => {
  it.each(['moment', 'pickands', 'generalised Pareto'])('%s says Infinity', (name) => {
    const found = byName[name](generalisedPareto(-0.3, 20000, 0), 2000);
    expect(found.inverse).toBeLessThan(0);
    expect(found.tailIndex).toBe(Infinity);
    expect(found.high).toBe(Infinity);
  });
});

describe('properties', () => {
  const sample = Array.from(draw(stable({ alpha: 1.5 }), 400, stream(62)));
  it.each(Object.keys(byName))('%s ignores scale, sign and order', (name) => {
    const expected = byName[name](sample, 80);
    fc.assert(
      fc.property(fc.double({ min: 1e-8, max: 1e8, noNaN: true }), fc.nat(399), (scale, from) => {
        const other = [...sample.slice(from), ...sample.slice(0, from)].map((x) => -scale * x);
        expect(byName[name](other, 80).inverse).toBeCloseTo(expected.inverse!, 8);
      }),
      { numRuns: 20, seed: 7 },
    );
  });

  it.each(['pickands', 'generalised Pareto'])('%s ignores a shift of sizes', (name) => {
    const sizes = sample.map(Math.abs);
    const shifted = sizes.map((size) => size + 5);
    expect(byName[name](shifted, 80).inverse).toBeCloseTo(byName[name](sizes, 80).inverse!, 8);
  });
});

describe('number of order statistics', () => {
  it.each(['hill', 'moment', 'pickands'] as const)('%s: every point of the curve is the estimate', (name) => {
    const sample = draw(stable({ alpha: 1.4 }), 3000, stream(63));
    const curve = stabilityOverTail(sample, name);
    expect(curve.length).toBeGreaterThan(40);
    expect(curve.at(-1)!.tail).toBe(1500);
    for (const { tail, estimate } of curve) {
      expect(estimate.inverse).toBeCloseTo(byName[name](sample, tail).inverse!, 12);
    }
  });

  it('takes all of an exact power law and less of a tail that bends', () => {
    const pareto = stream(64)
      .exponentials(5000)
      .map((e) => Math.exp(e / 1.5));
    expect(estimateHill(pareto, { tail: 'chosen' }).tail).toBeGreaterThan(2500);
    const bent = draw(stable({ alpha: 1.8 }), 5000, stream(65));
    expect(estimateHill(bent, { tail: 'chosen' }).tail).toBeLessThan(2500);
  });

  it('keeps to its rule', () => {
    const sample = draw(stable({ alpha: 1.5 }), 1000, stream(66));
    const { tail } = estimateHill(sample, { tail: 'chosen' });
    const index = (k: number) => estimateHill(sample, { tail: k }).inverse!;
    const agrees = (k: number) =>
      Array.from({ length: k - 30 }, (_, i) => i + 30).every(
        (i) =>
          Math.abs(index(i) - index(k)) <=
          (index(i) / Math.sqrt(i)) * Math.sqrt(2.1 * Math.log(Math.log(1000))),
      );
    expect(agrees(tail)).toBe(true);
    expect(agrees(tail + 1)).toBe(false);
  });

  it.each([
    ['hill', 1],
    ['moment', 2],
    ['pickands', 3],
    ['generalised Pareto', 9],
    ['hill', 2.5],
  ])('%s refuses k = %d', (name, tail) => {
    expect(() => byName[name]([1, 2, 3], tail)).toThrow(RangeError);
  });
});

describe.each(Object.keys(byName))('%s gives a sentence and no number', (name) => {
  it.each([
    ['empty', [], 'not-enough-data'],
    ['two points', [1, 2], 'not-enough-data'],
    ['zeros', new Array(100).fill(0), 'not-enough-data'],
    ['constant', new Array(100).fill(-3), 'invalid'],
    ['NaN', [...new Array(100).keys(), NaN], 'invalid'],
    ['infinite', [...new Array(100).keys(), -Infinity], 'invalid'],
  ])('%s', (_, sample, status) => {
    const found = byName[name](sample, 40);
    expect(found.status).toBe(status);
    expect(found.tailIndex).toBeUndefined();
    expect(found.inverse).toBeUndefined();
    expect(found.sentence).toMatch(/\.$/);
  });
});
