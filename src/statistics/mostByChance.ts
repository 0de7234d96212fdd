/**
 * The most successes that chance alone gives: the smallest number that a binomial count exceeds with a
 * probability of at most 1 - level.
 *
 * @param trials - how many, from 0 to some thousand
 * @param probability - of success in each, in (0, 1)
 * @param level - for example 0.999
 */
export function mostByChance(trials: number, probability: number, level: number): number {
  let term = 1;
  for (let i = 0; i < trials; i++) term *= 1 - probability;
  let below = term;
  let count = 0;
  while (below < level && count < trials) {
    term *= ((trials - count) / (count + 1)) * (probability / (1 - probability));
    count++;
    below += term;
  }
  return count;
}
