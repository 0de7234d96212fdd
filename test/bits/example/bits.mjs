import { cos, exp, log, pow, sin } from '../../../dist/kernel/index.js';
import { draw, stable, stream } from '../../../dist/law/index.js';
import { sampler } from '../../../dist/law/stable/index.js';
import {
  brownian,
  doubleWell,
  exitTimes,
  levy,
  mullerBrown,
  path,
  quadraticWell,
  spaceExits,
} from '../../../dist/sde/index.js';

/** Numbers whose bits must not depend on where they are computed. Runs in Node and in a page. */

const count = 1000;
const points = Float64Array.from({ length: count }, (_, i) => (i + 0.5) ** 3 / 7 ** 5);
const drawn = (alpha, beta) => draw(stable({ alpha, beta }), count, stream(11, 'bits', alpha, beta));

const exits = (settings) => {
  const common = { timeStep: 0.05, paths: count, maximalSteps: 1e6, stream: stream(11, 'exits') };
  return exitTimes({ ...common, low: -1, high: 1, start: 0, potential: quadraticWell(1), ...settings })
    .places;
};

const subjects = {
  log: () => log(points),
  exp: () => exp(points.map((x) => x / 100 - 300)),
  pow: () => {
    const exponents = points.map((x) => 2 - x / 5000);
    return pow(points, exponents);
  },
  sin: () => sin(points),
  cos: () => cos(points),
  uniforms: () => stream(11, 'bits').uniforms(count),
  normals: () => stream(11, 'bits').normals(count),
  exponentials: () => stream(11, 'bits').exponentials(count),
  integers: () => stream(11, 'bits').integers(count, 1_000_003),
  permutation: () => stream(11, 'bits').permutation(count),
  'symmetric stable 1.5': () => drawn(1.5, 0),
  'symmetric stable 0.7': () => drawn(0.7, 0),
  cauchy: () => drawn(1, 0),
  gaussian: () => drawn(2, 0),
  'skewed stable 1.2': () => drawn(1.2, 0.8),
  'skewed stable 1': () => drawn(1, -0.5),
  sampler: () => sampler(stable({ alpha: 1.3, beta: 0.4 })).draw(count, stream(11, 'sampler')),
  'levy exits': () => exits({ driver: levy(1.5, 0.3) }),
  'levy exits without a table': () => exits({ driver: levy(0.2, 0.3) }),
  'brownian exits': () => exits({ driver: brownian(0.6) }),
  'levy path': () =>
    path({
      potential: doubleWell({ width: 1, height: 1 }),
      driver: levy(1.5, 0.2),
      start: -1,
      timeStep: 0.01,
      steps: count - 1,
      stream: stream(11, 'path'),
    }),
  'exits in space': () =>
    spaceExits({
      landscape: mullerBrown(0.01),
      driver: levy(1.5, 0.2),
      start: [-0.5582, 1.4417],
      domain: { kind: 'ball', center: [-0.5582, 1.4417], radius: 0.7 },
      timeStep: 0.01,
      paths: count / 2,
      maximalSteps: 1e5,
      stream: stream(11, 'space'),
    }).places,
};

export const tasks = Object.keys(subjects);

/** The numbers of a subject, in hexadecimal. */
export function bitsOf(subject) {
  const { buffer } = Float64Array.from(subjects[subject]());
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
