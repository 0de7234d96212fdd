import { normal } from 'heavytail/law';
import { stream } from 'heavytail/random';
import {
  brownian,
  compoundPoisson,
  exitTimes,
  mixture,
  quadraticLandscape,
  quadraticWell,
  scaledBy,
  sgdNoise,
  spacePath,
  temperedLevy,
  type Driver,
} from 'heavytail/sde';
import { expect, it } from 'vitest';

it('drivers refuse parameters outside their range', () => {
  expect(() => temperedLevy(2, 1, 1)).toThrow('The index alpha is 2; it must be above 0 and below 2.');
  expect(() => temperedLevy(1.5, 1, 0)).toThrow('The tempering length is 0');
  expect(() => compoundPoisson(0, normal())).toThrow('The rate of jumps is 0');
  expect(() => mixture(1.5, 1, -1)).toThrow('The Gaussian share sigma is -1');
  expect(() => sgdNoise({ stepSize: 0.1, batchSize: 0.5, scale: 1 })).toThrow('The batch size is 0.5');
  expect(() => sgdNoise({ stepSize: 0.1, batchSize: 1, scale: 1, alpha: 3 })).toThrow('The index alpha is 3');
});

it('a scale of the noise that is no number is refused where it appears', () => {
  const walk = {
    landscape: quadraticLandscape([1]),
    driver: scaledBy(brownian(1), (x) => (x[0] > 0.5 ? NaN : 1)),
    start: [0],
    timeStep: 0.1,
    steps: 1000,
    stream: stream(1, 'refused scale'),
  };
  expect(() => spacePath(walk)).toThrow('The scale of the noise is NaN at a place');
});

it('SGD is refused only where it diverges', () => {
  const { driver, timeStep } = sgdNoise({ stepSize: 1.5, batchSize: 1, scale: 1 });
  const walk = { driver, timeStep, start: [0], steps: 10, stream: stream(1, 'coarse SGD') };
  expect(spacePath({ ...walk, landscape: quadraticLandscape([1]) })).toHaveLength(11);
  expect(() => spacePath({ ...walk, landscape: quadraticLandscape([2]) })).toThrow('must be at most 2');
});

it('the line names drivers that it does not take, and where to go with them', () => {
  const settings = {
    potential: quadraticWell(1),
    low: -1,
    high: 1,
    start: 0,
    timeStep: 0.1,
    paths: 1,
    maximalSteps: 10,
    scheme: 'euler' as const,
    stream: stream(1, 'line'),
  };
  const driver = temperedLevy(1.5, 1, 1) as unknown as Driver;
  expect(() => exitTimes({ ...settings, driver })).toThrow('The driver "tempered" is not taken on the line');
});
