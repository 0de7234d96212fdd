import { cos, exp, log, pow, sin } from '../../../dist/kernel/index.js';

/** Numbers whose bits must not depend on where they are computed. Runs in Node and in a page. */

const count = 1000;
const arguments_ = Float64Array.from({ length: count }, (_, i) => (i + 0.5) ** 3 / 7 ** 5);

const subjects = {
  log: () => log(arguments_),
  exp: () => exp(arguments_.map((x) => x / 100 - 300)),
  pow: () =>
    pow(
      arguments_,
      arguments_.map((x) => 2 - x / 5000),
    ),
  sin: () => sin(arguments_),
  cos: () => cos(arguments_),
};

export const tasks = Object.keys(subjects);

/** The numbers of a subject, in hexadecimal. */
export function bitsOf(subject) {
  const { buffer } = Float64Array.from(subjects[subject]());
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
