import {
  discretisationBound,
  largestStepSize,
  levyExitIterations,
  levyExitTime,
  temperature,
  type DiscretisationProblem,
} from 'heavytail/sde';
import { describe, expect, it } from 'vitest';

describe('iterations and temperature of SGD', () => {
  it('are the exit time of the equation over the step size', () => {
    const [alpha, stepSize, noiseScale, width, batchSize] = [1.5, 0.01, 2, 3, 16];
    const scale = stepSize ** ((alpha - 1) / alpha) * noiseScale * batchSize ** (1 / alpha - 1);
    const iterations = levyExitIterations({ alpha, stepSize, noiseScale, width, batchSize });
    expect(iterations / (levyExitTime(alpha, scale, width, width) / stepSize)).toBeCloseTo(1, 12);
    expect(temperature(0.1, 4, 8)).toBeCloseTo(0.025, 15);
    expect(() => temperature(0, 1)).toThrow('The stepSize is 0');
    expect(() => levyExitIterations({ alpha: 2, stepSize, noiseScale, width })).toThrow('0 < alpha < 2');
  });
});

describe('discretisation', () => {
  const problem: DiscretisationProblem = {
    alpha: 1.8,
    dimension: 2,
    noiseScale: 0.5,
    gaussianScale: 1,
    holderExponent: 0.6,
    holderConstant: 2,
  };
  const constants = { dissipativity: 8, factors: [1, 2, 3, 4] as const };

  it('names the smallest of the six bounds on the step size', () => {
    // By hand, for time 10 and delta 1: u = 200.
    const shared = 2 ** 1.2 * 0.5 ** -0.8;
    const bounds = [
      1,
      2,
      (200 * 2 * 0.5 ** -1.28) ** (-1 / 0.56),
      (200 * 2 * 4) ** (-1 / 1.2),
      (200 * 3 * shared) ** (-1.8 / 1.2),
      (200 * 4 * shared) ** (-1 / 0.6),
    ];
    const found = largestStepSize(problem, constants, 10, 1);
    expect(Math.abs(found / Math.min(...bounds) - 1)).toBeLessThan(1e-12);
    expect(largestStepSize(problem, constants, 10, 2)).toBeGreaterThan(found);
  });

  it('has a correction that falls with psi and the step, but for the jumps beyond psi', () => {
    const unit = { drift: 1, gaussian: 1, jump: 1 };
    const bound = (stepSize: number, psi: number) =>
      discretisationBound(problem, unit, stepSize, Math.round(1 / stepSize), psi);
    const drift = 3 ** 0.6 * Math.exp(0.2) * 0.2;
    const leap = 1 - (1 - 2 ** 1.9 * 0.1 * Math.exp(1.8 * 0.2) * 0.5 ** 1.8 * 5 ** -1.8) ** 10;
    expect(bound(0.1, 5)).toBeCloseTo(
      drift + leap + 1 - (1 - 2 * Math.exp((-25 * Math.exp(-0.4)) / 0.8)) ** 10,
      9,
    );
    expect(bound(0.1, 0.01)).toBeCloseTo(drift + 2, 12);
    expect(bound(0.001, 5)).toBeLessThan(bound(0.01, 5));
    // The jumps' term stays, however small the step: some jump beyond psi happens within the time.
    const jumps = 2 ** 1.9 * 0.5 ** 1.8 * 5 ** -1.8;
    expect(bound(1e-8, 5)).toBeCloseTo(1 - Math.exp(-jumps), 6);
  });

  it('refuses smooth gradients and alpha up to 1', () => {
    expect(() => largestStepSize({ ...problem, holderExponent: 1 }, constants, 1, 1)).toThrow('exponent 1 ');
    expect(() => largestStepSize({ ...problem, alpha: 1 }, constants, 1, 1)).toThrow('Index 1 ');
  });
});
