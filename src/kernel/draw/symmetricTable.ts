/**
 * How assembly/draw/symmetricTable.ts reads a table of draws: a head of 8 numbers (first even row in use,
 * leading bits), the even rows of `evenOrder` coefficients, then rows of `tailOrder` for each of
 * `tailExponents` exponents and leading bits.
 */
export const symmetricLayout = {
  head: 8,
  evenRows: 512,
  evenOrder: 6,
  tailOrder: 8,
  tailExponents: 64,
} as const;
