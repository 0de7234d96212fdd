/**
 * How often a statistical test may fail although the code is right, and the thresholds that follow.
 * Seeds are fixed, so a test either always passes or always fails; the rate says how surprised to be
 * when a change of code or seed makes one fail.
 */

/** Probability that one correct assertion fails. */
export const falseAlarm = 1e-6;

/** |z| of a standard normal statistic: P(|Z| > normalLimit) = 1e-6. */
export const normalLimit = 4.89163847569859;

/** z of a one-sided standard normal statistic: P(Z > oneSidedNormalLimit) = 1e-6. */
export const oneSidedNormalLimit = 4.753424308822899;

/**
 * Kolmogorov-Smirnov distance of n draws from their law: exceeded with probability at most 1e-6, for every
 * n, by the inequality of Dvoretzky, Kiefer, Wolfowitz and Massart (P(D > d) <= 2 exp(-2 n d^2)).
 */
export function kolmogorovLimit(n: number): number {
  return Math.sqrt(Math.log(2 / falseAlarm) / (2 * n));
}

/** Two-sample Kolmogorov-Smirnov distance, asymptotic, sizes m and n in the thousands or more. */
export function twoSampleKolmogorovLimit(m: number, n: number): number {
  return Math.sqrt((Math.log(2 / falseAlarm) / 2) * (1 / m + 1 / n));
}

/**
 * Chi-square statistic with the given degrees of freedom: exceeded with probability at most 1e-6, by the
 * tail bound of Laurent and Massart (2000), lemma 1.
 */
export function chiSquareLimit(degrees: number): number {
  const x = Math.log(1 / falseAlarm);
  return degrees + 2 * Math.sqrt(degrees * x) + 2 * x;
}
