import { noiseSource } from '#heavytail/sde/noise/index';
import {
  brownian,
  compoundPoisson,
  levy,
  mixture,
  scaledBy,
  sgdNoise,
  spacePath,
  temperedLevy,
  quadraticLandscape,
  type Components,
  type SpaceDriver,
} from 'heavytail/sde';
import { powOf } from '#heavytail/kernel/index';
import { draw, normal, stable } from 'heavytail/law';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';

type Unscaled = Exclude<SpaceDriver, { kind: 'scaled' }>;

const steps = 100_000;

function increments(driver: Unscaled, dimension: number, components: Components, timeStep: number) {
  const source = noiseSource(driver, dimension, components, timeStep);
  source.rewind(stream(1, 'increments', driver.kind, components));
  const rows = new Float64Array(steps * dimension);
  source.fill(rows);
  return rows;
}

/** Mean of cos(u . row): the real characteristic function of a symmetric law. */
function characteristic(rows: Float64Array, u: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < rows.length; at += u.length) {
    sum += Math.cos(u.reduce((dot, uj, j) => dot + uj * rows[at + j], 0));
  }
  return sum / (rows.length / u.length);
}

/**
 * How far a mean of cosines may be from the characteristic function phi: Var cos(u X) = (1 + phi(2u))/2 -
 * phi(u)^2, and the mean of 1e5 numbers in [-1, 1] is as good as normal.
 */
const tolerance = (phi: number, phiOfTwice: number) =>
  normalLimit * Math.sqrt(((1 + phiOfTwice) / 2 - phi ** 2) / steps);

const t = 2;
const length = (u: readonly number[]) => Math.hypot(...u);
/** log of the characteristic function of the whole vector, from a radial one or one of each coordinate. */
const laws: [string, Unscaled, (size: number) => number][] = [
  ['Brownian', brownian(0.7), (u) => -0.5 * t * (0.7 * u) ** 2],
  ['stable', levy(1.4, 0.7), (u) => -t * (0.7 * u) ** 1.4],
  ['stable, small index', levy(0.6, 0.7), (u) => -t * (0.7 * u) ** 0.6],
  [
    'tempered, long lengths',
    temperedLevy(1.4, 0.7, 3),
    (u) => -t * (((0.7 * u) ** 2 + 1 / 9) ** 0.7 - (1 / 9) ** 0.7),
  ],
  [
    'tempered, short lengths, several pieces',
    temperedLevy(1.8, 0.7, 0.3),
    (u) => -t * (((0.7 * u) ** 2 + 1 / 0.09) ** 0.9 - (1 / 0.09) ** 0.9),
  ],
  ['tempered, small index', temperedLevy(0.7, 0.7, 1), (u) => -t * (((0.7 * u) ** 2 + 1) ** 0.35 - 1)],
  ['mixture', mixture(1.5, 0.7, 0.8), (u) => -0.5 * t * (0.56 * u) ** 2 - t * (0.7 * u) ** 1.5],
];

describe.each(laws)('%s increments', (_, driver, exponent) => {
  it.each([
    [1, 'isotropic'],
    [3, 'isotropic'],
    [3, 'independent'],
  ] as const)('have their characteristic function in %i dimensions, %s', (dimension, components) => {
    const rows = increments(driver, dimension, components, t);
    for (const direction of [
      [1, 0, 0],
      [0.4, -0.3, 0.5],
      [0.8, 0.3, 0.1],
    ]) {
      const u = direction.slice(0, dimension);
      // Isotropic and Brownian laws know |u| alone; independent coordinates multiply.
      const shared = components === 'isotropic' || driver.kind === 'brownian';
      const phi = (v: readonly number[]) =>
        Math.exp(shared ? exponent(length(v)) : v.reduce((sum, vj) => sum + exponent(Math.abs(vj)), 0));
      const allowed = tolerance(phi(u), phi(u.map((uj) => 2 * uj)));
      expect(Math.abs(characteristic(rows, u) - phi(u))).toBeLessThan(allowed);
    }
  });
});

it.each(['isotropic', 'independent'] as const)('compound Poisson jumps, %s', (components) => {
  const rows = increments(compoundPoisson(2, normal({ deviation: 0.5 })), 2, components, t);
  const moving = (at: number) => (components === 'isotropic' ? rows[2 * at] !== 0 : rows[2 * at + 1] !== 0);
  let still = 0;
  let square = 0;
  for (let at = 0; at < steps; at++) {
    still += Number(!moving(at));
    square += rows[2 * at] ** 2 + rows[2 * at + 1] ** 2;
  }
  const none = Math.exp(-2 * t);
  expect(Math.abs(still / steps - none)).toBeLessThan(normalLimit * Math.sqrt((none * (1 - none)) / steps));
  // E |row|^2 = rate t E jump^2 (for every coordinate of independent ones); its fourth moment gives the error.
  const clocks = components === 'isotropic' ? 1 : 2;
  const mean = clocks * 2 * t * 0.25;
  const fourth = clocks * (2 * t * 3 * 0.0625 + 3 * (2 * t * 0.25) ** 2);
  expect(Math.abs(square / steps - mean)).toBeLessThan(normalLimit * Math.sqrt(fourth / steps));
});

it('clipped increments are the stable ones where those are small, and never larger than allowed', () => {
  const cut = { kind: 'clipped', alpha: 1.4, noiseScale: 0.7, largestIncrement: 0.5 } as const;
  for (const components of ['isotropic', 'independent'] as const) {
    const [clipped, free] = [cut, { ...cut, largestIncrement: 1e300 }].map((driver) =>
      increments(driver, 3, components, t).subarray(0, 30_000),
    );
    const sizes = (rows: Float64Array, at: number) =>
      components === 'isotropic' ? length([...rows.subarray(at, at + 3)]) : Math.abs(rows[at]);
    let cutOnes = 0;
    let [furthest, largest] = [0, 0];
    for (let at = 0; at < free.length; at += 3) {
      const size = sizes(free, at);
      largest = Math.max(largest, Math.abs(sizes(clipped, at) - Math.min(size, 0.5)));
      furthest = Math.max(furthest, Math.abs(clipped[at] - free[at] * Math.min(1, 0.5 / size)));
      cutOnes += Number(size > 0.5);
    }
    expect(largest).toBeLessThan(5e-13);
    expect(furthest).toBeLessThan(1e-12);
    expect(cutOnes).toBeGreaterThan(1000);
  }
});

it('a scale of the place multiplies the increments before each step', () => {
  const shared = {
    landscape: quadraticLandscape([1, 2]),
    start: [1, -1],
    timeStep: 0.1,
    steps: 50,
    stream: stream(1, 'scaled'),
  };
  const scaleAt = (x: Float64Array) => 0.1 + x[0] ** 2;
  const scaled = spacePath({ ...shared, driver: scaledBy(brownian(1), scaleAt) });
  const source = noiseSource(brownian(1), 2, 'isotropic', 0.1);
  source.rewind(shared.stream);
  const noise = new Float64Array(100);
  source.fill(noise);
  const x = Float64Array.of(1, -1);
  for (let step = 0; step < 50; step++) {
    const scale = scaleAt(x);
    [1, 2].forEach((k, j) => (x[j] = x[j] - 0.1 * (k * x[j]) + scale * noise[2 * step + j]));
    expect([...scaled.subarray(2 * step + 2, 2 * step + 4)]).toEqual([...x]);
  }
});

describe.each([2, 1.5])('SGD noise of index %f', (alpha) => {
  it('is the plain iteration to the last bit', () => {
    const [stepSize, batchSize, scale] = [0.05, 32, 3];
    const { driver, timeStep, temperature } = sgdNoise({ stepSize, batchSize, scale, alpha });
    expect(temperature).toBe(stepSize / batchSize);
    const shared = { start: [2, 1], steps: 100, stream: stream(1, 'sgd') };
    const landscape = quadraticLandscape([1, 4]);
    const walk = spacePath({ ...shared, landscape, driver, timeStep, components: 'independent' });
    // The same noise drawn by the laws themselves: an iteration that knows nothing of equations.
    const raw =
      alpha === 2 ? shared.stream.normals(200) : draw(stable({ alpha, scale: 1 }), 200, shared.stream);
    const share = alpha === 2 ? 1 / Math.sqrt(batchSize) : powOf(batchSize, 1 / alpha - 1);
    const noise = (step: number, j: number) => stepSize * (scale * share) * raw[2 * step + j];
    const x = [2, 1];
    for (let step = 0; step < 100; step++) {
      [1, 4].forEach((k, j) => (x[j] = x[j] - stepSize * (k * x[j]) + noise(step, j)));
      expect([...walk.subarray(2 * step + 2, 2 * step + 4)]).toEqual(x);
    }
  });

  it('has the scale of the mean of a minibatch', () => {
    const { driver, timeStep } = sgdNoise({ stepSize: 0.1, batchSize: 16, scale: 2, alpha });
    const rows = increments(driver, 1, 'independent', timeStep);
    // The mean of b stable numbers of scale s has scale s b^(1/alpha - 1); cf exp(-(scale u)^alpha), or normal.
    const size = 0.1 * 2 * 16 ** (1 / alpha - 1);
    const log = (u: number) => (alpha === 2 ? -0.5 * (size * u) ** 2 : -((size * u) ** alpha));
    for (const u of [5, 10, 20]) {
      const allowed = tolerance(Math.exp(log(u)), Math.exp(log(2 * u)));
      expect(Math.abs(characteristic(rows, [u]) - Math.exp(log(u)))).toBeLessThan(allowed);
    }
    expect(() => increments(driver, 1, 'independent', 0.2)).toThrow('that of SGD with step size 0.1');
  });
});
