/** Kolmogorov-Smirnov distances for tests of draws. */

/** Largest distance between the empirical distribution of `draws` and `distribution`. */
export function kolmogorovDistance(draws: Float64Array, distribution: (x: number) => number): number {
  const sorted = draws.slice().sort();
  const n = sorted.length;
  let largest = 0;
  sorted.forEach((x, i) => {
    const exact = distribution(x);
    largest = Math.max(largest, exact - i / n, (i + 1) / n - exact);
  });
  return largest;
}

/** The same at given points only, where the distribution is tabulated: never larger than the full one. */
export function tabulatedDistance(
  draws: Float64Array,
  xs: readonly number[],
  exact: readonly number[],
): number {
  const counts = xs.map(() => 0);
  for (const draw of draws) {
    for (let j = xs.length - 1; j >= 0 && draw < xs[j]; j--) counts[j]++;
  }
  return Math.max(...counts.map((count, j) => Math.abs(count / draws.length - exact[j])));
}

/** Largest distance between two empirical distributions. */
export function twoSampleDistance(a: Float64Array, b: Float64Array): number {
  const first = a.slice().sort();
  const second = b.slice().sort();
  let i = 0;
  let j = 0;
  let largest = 0;
  while (i < first.length && j < second.length) {
    if (first[i] <= second[j]) i++;
    else j++;
    largest = Math.max(largest, Math.abs(i / first.length - j / second.length));
  }
  return largest;
}
