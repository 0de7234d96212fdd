import { normalDistribution } from '../law/index.js';

/** Up to so many pairs every assignment of signs is looked at. */
const mostPairs = 18;

/**
 * Two-sided permutation test of paired differences (Fisher 1935): the share of assignments of signs whose
 * mean is at least as far from 0 as that of the differences. Exact up to 18 pairs; beyond, by the normal law
 * with the variance of the assignments.
 *
 * @returns the mean of the differences, and the share; 0 and 1 where there are none
 */
export function permutationTest(differences: readonly number[]): {
  readonly mean: number;
  readonly p: number;
} {
  const n = differences.length;
  if (n === 0) return { mean: 0, p: 1 };
  const observed = differences.reduce((total, difference) => total + difference, 0);
  const mean = observed / n;
  if (n > mostPairs) {
    const deviation = Math.sqrt(
      differences.reduce((total, difference) => total + difference * difference, 0),
    );
    return { mean, p: 2 * normalDistribution(-Math.abs(observed) / deviation) };
  }
  // Rounding must not make an assignment smaller than itself.
  const limit = Math.abs(observed) * (1 - 1e-12);
  let count = 0;
  for (let signs = 0; signs < 2 ** n; signs++) {
    let total = 0;
    for (let i = 0; i < n; i++) total += (signs >> i) & 1 ? differences[i] : -differences[i];
    if (Math.abs(total) >= limit) count++;
  }
  return { mean, p: count / 2 ** n };
}
