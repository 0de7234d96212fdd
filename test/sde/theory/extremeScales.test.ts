import {
  convergenceScale,
  getoorTime,
  levyExitIterations,
  levyExitTime,
  levyExitTimeAlongAxes,
  levyExitTimeFromBall,
} from 'heavytail/sde';
import { gammaRatio } from '#heavytail/sde/theory/gamma';
import { describe, expect, it } from 'vitest';

/** Values of mpmath 1.3 from the formulas as documented, 40 digits. The tolerance is some roundings of double precision. */
const tolerance = 2e-14;

function expectValue(value: number, truth: number): void {
  expect(Math.abs(value / truth - 1)).toBeLessThan(tolerance);
}

describe('formulas where a gamma function or a power alone passes the range of doubles', () => {
  it.each([
    [1, 0.75225277806367505, 79.266545952120214],
    [2, 0.41856690686388842, 44.105324598953923],
    [3, 0.30090111122547002, 31.706618380848085],
    [10, 0.11718728985061428, 12.348285000500018],
    [283, 0.0093827509127114999, 0.98868130243952339],
    [284, 0.0093579397937904007, 0.98606689973416528],
    [300, 0.0089807537067613459, 0.94632196402658559],
    [1000, 0.0036388475488991526, 0.38343344798277308],
    [1e6, 2.0458911599263578e-5, 0.0021558009537535013],
    [1e15, 3.6381654427217209e-12, 3.8336157293992273e-10],
  ])('exit from a ball in %d dimensions', (dimension, getoor, ball) => {
    expectValue(getoorTime(1.5, 1, 0, dimension), getoor);
    expectValue(levyExitTimeFromBall(1.5, 0.1, 1, dimension), ball);
  });

  it.each([
    [0.01, 0.96408831118697808, 1.003865116254915],
    [0.5, 0.15355649019588361, 1.1083476586825299],
    [1, 0.021856432035983534, 1.0557144595323659],
    [1.99, 0.00039091094564932511, 0.69169630931781845],
    [2, 0.000375, 0.6875],
  ])('Getoor’s time at alpha %d', (alpha, wide, off) => {
    expectValue(getoorTime(alpha, 1, 0.5, 1000), wide);
    expectValue(getoorTime(alpha, 3, 2.5, 2), off);
  });

  it('Getoor’s time of balls of any size, and up to the edge', () => {
    expectValue(getoorTime(1.5, 1e200), 7.5225277806367502e299);
    expectValue(getoorTime(1.5, 1e-200), 7.5225277806367503e-301);
    expectValue(getoorTime(0.5, 1e200, 0.5e200), 1.050075135808664e100);
    expectValue(getoorTime(2, 1e154, 0, 1000), 5.0000000000000004e304);
    // Here radius^alpha is infinite and the time is not.
    expectValue(getoorTime(2, 1e155, 0, 1e6), 5.0000000000000001e303);
    expectValue(getoorTime(1.5, 1, 1 - 2 ** -53), 1.3683398320857578e-12);
  });

  it('small-noise times and SGD’s scales in units of any size', () => {
    expectValue(levyExitTimeFromBall(0.5, 1e-200, 1e200, 2), 9.5597759497224998e199);
    expectValue(levyExitTimeFromBall(1.9, 1e200, 1e200, 3), 3.6001458360678849);
    expectValue(levyExitTime(1.9, 1e-200, 1e-200, 3e-200), 18.577038793390412);
    expectValue(levyExitTime(1.9, 1e200, 3e200, 1e200), 18.577038793390412);
    expectValue(levyExitTime(0.5, 1e-200, 1e200, Infinity), 2.5066282746310005e200);
    const reaches = [
      { below: 1e-200, above: 2e-200 },
      { below: Infinity, above: 4e-200 },
    ];
    expectValue(levyExitTimeAlongAxes(1.9, 1e-200, reaches), 15.585779633885161);
    const tiny = { alpha: 1.5, stepSize: 1e-200, noiseScale: 1e-200, width: 1e-300, batchSize: 32 };
    expectValue(levyExitIterations(tiny), 1.417963080724413e151);
  });

  it.each([
    [1.9, 0.1, 1e-200, 50, 3e-200, 2.4623301359561364e-201],
    [1.9, 0.1, 1e200, 50, 3e201, 2.9480517745528411e199],
    [1.9, 3, 1, 900, 1, 1.7421109875902678e271],
    [1.9, 3, 1e-200, 1000, 1e-200, 2.2083880390829964e101],
    [1.5, 0.1, 0.3, 20, 2, 0.28723118044777675],
    [1.5, 2.5, 0.3, 20, 2, 7817.0153367331125],
  ])('scale of iterates, alpha %d, step %d, noise %d', (alpha, stepSize, noiseScale, steps, start, truth) => {
    const scale = convergenceScale({ alpha, stepSize, curvature: 1, noiseScale }, steps, start);
    // A power of 1000 roundings.
    expect(Math.abs(scale / truth - 1)).toBeLessThan(1e-12);
  });

  it('a quotient of gamma functions is that of factorials', () => {
    // Gamma(n)/Gamma(n + 1) = 1/n, Gamma(n)/Gamma(n + 2) = 1/(n (n + 1)).
    for (const n of [0.5, 1, 1.5, 2, 7, 100, 171, 172, 1e4, 1e8, 1e300]) {
      expectValue(gammaRatio(n, 0), 1);
      expectValue(gammaRatio(n, 1) * n, 1);
      if (n < 1e100) expectValue(gammaRatio(n, 2) * n * (n + 1), 1);
    }
  });
});
