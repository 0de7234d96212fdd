/** Bytes that are read piece by piece: a file, a member of an archive, or memory. */
export interface ByteSource {
  /** How errors call it. */
  readonly name: string;
  /** Number of bytes, fixed when the source is opened. */
  readonly size: number;
  /**
   * Exactly `length` bytes from `offset` on. Rejects when the source cannot give them; never gives fewer.
   * The bytes belong to the caller.
   *
   * @param offset - of the first byte
   * @param length - number of bytes
   * @param reuse - at least `length` bytes that the answer may lie in
   */
  read(offset: number, length: number, reuse?: Uint8Array): Promise<Uint8Array>;
}

/** Bytes in memory as a source. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    async read(offset, length) {
      checkRange(this, offset, length);
      return bytes.slice(offset, offset + length);
    },
  };
}

/**
 * A part of a source as a source of its own.
 *
 * @param source - the whole
 * @param name - how errors call the part
 * @param offset - where the part begins
 * @param size - its length in bytes; has to end within the source
 */
export function partOf(source: ByteSource, name: string, offset: number, size: number): ByteSource {
  checkRange(source, offset, size);
  return {
    name,
    size,
    async read(from, length, reuse) {
      checkRange(this, from, length);
      return source.read(offset + from, length, reuse);
    },
  };
}

/**
 * Checks that a range lies within a source. Readers plan within `size`, so a failure is a defect, not the
 * user's.
 *
 * @throws {RangeError} otherwise
 */
export function checkRange(source: Pick<ByteSource, 'name' | 'size'>, offset: number, length: number): void {
  const valid = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
  if (!valid || offset + length > source.size) {
    throw new RangeError(
      `${length} bytes from ${offset} on lie outside ${source.name} (${source.size} bytes).`,
    );
  }
}
