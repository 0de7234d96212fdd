import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { stream } from 'heavytail/random';
import {
  brownian,
  doubleWell,
  levy,
  productLandscape,
  quadraticLandscape,
  spaceExits,
  type SpaceExitSettings,
} from 'heavytail/sde';
import { machine, report, type Speed } from './timing.js';

/**
 * Path-steps times coordinates a second in several dimensions, one thread, until the last path has left or is
 * censored, beside vectorised NumPy (bench/space.py: all paths at once, those that left taken out).
 */

const repetitions = 5;

/** Speed of work that says how many path-steps times coordinates it took. */
function measureSteps(work: (repetition: number) => number): Speed {
  work(0);
  const speeds = Array.from({ length: repetitions }, (_, repetition) => {
    const start = performance.now();
    const steps = work(repetition + 1);
    return steps / (performance.now() - start) / 1e3;
  });
  const mean = speeds.reduce((sum, speed) => sum + speed, 0) / repetitions;
  const variance = speeds.reduce((sum, speed) => sum + (speed - mean) ** 2, 0) / (repetitions - 1);
  return { best: Math.max(...speeds), mean, deviation: Math.sqrt(variance) };
}

/** Speed of the NumPy program, undefined where it is absent. */
function numpy(...parameters: (string | number)[]): number | undefined {
  const program = join(import.meta.dirname, '../../bench/space.py');
  try {
    const output = execFileSync('python3', [program, ...parameters.map(String)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number.parseFloat(output);
  } catch {
    return undefined;
  }
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

function ours(settings: Omit<SpaceExitSettings, 'stream'>): Speed {
  return measureSteps((repetition) => {
    const { steps } = spaceExits({ ...settings, stream: stream(repetition, 'bench') });
    return sum(steps) * settings.landscape.dimension;
  });
}

console.log(`Path-steps times coordinates (M/s: best, mean ± deviation). ${machine()}`);

const timeStep = 0.02;
const well = doubleWell({ width: 1, height: 0.25 });
for (const dimension of [2, 10, 100, 1000]) {
  const paths = Math.max(10, 2000 / dimension);
  const maximalSteps = 2000;
  const speed = ours({
    landscape: productLandscape(well, dimension),
    driver: brownian(0.4),
    start: new Float64Array(dimension).fill(-1),
    timeStep,
    domain: {
      kind: 'halfSpace',
      normal: Float64Array.from({ length: dimension }, (_, j) => Number(j === 0)),
      offset: 0,
    },
    paths,
    maximalSteps,
  });
  report(`Brownian, double wells, d = ${dimension}`, speed, {
    NumPy: numpy('wells', dimension, paths, maximalSteps),
  });
}
for (const dimension of [2, 10, 100]) {
  for (const components of ['isotropic', 'independent'] as const) {
    const [alpha, noiseScale, maximalSteps] = [1.5, 0.05, 5000];
    const paths = 1000 / dimension;
    const start = new Float64Array(dimension);
    const speed = ours({
      start,
      timeStep,
      paths,
      maximalSteps,
      landscape: quadraticLandscape(Array.from({ length: dimension }, () => 1)),
      driver: levy(alpha, noiseScale),
      components,
      domain: { kind: 'ball', center: start, radius: 1 },
    });
    report(`Levy, ${components}, ball, d = ${dimension}`, speed, {
      NumPy: numpy(components, dimension, paths, maximalSteps),
    });
  }
}
