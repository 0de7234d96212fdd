import fc from 'fast-check';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { fitPowerLaw, powerLawGoodness } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { syntheticSample } from '#heavytail/tail/powerLaw/powerLawBootstrap';
import { kolmogorovLimit, normalLimit } from '../../falseAlarm.js';
import { closestPowerLaw } from '../../naive/powerLaw.js';
import { referenceCases } from '../reference.js';

describe.each(referenceCases)('against scipy: $name', ({ sample, powerLaw, alternatives }) => {
  const found = fitPowerLaw(sample);

  it('threshold, tail index and distance', () => {
    expect(found.tail).toBe(powerLaw.tail);
    expect(found.threshold).toBeCloseTo(powerLaw.threshold, 12);
    expect(found.tailIndex).toBeCloseTo(powerLaw.tailIndex, 9);
    expect(found.distance).toBeCloseTo(powerLaw.distance, 11);
  });

  it('exponential and log-normal law on the same range', () => {
    const [logNormal, exponential] = found.alternatives!;
    expect(exponential.logRatio).toBeCloseTo(alternatives.exponential.logRatio, 8);
    expect(exponential.statistic).toBeCloseTo(alternatives.exponential.statistic, 8);
    expect(exponential.pValue).toBeCloseTo(alternatives.exponential.pValue, 8);
    expect(logNormal.logRatio).toBeLessThanOrEqual(1e-9);
    const other = alternatives['log-normal'];
    if (other === null) return;
    // The simplex search leaves the likelihood good to 1e-10, the statistic to the root of that.
    expect(logNormal.logRatio).toBeCloseTo(other.logRatio, 7);
    expect(logNormal.statistic).toBeCloseTo(other.statistic, 4);
  });
});

describe('fitPowerLaw', () => {
  it('finds the threshold that trying all of them finds', () => {
    const laws = fc.constantFrom(
      (n: number, r: number) => draw(stable({ alpha: 1.7 }), n, stream(71, r)),
      (n: number, r: number) => stream(72, r).normals(n),
      (n: number, r: number) => stream(73, r).exponentials(n).map(Math.exp),
      // Ties.
      (n: number, r: number) =>
        stream(74, r)
          .exponentials(n)
          .map((e) => Math.ceil(3 * Math.exp(e))),
    );
    fc.assert(
      fc.property(laws, fc.integer({ min: 20, max: 200 }), fc.nat(1e6), (law, n, r) => {
        const sample = law(n, r);
        const expected = closestPowerLaw(Array.from(sample, Math.abs), 10);
        const found = fitPowerLaw(sample);
        expect(found.distance).toBeCloseTo(expected.distance, 12);
        expect(found.tail).toBe(expected.tail);
        expect(found.tailIndex).toBeCloseTo(expected.tailIndex, 9);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it('does so for many points too', () => {
    const sample = Array.from(stream(75).exponentials(1500), (e) => Math.exp(e / 1.5));
    const expected = closestPowerLaw(sample, 10);
    expect(fitPowerLaw(sample)).toMatchObject({ tail: expected.tail, threshold: expected.threshold });
  });

  it('ignores scale, sign and order', () => {
    const sample = draw(stable({ alpha: 1.5 }), 500, stream(76));
    const found = fitPowerLaw(sample);
    const other = fitPowerLaw(sample.map((x) => -1024 * x).reverse());
    expect(other.tail).toBe(found.tail);
    expect(other.tailIndex).toBeCloseTo(found.tailIndex!, 9);
    expect(other.threshold).toBeCloseTo(1024 * found.threshold!, 6);
    expect(other.alternatives![1].logRatio).toBeCloseTo(found.alternatives![1].logRatio, 6);
  });

  it.each([
    ['empty', [], 'not-enough-data'],
    ['two points', [1, 2], 'not-enough-data'],
    ['zeros', new Array(50).fill(0), 'not-enough-data'],
    ['constant', new Array(50).fill(-3), 'invalid'],
    ['NaN', [...new Array(50).keys(), NaN], 'invalid'],
    ['infinite', [...new Array(50).keys(), Infinity], 'invalid'],
  ])('gives a sentence and no number: %s', (_, sample, status) => {
    for (const found of [fitPowerLaw(sample), powerLawGoodness(sample, { stream: stream(77) })]) {
      expect(found.status).toBe(status);
      expect(found.sentence).toMatch(/\.$/);
    }
    expect(fitPowerLaw(sample).tailIndex).toBeUndefined();
  });
});

describe('syntheticSample', () => {
  it('is the sample below the threshold and the power law above', () => {
    const n = 20000;
    const logs = Float64Array.from({ length: n }, (_, i) => i / n);
    const [tail, threshold, tailIndex] = [5000, 0.75, 1.5];
    const synthetic = syntheticSample(logs, tail, threshold, tailIndex, stream(82));
    const below = synthetic.filter((value) => value < threshold).sort();
    const above = synthetic.filter((value) => value >= threshold).sort();
    // Binomial.
    expect(Math.abs(above.length - tail)).toBeLessThan(normalLimit * Math.sqrt(n * 0.25 * 0.75));
    const distance = (sorted: Float64Array, distribution: (x: number) => number) =>
      sorted.reduce((most, x, i) => Math.max(most, Math.abs(distribution(x) - (i + 0.5) / sorted.length)), 0);
    expect(distance(below, (x) => x / threshold)).toBeLessThan(kolmogorovLimit(below.length));
    expect(distance(above, (x) => 1 - Math.exp(-tailIndex * (x - threshold)))).toBeLessThan(
      kolmogorovLimit(above.length),
    );
    expect(new Set(below).size).toBeLessThan(below.length);
  });
});

describe('powerLawGoodness', () => {
  const goodness = (sample: ArrayLike<number>, r: number, replicates = 60) => {
    const found = powerLawGoodness(sample, { stream: stream(78, r), replicates });
    if (found.status !== 'ok') throw new Error(found.sentence);
    return found;
  };

  it('has uniform p-values, about, where the power law is true', () => {
    const pValues = Array.from({ length: 60 }, (_, r) => {
      const sample = stream(79, r)
        .exponentials(200)
        .map((e) => Math.exp(e / 1.5));
      return goodness(sample, r).pValue;
    });
    const mean = pValues.reduce((sum, p) => sum + p, 0) / pValues.length;
    // Standard error of the mean of 60: 0.29 / sqrt(60) = 0.037; five of them.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.19);
    // 6 of 60 are expected at 0.1 or below; 18 or more have a probability of 1e-5.
    expect(pValues.filter((p) => p < 0.1).length).toBeLessThan(18);
  });

  it('rejects a law that is none anywhere', () => {
    // Sizes between 1 and 2: every range ends at once.
    const found = goodness(
      stream(80)
        .uniforms(2000)
        .map((u) => 1 + u),
      0,
    );
    expect(found.pValue).toBeLessThan(0.1);
    expect(found.sentence).toMatch(/not a plausible/);
  });

  it('is the same for the same stream, and refuses no replicates', () => {
    const sample = draw(stable({ alpha: 1.5 }), 300, stream(81));
    expect(goodness(sample, 1)).toEqual(goodness(sample, 1));
    expect(() => powerLawGoodness(sample, { stream: stream(1), replicates: 0 })).toThrow(RangeError);
  });
});
