import fc from 'fast-check';
import { fitNormal, fitStudentT } from 'heavytail/law';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import {
  andersonDarling,
  estimateHill,
  estimateLogMoment,
  estimateMoment,
  estimatePickands,
  excessKurtosis,
  fitPowerLaw,
  maxToSumRatio,
  shapiroWilk,
  tailWeight,
} from 'heavytail/tail';
import { describe, expect, it } from 'vitest';

/** What a statistic says that no unit may change. */
const statistics: Record<string, (sample: Float64Array) => unknown> = {
  andersonDarling,
  shapiroWilk,
  excessKurtosis,
  maxToSumRatio,
  tailWeight,
  estimateHill,
  estimateMoment,
  estimatePickands: (sample) => estimatePickands(sample, { tail: 40 }),
  estimateLogMoment: (sample) => {
    const { tailIndex, low, high, inverse } = estimateLogMoment(sample);
    return { tailIndex, low, high, inverse };
  },
  fitPowerLaw: (sample) => {
    const { tailIndex, low, high, tail, distance } = fitPowerLaw(sample);
    return { tailIndex, low, high, tail, distance };
  },
};

const samples = {
  normal: stream(1, 'scale-free').normals(300),
  'heavy-tailed': draw(stable({ alpha: 0.8 }), 300, stream(2, 'scale-free')),
};

describe.each(Object.entries(samples))('of a %s sample', (_, sample) => {
  const sizes = sample.map(Math.abs).sort();
  /** Powers of two that leave every point a normal number. */
  const lowest = -1022 - Math.floor(Math.log2(sizes[0]));
  const highest = 1022 - Math.floor(Math.log2(sizes[sizes.length - 1]));

  it.each(Object.keys(statistics))('%s is the same to the bit at every power of two', (name) => {
    const statistic = statistics[name];
    const expected = statistic(sample);
    expect(expected).toBeDefined();
    const at = (k: number) => {
      // In two steps: 2^k alone may be no number.
      const half = Math.trunc(k / 2);
      expect(statistic(sample.map((x) => x * 2 ** half * 2 ** (k - half))), `2^${k}`).toEqual(expected);
    };
    for (const k of [lowest, highest]) at(k);
    fc.assert(fc.property(fc.integer({ min: lowest, max: highest }), at), { seed: 1, numRuns: 20 });
  });
});

describe('far from 1', () => {
  const sample = stream(3, 'scale-free').normals(100);
  it.each([1e-300, 1e-160, 1e160, 1e300])('tests of normality at %d say what they say at 1', (scale) => {
    for (const test of [andersonDarling, shapiroWilk]) {
      const [near, far] = [test(sample), test(sample.map((x) => scale * x))];
      if (near.status !== 'ok' || far.status !== 'ok') throw new Error(near.sentence ?? far.sentence);
      // Rounding of the scaled sample.
      expect(Math.abs(far.statistic - near.statistic)).toBeLessThan(1e-12);
      expect(far.pValue / near.pValue).toBeCloseTo(1, 9);
    }
  });

  it('samples from end to end of the number range have a kurtosis and a test', () => {
    const wide = Float64Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 1 : -1) * Number.MAX_VALUE);
    // Two equal halves: fourth moment 1, excess -2.
    expect(excessKurtosis(wide)).toMatchObject({ status: 'ok', excess: -2 });
    expect(andersonDarling(wide).status).toBe('ok');
    expect(shapiroWilk(wide).status).toBe('ok');
    expect(andersonDarling([...wide, NaN]).sentence).toContain('NaN or infinite');
    expect(andersonDarling([...wide, Infinity]).sentence).toContain('NaN or infinite');
  });

  it.each([1e100, 1e160, 1e300])('laws fit a sample with one point at %d', (outlier) => {
    const far = sample.map((x, i) => (i === 0 ? outlier : x));
    const found = fitNormal(far);
    if (!found.converged) throw new Error(found.sentence);
    // n - 1 points at about 0 and one far out: mean outlier/n, deviation outlier sqrt(n - 1)/n.
    expect(found.law.mean / outlier).toBeCloseTo(1 / 100, 12);
    expect(found.law.deviation / outlier).toBeCloseTo(Math.sqrt(99) / 100, 12);
    const student = fitStudentT(far);
    if (!student.converged) throw new Error(student.sentence);
    // The heavier, the farther: about n/(n + log outlier) degrees would be too many.
    expect(student.law.degrees).toBeLessThan(0.6);
    expect(student.logLikelihood).toBeGreaterThan(found.logLikelihood);
  });
});
