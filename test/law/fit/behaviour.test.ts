import fc from 'fast-check';
import {
  draw,
  fitGeneralisedPareto,
  fitNormalInverseGaussian,
  fitStudentT,
  generalisedPareto,
  logDensity,
  logNormal,
  normal,
  normalInverseGaussian,
  pareto,
  stable,
  stream,
  studentT,
} from 'heavytail/law';
import { describe, expect, it } from 'vitest';
import { fits, fitted, parametersOf } from './fits.js';

describe('of other laws', () => {
  it('ends at the ends of the ranges, without standard errors', () => {
    const light = Float64Array.from({ length: 500 }, (_, i) => i / 500);
    expect(fitted('fitStudentT', light)).toMatchObject({ law: { degrees: 1000 }, standardErrors: undefined });
    expect(fitted('fitNormalInverseGaussian', light).standardErrors).toBeUndefined();
    const uniform = draw(generalisedPareto({ shape: -0.8 }), 1000, stream(1, 'bounded'));
    expect(fitted('fitGeneralisedPareto', uniform).standardErrors).toBeUndefined();
    const tooLight = Float64Array.from({ length: 50 }, (_, i) => 1 - 1e-3 * Math.sqrt(i + 1));
    expect(fitGeneralisedPareto(tooLight)).toEqual({
      converged: false,
      sentence: 'The likelihood has no maximum with a shape above -1.',
    });
  });

  it('over hundreds of powers of ten has a maximum, or a sentence', () => {
    const over = (from: number, to: number) =>
      Float64Array.from({ length: 60 }, (_, i) => 10 ** (from + ((to - from) * i) / 59));
    for (const [from, to] of [
      [-80, 80],
      [-150, 150],
      [0, 300],
    ]) {
      const sample = over(from, to);
      const fit = fitGeneralisedPareto(sample);
      if (!fit.converged) throw new Error(fit.sentence);
      const { shape, scale } = fit.law;
      const likelihoodOf = (by: number, and: number) =>
        logDensity(generalisedPareto({ shape: by * shape, scale: and * scale }), sample).reduce(
          (a, b) => a + b,
        );
      const largest = likelihoodOf(1, 1);
      expect(Math.abs(fit.logLikelihood - largest)).toBeLessThan(1e-9 * Math.abs(largest));
      for (const [by, and] of [
        [1.02, 1],
        [0.98, 1],
        [1, 1.1],
        [1, 0.9],
      ]) {
        expect(likelihoodOf(by, and)).toBeLessThan(largest);
      }
    }
    expect(fitGeneralisedPareto(over(-300, 300))).toEqual({
      converged: false,
      sentence: expect.stringMatching(
        /from 1e-300 to 1e\+300, over so many powers of ten .* number range\.$/,
      ),
    });
  });

  it('converges on small, heavy and skewed samples', () => {
    const laws = [
      normal(),
      studentT({ degrees: 1 }),
      stable({ alpha: 0.6, beta: -1 }),
      logNormal({ logDeviation: 2 }),
    ];
    for (const law of laws) {
      for (let i = 0; i < 40; i++) {
        const sample = draw(law, [10, 30, 200][i % 3], stream(3, 'small', law.family, i));
        for (const name of ['fitStudentT', 'fitNormalInverseGaussian']) {
          const { logLikelihood, law: found } = fitted(name, sample);
          const exact = logDensity(found, sample).reduce((sum, x) => sum + x, 0);
          expect(Math.abs(logLikelihood - exact)).toBeLessThan(1e-9 * Math.abs(exact) + 1e-9);
        }
      }
    }
  });
});

describe('shift, scale and mirror image', () => {
  const sample = draw(
    normalInverseGaussian({ steepness: 1, asymmetry: 0.3 }),
    400,
    stream(1, 'equivariance'),
  );
  const originals = { t: fitStudentT(sample), nig: fitNormalInverseGaussian(sample) };
  it('moves fits of both signs with the data, at scales from 1e-12 to 1e9', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -12, max: 9, noNaN: true }),
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.boolean(),
        (power, shift, mirrored) => {
          const size = 10 ** power;
          const sign = mirrored ? -1 : 1;
          const moved = sample.map((x) => sign * size * x + shift * size);
          const close = (found: number, expected: number) =>
            expect(Math.abs(found - expected)).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected)));
          const t = fitStudentT(moved);
          if (!t.converged || !originals.t.converged) throw new Error('no fit');
          close(t.law.degrees, originals.t.law.degrees);
          close(t.law.scale / size, originals.t.law.scale);
          close(t.law.location / size - shift, sign * originals.t.law.location);
          const nig = fitNormalInverseGaussian(moved);
          if (!nig.converged || !originals.nig.converged) throw new Error('no fit');
          close(nig.law.steepness * size, originals.nig.law.steepness);
          close(nig.law.asymmetry * size, sign * originals.nig.law.asymmetry);
          close(nig.law.scale / size, originals.nig.law.scale);
          close(nig.law.location / size - shift, sign * originals.nig.law.location);
        },
      ),
      { seed: 1, numRuns: 30 },
    );
  });

  it.each(['fitGeneralisedPareto', 'fitPareto', 'fitLogNormal'])('%s scales with the data', (name) => {
    const positive = draw(pareto({ tailIndex: 2 }), 300, stream(1, 'scaled'));
    const original = fitted(name, positive);
    for (const size of [1e-12, 1e9]) {
      const { law, logLikelihood } = fitted(
        name,
        positive.map((x) => size * x),
      );
      const shift = -300 * Math.log(size);
      expect(Math.abs(logLikelihood - original.logLikelihood - shift)).toBeLessThan(1e-8);
      for (const parameter of ['shape', 'tailIndex', 'logDeviation']) {
        const [a, b] = [parametersOf(law)[parameter], parametersOf(original.law)[parameter]];
        if (a !== undefined) expect(Math.abs(a / b - 1)).toBeLessThan(1e-9);
      }
    }
  });

  it('a threshold moves with the data', () => {
    const excesses = draw(generalisedPareto({ shape: 0.4 }), 300, stream(1, 'threshold'));
    const original = fitGeneralisedPareto(excesses);
    const moved = fitGeneralisedPareto(
      excesses.map((x) => x - 5),
      { threshold: -5 },
    );
    if (!original.converged || !moved.converged) throw new Error('no fit');
    expect(moved.law.threshold).toBe(-5);
    expect(moved.law.shape).toBeCloseTo(original.law.shape, 9);
  });
});

describe('samples that cannot be fitted', () => {
  const counting = [...Array(20).keys()].map((x) => x + 1);
  describe.each(Object.keys(fits))('%s', (name) => {
    it.each([
      ['empty', [], /has 0 points; a fit needs at least 10/],
      ['too few', [1, 2, 3], /has 3 points; a fit needs at least 10/],
      ['not a number', [...counting, NaN], /Point 20 of the sample is NaN/],
      ['infinite', [...counting, Infinity], /Point 20 of the sample is Infinity/],
      ['constant', Array(50).fill(4), /Half of the 50 points are equal \(to 4\)/],
      ['mostly constant', [...Array(40).fill(2), ...counting], /Half of the 60 points are equal/],
    ] as const)('%s: a sentence', (_, sample, sentence) => {
      expect(() => fits[name](sample as readonly number[])).toThrow(sentence);
    });
  });
  it.each(['fitPareto', 'fitLogNormal'])('%s refuses points that are not positive', (name) => {
    expect(() => fits[name]([0, ...counting])).toThrow(/The smallest point of the sample is 0/);
  });
  it('refuses points below the threshold', () => {
    expect(() => fitGeneralisedPareto(counting, { threshold: 1 })).toThrow(
      /all must lie above the threshold, 1/,
    );
  });
});
