/**
 * Thrift's compact protocol, in which Parquet describes itself, read with every length checked against the
 * bytes that are there before anything is made of it.
 */
export type ThriftValue = boolean | number | bigint | Uint8Array | readonly ThriftValue[] | ThriftStruct;

/** Fields by their number. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

/** Parquet's own descriptions nest about six deep. */
const deepest = 24;

/**
 * Reads a struct.
 *
 * @param bytes - may hold more than the struct
 * @param offset - where it begins
 * @returns the struct, and where it ends
 * @throws {RangeError} when it runs over the end, nests too deeply, or holds lists longer than the bytes left
 */
export function readThriftStruct(bytes: Uint8Array, offset: number): { struct: ThriftStruct; end: number } {
  const reader = new Reader(bytes, offset);
  const struct = reader.struct(0);
  return { struct, end: reader.offset };
}

class Reader {
  constructor(
    private readonly bytes: Uint8Array,
    public offset: number,
  ) {}

  struct(depth: number): ThriftStruct {
    if (depth > deepest) throw new RangeError('its description nests too deeply');
    const fields = new Map<number, ThriftValue>();
    for (let field = 0; ; ) {
      const head = this.byte();
      const type = head & 15;
      if (type === 0) return fields;
      field = head >> 4 === 0 ? Number(this.zigzag()) : field + (head >> 4);
      fields.set(field, this.value(type, depth));
    }
  }

  private value(type: number, depth: number): ThriftValue {
    switch (type) {
      case 1:
      case 2:
        return type === 1;
      case 3:
        return this.byte();
      case 4:
      case 5:
        return Number(this.zigzag());
      case 6:
        return this.zigzag();
      case 7:
        return this.take(8);
      case 8:
        return this.take(Number(this.varint()));
      case 9:
        return this.list(depth + 1);
      case 12:
        return this.struct(depth + 1);
      default:
        throw new RangeError(`its description holds a field of type ${type}`);
    }
  }

  private list(depth: number): readonly ThriftValue[] {
    if (depth > deepest) throw new RangeError('its description nests too deeply');
    const head = this.byte();
    const type = head & 15;
    const length = head >> 4 === 15 ? Number(this.varint()) : head >> 4;
    // Every item takes a byte at least.
    if (length > this.bytes.length - this.offset)
      throw new RangeError('its description holds a list longer than itself');
    const items: ThriftValue[] = [];
    for (let i = 0; i < length; i++)
      items.push(type === 1 || type === 2 ? this.byte() : this.value(type, depth));
    return items;
  }

  private byte(): number {
    if (this.offset >= this.bytes.length) throw new RangeError('its description ends early');
    return this.bytes[this.offset++];
  }

  private take(length: number): Uint8Array {
    if (!(length >= 0 && length <= this.bytes.length - this.offset))
      throw new RangeError('its description ends early');
    this.offset += length;
    return this.bytes.subarray(this.offset - length, this.offset);
  }

  private varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw new RangeError('its description holds a number that is too long');
  }

  private zigzag(): bigint {
    const value = this.varint();
    return (value >> 1n) ^ -(value & 1n);
  }
}
