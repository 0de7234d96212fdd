import { stream } from 'heavytail/random';
import { density, draw, stable } from 'heavytail/stable';
import { estimateStableTail } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';

describe('estimateStableTail', () => {
  it('is the regression of Koutrouvelis, near that on two arguments', () => {
    const sample = draw(stable({ alpha: 1.5 }), 4000, stream(93));
    const found = estimateStableTail(sample, { method: 'characteristic' });
    // log(log|phi(1)| / log|phi(0.2)|) / log 5 of the empirical characteristic function at unit scale.
    const modulus = (t: number) => {
      const [re, im] = [Math.cos, Math.sin].map((f) => sample.reduce((sum, x) => sum + f(t * x), 0));
      return Math.hypot(re, im) / sample.length;
    };
    const twoPoints = Math.log(Math.log(modulus(1)) / Math.log(modulus(0.2))) / Math.log(5);
    // Standard errors of the two are 0.025 and about 0.04.
    expect(Math.abs(found.tailIndex! - twoPoints)).toBeLessThan(0.2);
    expect(found.low).toBeLessThan(1.5);
    expect(found.high).toBeGreaterThan(1.5);
  });

  it('ends its interval at 2, and below where the profile likelihood has fallen', () => {
    const sample = stream(94).normals(300);
    const found = estimateStableTail(sample);
    expect(found.status).toBe('ok');
    expect(found.high).toBe(2);
    expect(found.low).toBeLessThan(found.tailIndex!);
    // The law of the lower end, with the fit's scale and location, is less likely than the normal law by more
    // than z^2 / 2: the profile may only adjust scale and location.
    const logLikelihood = (alpha: number) =>
      density(stable({ alpha, scale: found.scale, location: found.location }), sample).reduce(
        (sum, value) => sum + Math.log(value),
        0,
      );
    expect(logLikelihood(2) - logLikelihood(found.low!)).toBeGreaterThan(1.96 ** 2 / 2 - 0.1);
    expect(found.low).toBeGreaterThan(1.5);
  });

  it.each([
    ['empty', [], 'not-enough-data'],
    ['two points', [1, 2], 'not-enough-data'],
    ['zeros', new Array(50).fill(0), 'invalid'],
    ['constant', new Array(50).fill(-3), 'invalid'],
    ['NaN', [...new Array(50).keys(), NaN], 'invalid'],
    ['infinite', [...new Array(50).keys(), Infinity], 'invalid'],
  ])('gives a sentence and no number: %s', (_, sample, status) => {
    const found = estimateStableTail(sample);
    expect(found.status).toBe(status);
    expect(found.tailIndex).toBeUndefined();
    expect(found.sentence).toMatch(/\.$/);
  });
});
