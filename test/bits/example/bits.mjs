import { cos, exp, log, pow, sin } from '../../../dist/kernel/index.js';
import { draw, stable, stream } from '../../../dist/law/index.js';

/** Numbers whose bits must not depend on where they are computed. Runs in Node and in a page. */

const count = 1000;
const points = Float64Array.from({ length: count }, (_, i) => (i + 0.5) ** 3 / 7 ** 5);
const drawn = (alpha, beta) => draw(stable({ alpha, beta }), count, stream(11, 'bits', alpha, beta));

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
};

export const tasks = Object.keys(subjects);

/** The numbers of a subject, in hexadecimal. */
export function bitsOf(subject) {
  const { buffer } = Float64Array.from(subjects[subject]());
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
