/**
 * Numbers in units of a power of two: exact, so that what is computed of them is the same to the bit at every
 * scale, and their squares and sums stay in the number range.
 */

const bits = new DataView(new ArrayBuffer(8));

/**
 * The power of two at or below the largest size of finite numbers; the smallest number of all if they are all
 * below 2^-1022.
 */
export function binaryUnit(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  bits.setFloat64(0, largest);
  bits.setUint32(0, bits.getUint32(0) & 0x7ff00000);
  bits.setUint32(4, 0);
  return bits.getFloat64(0) || Number.MIN_VALUE;
}

/** Numbers in their binary unit: the largest is below 2. What is 2^1022 times smaller may lose digits. */
export function inBinaryUnits(values: ArrayLike<number>): {
  readonly scaled: Float64Array;
  readonly unit: number;
} {
  const unit = binaryUnit(values);
  const scaled = new Float64Array(values.length);
  for (let i = 0; i < scaled.length; i++) scaled[i] = values[i] / unit;
  return { scaled, unit };
}
