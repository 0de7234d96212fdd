import { stream } from 'heavytail/random';
import {
  brownian,
  countExits,
  doubleWell,
  flat,
  getoorTime,
  levy,
  meanExitTime,
  needle,
  passageTime,
  productLandscape,
  quadraticLandscape,
  quadraticWell,
  radialPassageTime,
  randomRotation,
  rotated,
  separable,
  spaceExits,
  type SpaceExits,
  type SpaceExitSettings,
} from 'heavytail/sde';
import { expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';
import { threeWells, well } from './threeWells.js';

const base: SpaceExitSettings = { ...threeWells, stream: stream(1, 'closed forms') };

/** Watched at grid points, a Brownian path acts as if the edge were farther off by this (Siegmund 1979). */
const shift = (noiseScale: number, timeStep: number) => 0.5826 * noiseScale * Math.sqrt(timeStep);

function expectMean(exits: SpaceExits, expected: number, bias: number): void {
  const { mean, standardError } = meanExitTime(countExits(exits));
  expect(Math.abs(mean - expected)).toBeLessThan(normalLimit * standardError + bias);
}

it.each([
  [1, 'isotropic', 2, 0.5],
  [1.5, 'isotropic', 3, 0],
  [0.8, 'isotropic', 3, 0.2],
  [1.5, 'independent', 2, 0],
  [0.8, 'independent', 3, 0],
] as const)('alpha %f, %s, %i dimensions: Getoor', (alpha, components, dimension, distance) => {
  const origin = new Float64Array(dimension);
  const start = Float64Array.from(origin, (_, j) => (j === dimension - 1 ? distance : 0));
  const timeStep = 5e-4;
  const exits = spaceExits({
    ...base,
    landscape: productLandscape(flat(), dimension),
    driver: levy(alpha, 1),
    components,
    start,
    timeStep,
    domain: { kind: 'ball', center: origin, radius: 1 },
    paths: 2000,
  });
  const exact = getoorTime(alpha, 1, distance, dimension, components);
  // Watching at grid points: the ball acts as if larger by some timeStep^(1/alpha).
  expectMean(exits, exact, exact * ((1 + 2 * timeStep ** (1 / alpha)) ** alpha - 1) + timeStep);
});

it('Ornstein-Uhlenbeck exits from a ball take the time of the radial integral', () => {
  const [curvature, noiseScale, timeStep, dimension] = [1, 1, 0.002, 3];
  const radius = 1.2 + shift(noiseScale, timeStep);
  // (2/eps^2) int_0^R y^(1-d) e^(k y^2/eps^2) int_0^y z^(d-1) e^(-k z^2/eps^2) dz dy by midpoints.
  const [points, width] = [4000, radius / 4000];
  let inner = 0;
  let exact = 0;
  for (let i = 0; i < points; i++) {
    const y = (i + 0.5) * width;
    const weight = y ** (dimension - 1) * Math.exp(-curvature * (y / noiseScale) ** 2);
    inner += weight * width;
    exact += (2 / noiseScale ** 2) * ((inner - (weight * width) / 2) / weight) * width;
  }
  const exits = spaceExits({
    ...base,
    landscape: quadraticLandscape([curvature, curvature, curvature]),
    driver: brownian(noiseScale),
    start: [0, 0, 0],
    timeStep,
    domain: { kind: 'ball', center: [0, 0, 0], radius: 1.2 },
    paths: 1500,
  });
  // What is left is of first order in the time step, relative to the relaxation time 1.
  expectMean(exits, exact, 3 * timeStep * exact);
});

it('the passage of one coordinate of a separable landscape takes the time of the line', () => {
  const exits = spaceExits({ ...base, paths: 1500, timeStep: 0.005 });
  const exact = passageTime(well, 0.8, -1, shift(0.8, 0.005));
  // Euler's drift shifts times by about timeStep times the largest curvature on the way (2.4).
  expectMean(exits, exact, 2.4 * 0.005 * exact);
});

it('turning a landscape changes no exit time, and Eyring and Kramers are as far off as on the line', () => {
  const noiseScale = 0.5;
  const rotation = randomRotation(3, stream(1, 'turned wells'));
  const wells = doubleWell({ width: 1, height: 0.25 });
  const landscape = rotated(separable([wells, quadraticWell(3), quadraticWell(0.5)]), rotation);
  const exits = spaceExits({
    ...base,
    landscape,
    driver: brownian(noiseScale),
    start: landscape.minima[0],
    timeStep: 0.01,
    domain: { kind: 'halfSpace', normal: rotation.subarray(0, 3), offset: 0 },
    paths: 600,
  });
  const exact = passageTime(wells, noiseScale, -1, shift(noiseScale, 0.01));
  expectMean(exits, exact, 3 * 0.01 * exact);
  // To the saddle; half of the paths that reach it go on. Published ratio at this noise: 18.426/(32.829/2).
  const saddleHessian = landscape.hessian(landscape.saddles[0]);
  const wellHessian = landscape.hessian(landscape.minima[0]);
  const kramers =
    2 *
    Math.PI *
    Math.sqrt(Math.abs(determinant(saddleHessian)) / determinant(wellHessian)) *
    Math.exp((2 * 0.25) / noiseScale ** 2);
  expect(passageTime(wells, noiseScale, -1, 0) / (kramers / 2)).toBeCloseTo(18.42615845 / (32.829 / 2), 3);
});

it('a needle is found in the time of the radial integral, from outside and in dimensions 1 to 5', () => {
  for (const dimension of [1, 2, 5]) {
    const landscape = needle({
      dimension,
      needleRadius: 0.5,
      floorRadius: 1,
      depth: 1,
      wallCurvature: 40,
      wallWidth: 0.5,
    });
    const start = new Float64Array(dimension);
    start[0] = 2;
    const timeStep = 0.001;
    const exits = spaceExits({
      ...base,
      landscape,
      driver: brownian(1),
      start,
      timeStep,
      domain: { kind: 'outside', center: new Float64Array(dimension), radius: 0.3 },
      paths: 500,
    });
    const exact = radialPassageTime(landscape, 1, 2, 0.3 - shift(1, timeStep));
    expectMean(exits, exact, 40 * timeStep * exact);
  }
});

it('in a thousand dimensions a product of double wells keeps its barrier time', () => {
  const dimension = 1000;
  const exits = spaceExits({
    ...base,
    landscape: productLandscape(well, dimension),
    start: new Float64Array(dimension).fill(-1),
    timeStep: 0.02,
    domain: {
      kind: 'halfSpace',
      normal: Float64Array.from({ length: dimension }, (_, j) => +(j === 7)),
      offset: 0,
    },
    paths: 40,
  });
  const exact = passageTime(well, 0.8, -1, shift(0.8, 0.02));
  expectMean(exits, exact, 2.4 * 0.02 * exact);
});

it('the tamed scheme has the exit times of the plain one at small steps', () => {
  const exits = spaceExits({ ...base, scheme: 'tamed', paths: 1500, timeStep: 0.005 });
  const exact = passageTime(well, 0.8, -1, shift(0.8, 0.005));
  expectMean(exits, exact, 3 * 2.4 * 0.005 * exact);
});

function determinant([a, b, c, d, e, f, g, h, i]: Float64Array): number {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}
