/** Moments of an iterate of streaming regression, by other ways than the library's. */

/** E f((1 - c u^2)^2 + c^2 u^2 v^2) of each f for d = 2 by the midpoint rule in u = sqrt(X) and v = sqrt(Y). */
export function midpoint(
  stepSize: number,
  batchSize: number,
  functions: readonly ((square: number) => number)[],
): number[] {
  const c = stepSize / batchSize;
  const n = 1000;
  const [us, vs] = [9 + Math.sqrt(batchSize), 9];
  const densities = Float64Array.from({ length: n }, (_, j) => Math.exp(-((((j + 0.5) * vs) / n) ** 2) / 2));
  const sums = functions.map(() => 0);
  let mass = 0;
  for (let i = 0; i < n; i++) {
    const u = ((i + 0.5) * us) / n;
    const density = Math.exp((batchSize - 1) * Math.log(u) - (u * u) / 2);
    for (let j = 0; j < n; j++) {
      const v = ((j + 0.5) * vs) / n;
      const weight = density * densities[j];
      const square = (1 - c * u * u) ** 2 + (c * u * v) ** 2;
      mass += weight;
      for (let k = 0; k < functions.length; k++) sums[k] += weight * functions[k](square);
    }
  }
  return sums.map((sum) => sum / mass);
}

/**
 * log h(2k) at featureScale 1 and stepSize = steps/1000, from the exact moments E X^i = b (b + 2) ... (b + 2i - 2) in
 * whole numbers: h is a polynomial in c.
 */
export function logEvenMoment(dimension: number, batchSize: number, steps: number, k: number): number {
  const moment = (degrees: number, i: number) =>
    Array.from({ length: i }, (_, j) => BigInt(degrees + 2 * j)).reduce((a, b) => a * b, 1n);
  const choose = (n: number, r: number) =>
    Array.from({ length: r }, (_, j) => j).reduce((value, j) => (value * BigInt(n - j)) / BigInt(j + 1), 1n);
  // c = steps/(1000 batchSize); everything times its denominator to the power 2k.
  const [above, below] = [BigInt(steps), 1000n * BigInt(batchSize)];
  const ofX = Array.from({ length: 2 * k + 1 }, (_, i) => moment(batchSize, i));
  const ofY = Array.from({ length: k + 1 }, (_, j) => moment(dimension - 1, j));
  let sum = 0n;
  for (let j = 0; j <= k; j++) {
    let inner = 0n;
    for (let i = 0; i <= 2 * (k - j); i++) {
      const term =
        choose(2 * (k - j), i) * ofX[i + j] * above ** BigInt(i) * below ** BigInt(2 * (k - j) - i);
      inner += i % 2 === 0 ? term : -term;
    }
    sum += choose(k, j) * ofY[j] * above ** BigInt(2 * j) * inner;
  }
  const logOf = (n: bigint) => {
    const digits = n.toString();
    return Math.log(Number(`0.${digits.slice(0, 17)}`)) + digits.length * Math.LN10;
  };
  return logOf(sum) - 2 * k * logOf(below);
}
