/**
 * The published block length K1: the largest divisor of the number of values that is not above its
 * square root (sgd_tail_index, utils.py).
 *
 * Found from the prime factors, by trial division up to the square root: below 0.1 s at 1e13. A prime
 * count has only the divisor 1, with which the statistic does not exist (log 1 = 0).
 *
 * @param count - number of values, a whole number in [1, 2^53)
 * @throws {RangeError} when `count` is anything else
 * @returns from 1 to the square root of `count`
 * @example
 * import { blockLengthOf } from 'heavytail/tail';
 *
 * blockLengthOf(600 * 118016); // → 7680
 * blockLengthOf(7); // → 1
 */
export function blockLengthOf(count: number): number {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(
      `The number of values is ${count}; a block length needs a whole number from 1 to 2^53 - 1.`,
    );
  }
  let divisors = [1];
  let rest = count;
  const root = floorSquareRoot(count);
  const take = (prime: number) => {
    const before = divisors;
    let power = 1;
    while (Number.isInteger(rest / prime)) {
      rest /= prime;
      power *= prime;
      if (power <= root) {
        const factor = power;
        divisors = divisors.concat(before.map((d) => d * factor).filter((d) => d <= root));
      }
    }
  };
  take(2);
  // rest / d is a whole number in floating point only if it is one: both are below 2^53.
  for (let d = 3; d * d <= rest; d += 2) take(d);
  if (rest > 1) take(rest);
  return divisors.reduce((a, b) => Math.max(a, b));
}

function floorSquareRoot(count: number): number {
  const root = Math.floor(Math.sqrt(count));
  return root * root > count ? root - 1 : root;
}
