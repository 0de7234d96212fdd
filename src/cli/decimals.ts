/** The power of ten of a positive number's first digit: 0 for 1 to 9.99…, −2 for 0.05. */
export function decimalExponent(value: number): number {
  return Number(value.toExponential().split('e')[1]);
}
