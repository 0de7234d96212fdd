import { stableDraws } from '../../kernel/index.js';
import type { Stream } from '../stream.js';
import type { StableLaw } from './law.js';

/**
 * Draws from an alpha-stable law, by the method of Chambers, Mallows and Stuck in a form without
 * cancellation near alpha = 1 and with both tails resolved down to probabilities of 2^-65.
 *
 * Draw i takes block i after the stream's position, so that drawing at once or one by one gives the same
 * numbers. A draw is ±Infinity only where the exact one of scale 1 exceeds 1.8e308, which needs alpha below
 * 0.15; it is never NaN. Draws of one-sided laws of S1 at location 0 keep their digits down to that end and
 * never are 0. Cost: see bench/draw.ts.
 *
 * @param law - any stable law
 * @param n - how many
 * @param stream - moves on by n blocks
 * @returns n draws
 * @throws {RangeError} when n is not a whole number from 0 to 2^31 - 1
 * @see Chambers, Mallows and Stuck 1976; Weron 1996 for S1
 * @example
 * import { draw, stable } from 'heavytail/stable';
 * import { stream } from 'heavytail/random';
 * draw(stable({ alpha: 1.5 }), 1000, stream(1, 'example'))[0]; // → 0.271958
 */
export function draw(law: StableLaw, n: number, stream: Stream): Float64Array {
  if (!Number.isInteger(n) || n < 0 || n >= 2 ** 31) {
    throw new RangeError(`The number of draws is ${n}; it must be a whole number from 0 to 2^31 - 1.`);
  }
  const { alpha, beta, scale } = law;
  // The kernel scales a standard law; at alpha = 1 only S0 scales.
  const centered = law.parameterization === 'S0' || alpha === 1;
  const location = centered ? law.locationS0 : law.locationS1;
  const values = stableDraws(n, stream, { alpha, beta, scale, location, centered });
  stream.advance(n);
  const underflows = alpha < smallAlpha && Math.abs(beta) === 1 && !centered && location === 0;
  return underflows ? values.map((value) => (value === 0 ? beta * Number.MIN_VALUE : value)) : values;
}

/** Below this alpha a draw of a one-sided law may be smaller than the least number. */
const smallAlpha = 0.01;
