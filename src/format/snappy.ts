/**
 * Unpacks a Snappy block, the usual compression of Parquet pages. Every step is checked to lie within both
 * blocks, so that damaged data end in an error.
 *
 * @param input - the block
 * @param length - how long the result has to be
 * @throws {RangeError} when the block is damaged
 */
export function unpackSnappy(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let from = 0;
  let to = 0;
  const little = (bytes: number) => {
    if (from + bytes > input.length) throw damaged();
    let value = 0;
    for (let i = 0, factor = 1; i < bytes; i++, factor *= 256) value += input[from++] * factor;
    return value;
  };
  // The block begins with its length, seven bits a byte; the caller knows it.
  while (little(1) >= 128);
  while (from < input.length) {
    const tag = input[from++];
    const kind = tag & 3;
    const upper = tag >> 2;
    if (kind === 0) {
      const count = 1 + (upper < 60 ? upper : little(upper - 59));
      if (count > input.length - from || count > length - to) throw damaged();
      output.set(input.subarray(from, from + count), to);
      from += count;
      to += count;
      continue;
    }
    const count = kind === 1 ? 4 + (upper & 7) : 1 + upper;
    const back = kind === 1 ? (tag >> 5) * 256 + little(1) : little(kind === 2 ? 2 : 4);
    if (back === 0 || back > to || count > length - to) throw damaged();
    // A copy may overlap what it writes: then it repeats.
    for (const end = to + count; to < end; to++) output[to] = output[to - back];
  }
  if (to !== length) throw damaged();
  return output;
}

function damaged(): RangeError {
  return new RangeError('a page compressed by Snappy does not unpack');
}
