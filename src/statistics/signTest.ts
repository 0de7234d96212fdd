/**
 * One-sided sign test: the probability of at least `wins` successes among `wins + losses` fair coin
 * flips. Ties are left out by the caller.
 *
 * @throws {RangeError} when a count is negative or not whole
 */
export function signTest(wins: number, losses: number): number {
  for (const count of [wins, losses]) {
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(`A count in the sign test is ${count}; it must be a whole number of at least 0.`);
    }
  }
  const flips = wins + losses;
  let term = 1;
  let tail = 0;
  // Terms C(n, k), from k = n downwards; exact in double precision far beyond any count used here.
  for (let k = flips; k >= wins; k--) {
    tail += term;
    term = (term * k) / (flips - k + 1);
  }
  return Math.min(1, tail / 2 ** flips);
}
