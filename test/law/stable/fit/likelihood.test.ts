import { stream } from 'heavytail/random';
import { draw, fit, stable } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';
import { standardSample } from '#heavytail/law/fit/sample';
import { mostPasses } from '#heavytail/law/stable/fit/climb';
import { maximise } from '#heavytail/law/stable/fit/likelihood';
import { parameterNames } from '#heavytail/law/stable/fit/parameters';
import { quantileMethod } from '#heavytail/law/stable/fit/quantileMethod';
import { falseAlarm } from '../../../falseAlarm.js';

/** With the samples that a fit works longest on, and more of them, when HEAVYTAIL_SLOW_TESTS is 1. */
const slow = process.env['HEAVYTAIL_SLOW_TESTS'] === '1';

const methods = ['likelihood', 'characteristic', 'quantile', 'log-moment'] as const;
const n = 60;
const normals = stream(1, 'foreign').normals(2 * n);
const uniforms = stream(2, 'foreign').uniforms(n);
const sampleOf = (f: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => f(i));

/** Samples that no stable law of alpha below 2 made. */
const twoPoints = sampleOf((i) => (uniforms[i]! < 0.5 ? 0 : 1) + 1e-12 * normals[i]!);
const light = {
  uniform: uniforms,
  'of two sides': sampleOf((i) => (uniforms[i]! < 0.5 ? -1 : 1) + 0.05 * normals[i]!),
  ...(slow && { 'of two points, nearly': twoPoints }),
  'of dice': sampleOf((i) => Math.floor(6 * uniforms[i]!)),
  'on a lattice': sampleOf((i) => Math.round(20 * uniforms[i]!)),
  'rounded to the last digit': sampleOf((i) => 1 + 1e-15 * Math.round(10 * normals[i]!)),
};
const nasty = {
  'half but for a point equal': sampleOf((i) => (i < n / 2 - 1 ? 0 : normals[i]!)),
  'one far point': sampleOf((i) => (i === 0 ? 1e150 : normals[i]!)),
  'some at the ends of the number range': sampleOf((i) => (i < 5 ? (i % 2 ? 1e300 : -1e300) : normals[i]!)),
  'a third of another size': sampleOf((i) => (i % 3 === 0 ? 1e6 : 1) * normals[i]!),
  'over a thousand powers of two': sampleOf((i) => (i % 2 ? 1 : -1) * 2 ** ((i / n) * 1000 - 500)),
  'log-normal': sampleOf((i) => Math.exp(10 * normals[i]!)),
};
const wild = {
  'small scale': sampleOf((i) => 1e-150 * normals[i]!),
  'large scale': sampleOf((i) => 1e150 * normals[i]!),
  Cauchy: sampleOf((i) => normals[i]! / normals[n + i]!),
  ...(slow && nasty),
};

describe('work', () => {
  it.each(Object.entries({ ...light, ...wild }))('is bounded for a sample: %s', (_, sample) => {
    const { values } = standardSample(sample);
    const { passes, converged } = maximise(values, quantileMethod(values), parameterNames);
    expect(passes).toBeGreaterThan(4);
    // A climb ends with the step in which its passes are used up; there are two climbs and the normal law.
    expect(passes).toBeLessThanOrEqual(2 * (mostPasses + 4) + 1);
    if (converged) return;
    const found = fit(sample);
    expect(found.converged).toBe(false);
    expect(found.sentence).toMatch(/no maximum that the search could reach in 300 passes/);
  });

  it.each(['uniform', 'of dice', 'on a lattice'] as const)('of a sample %s is that of any other', (name) => {
    const { values } = standardSample(light[name]);
    expect(maximise(values, quantileMethod(values), parameterNames).passes).toBeLessThan(100);
  });

  it('finds the maximum beside one point that is far out', () => {
    // log f of the far point is about -(1 + alpha) log z, whatever the rest: alpha falls as the point moves away.
    const alphas = (slow ? [1e5, 1e20, 1e50] : [1e5, 1e10]).map((far) => {
      const found = fit(sampleOf((i) => (i === 0 ? far : normals[i]!)));
      if (!found.converged) throw new Error(found.sentence);
      return found.law.alpha;
    });
    alphas.slice(1).forEach((alpha, i) => expect(alpha).toBeLessThan(alphas[i]!));
  });
});

describe('a sample that is not stable', () => {
  const symmetric = methods.filter((method) => method !== 'log-moment');
  it.each(Object.entries(light))('%s: no confident alpha below 2', (_, sample) => {
    for (const method of symmetric) {
      const found = fit(sample, { method });
      if (!found.converged || found.standardErrors === undefined) {
        expect(found.sentence, method).toMatch(/\.$/);
        continue;
      }
      expect((2 - found.law.alpha) / found.standardErrors.alpha, method).toBeLessThan(1.96);
    }
  });

  it('of uniform points has alpha = 2, and says why it has no errors', () => {
    expect(fit(uniforms)).toMatchObject({
      law: { alpha: 2 },
      standardErrors: undefined,
      sentence: expect.stringContaining('ends at alpha = 2'),
    });
  });

  it('with a point mass has no errors; one on a grid has', () => {
    const zeros = sampleOf((i) => (i % 3 === 0 ? 0 : normals[i]! / normals[n + i]!));
    expect(fit(zeros, { method: 'quantile' })).toMatchObject({
      standardErrors: undefined,
      sentence: expect.stringContaining('20 of the 60 points are equal (to 0)'),
    });
    const rounded = sampleOf((i) => Math.round((2 * normals[i]!) / normals[n + i]!));
    expect(fit(rounded, { method: 'quantile' })).toHaveProperty('standardErrors.alpha');
  });

  it('with clusters at the median is refused by its moments', () => {
    expect(fit(twoPoints, { method: 'log-moment' })).toMatchObject({
      converged: false,
      sentence: expect.stringContaining('moments that no stable law'),
    });
  });

  it('over more quartile ranges than numbers can count is refused', () => {
    const sample = sampleOf((i) => (i === 0 ? 1e200 : 1e-200 * normals[i]!));
    expect(() => fit(sample)).toThrow(/over more quartile ranges/);
  });
});

describe('95 % intervals of alpha and scale', () => {
  const alphas = slow ? [1.2, 1.5, 1.8, 1.9, 1.95, 1.99, 2] : [1.95];
  const sizes = slow ? [50, 500, 5000] : [50];
  const repetitions = slow ? 200 : 30;
  const tested = slow ? methods : (['characteristic', 'quantile', 'log-moment'] as const);

  it.each(tested)(
    '%s: hold the truth, and no error is wild',
    { timeout: slow ? 7_200_000 : 60_000 },
    (method) => {
      for (const alpha of alphas) {
        for (const size of sizes) {
          const covered = { alpha: 0, scale: 0 };
          let have = 0;
          for (let r = 0; r < repetitions; r++) {
            const found = fit(draw(stable({ alpha }), size, stream(7, 'covered', `${alpha} ${size}`, r)), {
              method,
            });
            if (!found.converged || found.standardErrors === undefined) continue;
            have++;
            for (const [name, truth] of [
              ['alpha', alpha],
              ['scale', 1],
            ] as const) {
              const z = Math.abs(found.law[name] - truth) / found.standardErrors[name];
              expect(z, `${name}, alpha ${alpha}, ${size} points`).toBeLessThan(8);
              if (z < 1.96) covered[name]++;
            }
          }
          // Half of the fits end at alpha = 2 at most, but for chance.
          expect(have).toBeGreaterThan(repetitions / 6);
          // Hoeffding: an interval that holds the truth nine times in ten falls short of this once in a million.
          const least = 0.9 - Math.sqrt(Math.log(1 / falseAlarm) / (2 * have));
          for (const share of [covered.alpha / have, covered.scale / have]) {
            expect(share, `alpha ${alpha}, ${size} points`).toBeGreaterThan(least);
          }
        }
      }
    },
  );
});
