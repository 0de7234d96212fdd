/**
 * Which of several tests may be called significant at a false discovery rate (Benjamini and
 * Hochberg 1995, the step-up procedure; valid for independent or positively dependent tests).
 *
 * @param pValues - one p-value a test, each in [0, 1]
 * @param rate - the false discovery rate, in (0, 1)
 * @returns one boolean a test, in the order given
 * @throws {RangeError} when a p-value or the rate is out of range
 */
export function discoveries(pValues: readonly number[], rate: number): boolean[] {
  if (!(rate > 0 && rate < 1))
    throw new RangeError(`The false discovery rate is ${rate}; it must lie in (0, 1).`);
  for (const p of pValues) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`A p-value is ${p}; it must lie in [0, 1].`);
  }
  const sorted = [...pValues].sort((a, b) => a - b);
  let threshold = -1;
  sorted.forEach((p, i) => {
    if (p <= (rate * (i + 1)) / sorted.length) threshold = p;
  });
  return pValues.map((p) => p <= threshold);
}
