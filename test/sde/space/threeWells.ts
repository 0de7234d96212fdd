import { stream } from 'heavytail/random';
import { brownian, doubleWell, quadraticWell, separable, type SpaceExitSettings } from 'heavytail/sde';

/** The double well in which paths climb from -1 to the saddle at 0. */
export const well = doubleWell({ width: 1, height: 0.3 });

/** Brownian paths from the left minimum of a double well, beside two directions that hold them back. */
export const threeWells: SpaceExitSettings = {
  landscape: separable([well, quadraticWell(2), quadraticWell(1)]),
  driver: brownian(0.8),
  start: [-1, 0, 0],
  timeStep: 0.01,
  domain: { kind: 'halfSpace', normal: [1, 0, 0], offset: 0 },
  paths: 100,
  maximalSteps: 1e6,
  stream: stream(1, 'three wells'),
};
