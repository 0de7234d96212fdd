import { draw, normal, stream } from 'heavytail/law';
import {
  fitGaussianMixture,
  logMixtureDensity,
  type GaussianMixture,
} from '#heavytail/tail/diagnosis/gaussianMixture';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';

/** As it stands in books, for values at which nothing underflows. */
function slowDensity({ location, deviations: [narrow, wide], share }: GaussianMixture, x: number): number {
  const part = (deviation: number) =>
    Math.exp(-0.5 * ((x - location) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));
  return (1 - share) * part(narrow) + share * part(wide);
}

describe('logMixtureDensity', () => {
  const mixture: GaussianMixture = { location: 0.5, deviations: [0.7, 4], share: 0.15 };

  it('is the logarithm of the mixed densities', () => {
    const xs = Float64Array.of(-9, -2, -0.2, 0.5, 1, 2.3, 3, 8);
    logMixtureDensity(mixture, xs).forEach((value, i) => {
      expect(value).toBeCloseTo(Math.log(slowDensity(mixture, xs[i])), 12);
    });
  });

  it('is that of the wider part where the narrower one underflows', () => {
    const [far] = logMixtureDensity(mixture, Float64Array.of(400.5));
    expect(far).toBeCloseTo(Math.log(0.15 / 4) - 0.5 * Math.log(2 * Math.PI) - 5000, 9);
  });
});

describe('fitGaussianMixture', () => {
  const n = 4000;
  const sample = draw(normal(), n, stream(1, 'mixture')).map((x, i) => (i % 5 === 0 ? 5 * x : x));
  const fit = fitGaussianMixture(sample, 0)!;

  it('finds the parts of a mixture', () => {
    // Standard errors of a part of known members; those of a mixture are less than three times as large.
    const error = 3 * normalLimit;
    expect(Math.abs(fit.deviations[0] - 1)).toBeLessThan(error / Math.sqrt(2 * 0.8 * n));
    expect(Math.abs(fit.deviations[1] / 5 - 1)).toBeLessThan(error / Math.sqrt(2 * 0.2 * n));
    expect(Math.abs(fit.share - 0.2)).toBeLessThan(error * Math.sqrt((0.2 * 0.8) / n));
  });

  it('is where the likelihood is largest', () => {
    const likelihood = (mixture: GaussianMixture) =>
      sample.reduce((sum, x) => sum + Math.log(slowDensity(mixture, x)), 0);
    const top = likelihood(fit);
    const { location, share } = fit;
    const [narrow, wide] = fit.deviations;
    const beside = (step: number): GaussianMixture[] => [
      { location, share, deviations: [narrow * (1 + step), wide] },
      { location, share, deviations: [narrow, wide * (1 + step)] },
      { location, share: share * (1 + step), deviations: [narrow, wide] },
    ];
    const [above, below] = [beside(0.01), beside(-0.01)].map((side) => side.map(likelihood));
    above.forEach((up, i) => {
      const down = below[i];
      expect(Math.max(up, down)).toBeLessThan(top);
      // The top of the parabola through the three lies within a twentieth of a step.
      expect(Math.abs((up - down) / (2 * (up + down - 2 * top)))).toBeLessThan(0.05);
    });
  });

  it('moves with its location and its unit', () => {
    const moved = fitGaussianMixture(
      sample.map((x) => 1e-3 * x + 7),
      7,
    )!;
    expect(moved.location).toBe(7);
    // As near as the iteration settles.
    expect(1e3 * moved.deviations[0]).toBeCloseTo(fit.deviations[0], 3);
    expect(1e3 * moved.deviations[1]).toBeCloseTo(fit.deviations[1], 2);
    expect(moved.share).toBeCloseTo(fit.share, 3);
  });

  it('takes one far value for a part of its own', () => {
    const far = Float64Array.from({ length: 100 }, (_, i) => (i === 0 ? 1e4 : i % 2 ? 1 : -1));
    const { deviations, share } = fitGaussianMixture(far, 0)!;
    expect(deviations[0]).toBeCloseTo(1, 3);
    expect(deviations[1] / 1e4).toBeCloseTo(1, 2);
    expect(share).toBeCloseTo(0.01, 3);
  });

  it('does not depend on the order of the values', () => {
    const zeroInTheMiddle = sample.slice();
    zeroInTheMiddle[n / 2] = 0;
    expect(fitGaussianMixture(zeroInTheMiddle, 0)!.share).toBeCloseTo(fit.share, 2);
  });

  it('gives both parts of values of one size the same width', () => {
    const even = Float64Array.from({ length: 100 }, (_, i) => (i % 2 ? 3 : -3));
    const { deviations } = fitGaussianMixture(even, 0)!;
    expect(deviations[0]).toBeCloseTo(3, 9);
    expect(deviations[1]).toBeCloseTo(3, 9);
  });

  it('is undefined where one part is a point, and where it does not settle', () => {
    const zeros = Float64Array.from({ length: 100 }, (_, i) => (i < 60 ? 0 : i));
    expect(fitGaussianMixture(zeros, 0)).toBeUndefined();
    // Gaussian draws: the likelihood climbs too slowly towards parts that are equal.
    expect(fitGaussianMixture(draw(normal(), 1000, stream(1)), 0)).toBeUndefined();
  });
});
