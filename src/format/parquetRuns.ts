/**
 * Checks of Parquet's integer encodings that decode nothing. They make sure that a decoder which trusts the
 * announced lengths ends, and allocates no more than there can be.
 */

/**
 * Checks a stretch in the run-length and bit-packing hybrid.
 *
 * @param bytes - from the first run on; what follows the last run is ignored
 * @param width - bits a value
 * @param count - the most values there can be
 * @throws {RangeError} when a run holds more than are left, or the width is no width
 */
export function checkHybridRuns(bytes: Uint8Array, width: number, count: number): void {
  if (width > 32) throw new RangeError(`a page announces values of ${width} bits`);
  for (let seen = 0, at = 0; seen < count && at < bytes.length; ) {
    const { value: header, end } = varint(bytes, at);
    const packed = header % 2 === 1;
    const length = Math.floor(header / 2) * (packed ? 8 : 1);
    // Bit-packed runs are filled up to a multiple of eight.
    if (length > count - seen + (packed ? 7 : 0)) {
      throw new RangeError(`a page holds a run of ${length} values where ${count - seen} are left`);
    }
    seen += length;
    at = end + (packed ? (length / 8) * width : Math.ceil(width / 8));
  }
}

/**
 * Checks the head of a page of packed differences.
 *
 * @throws {RangeError} when it announces blocks that no writer makes
 */
export function checkDeltaHead(bytes: Uint8Array): void {
  const { value: block, end } = varint(bytes, 0);
  const { value: parts } = varint(bytes, end);
  if (parts < 1 || block % parts !== 0 || block > 65_536) {
    throw new RangeError(`a page announces blocks of ${block} differences in ${parts} parts`);
  }
}

/** That of the fifth and last byte of a length, 2^28. */
const largestFactor = 0x1000_0000;

/** An unsigned number, seven bits a byte. */
function varint(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start, factor = 1; at < bytes.length && factor <= largestFactor; factor *= 128) {
    const byte = bytes[at++];
    value += (byte & 127) * factor;
    if (byte < 128 && value < 0x8000_0000) return { value, end: at };
  }
  throw new RangeError('a page holds a length that has no end');
}
