/**
 * Checks a stretch in Parquet's run-length and bit-packing hybrid, without decoding it: no run may hold more
 * than there can be, so that a decoder that trusts them ends.
 *
 * @param bytes - from the first run on; what follows the last run is ignored
 * @param width - bits a value
 * @param count - the most values there can be
 * @throws {RangeError} when a run is longer, or the width is no width
 */
export function checkHybridRuns(bytes: Uint8Array, width: number, count: number): void {
  if (width > 32) throw new RangeError(`a page announces values of ${width} bits`);
  let at = 0;
  for (let seen = 0; seen < count && at < bytes.length; ) {
    let header = 0;
    for (let factor = 1; ; factor *= 128) {
      if (at >= bytes.length || factor > 2 ** 28) throw new RangeError('a run does not tell its length');
      const byte = bytes[at++];
      header += (byte & 127) * factor;
      if (byte < 128) break;
    }
    const packed = header % 2 === 1;
    const length = Math.floor(header / 2) * (packed ? 8 : 1);
    // Bit-packed runs are filled up to a multiple of eight.
    if (header >= 2 ** 31 || length > count - seen + (packed ? 7 : 0)) {
      throw new RangeError(`a page holds a run of ${length} values where ${count - seen} are left`);
    }
    seen += length;
    at += packed ? (length / 8) * width : Math.ceil(width / 8);
  }
}
