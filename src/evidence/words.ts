import type { Interval } from '../statistics/index.js';

/** Numbers as sentences say them. */

/** A value with its interval, for example 0.512 (0.498 to 0.526). */
export function inWords({ value, low, high }: Interval, digits = 3): string {
  // A small negative number becomes -0.000, which is read as -0 and then written without its sign.
  const fixed = (x: number) => Number(x.toFixed(digits)).toFixed(digits);
  return `${fixed(value)} (${fixed(low)} to ${fixed(high)})`;
}

/** Sentences as one paragraph. */
export function prose(...sentences: readonly string[]): string {
  return sentences.join(' ');
}

/** A share as a percentage, for example 12.3 %. */
export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/**
 * The smallest and the largest of some numbers, for example 1.20 to 1.85; one number where they look alike.
 *
 * @param values - at least one
 * @param asWord - how a number is written
 */
export function rangeInWords(values: readonly number[], asWord: (value: number) => string): string {
  const [low, high] = [asWord(Math.min(...values)), asWord(Math.max(...values))];
  return low === high ? low : `${low} to ${high}`;
}
