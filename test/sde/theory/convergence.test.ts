import { convergenceScale, floorExponent, stationaryScale } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';

describe('scale of SGD on a quadratic', () => {
  const descent = { alpha: 1.5, stepSize: 0.1, curvature: 2, noiseScale: 0.7 };

  it.each([1.2, 1.5, 2])('is that of the recursion, step by step (alpha %f)', (alpha) => {
    for (const stepSize of [1e-4, 0.1, 0.5, 0.9, 1, 1.3]) {
      let scale = 3;
      for (let k = 0; k <= 40; k++) {
        const exact = convergenceScale({ ...descent, alpha, stepSize }, k, 3);
        // Forty steps of the naive recursion, each with a few roundings.
        expect(Math.abs(exact / scale - 1)).toBeLessThan(1e-13);
        const q = Math.abs(1 - stepSize * 2);
        scale = ((q * scale) ** alpha + (stepSize * 0.7) ** alpha) ** (1 / alpha);
      }
    }
  });

  it('tends to its stationary value', () => {
    expect(convergenceScale(descent, 400, 5) / stationaryScale(descent)).toBeCloseTo(1, 12);
  });

  it('has at alpha 2 the variance of the autoregressive process', () => {
    const q = 1 - 0.2;
    const variance = 2 * stationaryScale({ ...descent, alpha: 2 }) ** 2;
    expect(variance / ((2 * (0.1 * 0.7) ** 2) / (1 - q * q))).toBeCloseTo(1, 13);
  });

  it('has a floor of exponent (alpha - 1)/alpha and the given constant at small steps', () => {
    const [fine, finer] = [1e-6, 1e-7].map((stepSize) => stationaryScale({ ...descent, stepSize }));
    // The next order is of relative size stepSize.
    expect(Math.log10(fine / finer)).toBeCloseTo(floorExponent(1.5), 5);
    expect(fine / (1e-6 ** (1 / 3) * 0.7 * 3 ** (-1 / 1.5))).toBeCloseTo(1, 5);
  });

  it('refuses steps that do not settle and parameters out of range', () => {
    expect(() => stationaryScale({ ...descent, stepSize: 1 })).toThrow('not below 2');
    expect(() => convergenceScale(descent, 1.5)).toThrow('1.5 steps');
    expect(() => convergenceScale({ ...descent, alpha: 2.1 }, 1)).toThrow('The index alpha is 2.1');
    expect(() => convergenceScale({ ...descent, stepSize: 0 }, 1)).toThrow('The stepSize is 0');
  });
});
