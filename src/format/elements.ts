import { UserError } from '../error.js';

/** The types of number that are read, with their length in bytes. */
const lengths = {
  float16: 2,
  bfloat16: 2,
  float32: 4,
  float64: 8,
  int8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  uint8: 1,
  uint16: 2,
  uint32: 4,
  uint64: 8,
  bool: 1,
} as const;

export type ElementName = keyof typeof lengths;

/** Types all of whose numbers float32 holds exactly. */
const singles: ReadonlySet<ElementName> = new Set([
  'float16',
  'bfloat16',
  'float32',
  'int8',
  'int16',
  'uint8',
  'uint16',
  'bool',
]);

/** Where numbers are read to: doubles, or float32 where that holds them exactly. */
export type Numbers = Float64Array | Float32Array;

/** How numbers are stored as bytes. */
export interface Elements {
  readonly name: ElementName;
  /** Bytes a number. */
  readonly bytes: number;
  readonly littleEndian: boolean;
  /** Whether float32 holds all of them exactly. */
  readonly single: boolean;
}

/** The description of elements of a type. */
export function elementsOf(name: ElementName, littleEndian = true): Elements {
  return { name, bytes: lengths[name], littleEndian, single: singles.has(name) };
}

const hostIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const largest = BigInt(Number.MAX_SAFE_INTEGER);

/** Whether the bytes of these elements are those of a Float32Array. */
export function arePlainSingles({ name, littleEndian }: Elements): boolean {
  return name === 'float32' && littleEndian === hostIsLittleEndian;
}

/**
 * Decodes numbers, exactly.
 *
 * @param elements - their type and byte order
 * @param bytes - a whole number of elements; overwritten where its byte order is not the machine's
 * @param into - at least as many numbers; float32 only for elements that it holds
 * @param subject - how errors call the array
 * @throws {UserError} when a 64-bit integer lies beyond ±2^53, where doubles are no longer exact
 */
export function decode(elements: Elements, bytes: Uint8Array, into: Numbers, subject: string): void {
  const { name, bytes: length, littleEndian, single } = elements;
  if (!single && into instanceof Float32Array) {
    throw new RangeError(`Numbers of type ${name} do not fit float32.`);
  }
  if (bytes.length % length !== 0 || bytes.length / length > into.length) {
    throw new RangeError(`${bytes.length} bytes of ${name} do not fit ${into.length} numbers.`);
  }
  // Typed arrays want an aligned start; what was read is aligned nearly always.
  const aligned = bytes.byteOffset % length === 0 ? bytes : bytes.slice();
  if (length > 1 && littleEndian !== hostIsLittleEndian) swap(aligned, length);
  const buffer = aligned.buffer as ArrayBuffer;
  const { byteOffset } = aligned;
  const count = bytes.length / length;
  switch (name) {
    case 'float16':
      return expand(new Uint16Array(buffer, byteOffset, count), halves(), into);
    case 'bfloat16':
      return decodeBrain(new Uint16Array(buffer, byteOffset, count), into);
    case 'bool':
      for (let i = 0; i < count; i++) into[i] = aligned[i] === 0 ? 0 : 1;
      return;
    case 'int64':
      return decodeLong(new BigInt64Array(buffer, byteOffset, count), into, subject);
    case 'uint64':
      return decodeLong(new BigUint64Array(buffer, byteOffset, count), into, subject);
    default:
      into.set(new plain[name](buffer, byteOffset, count));
  }
}

/** Types that JavaScript has itself. */
const plain = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
};

function swap(bytes: Uint8Array, length: number): void {
  for (let start = 0; start < bytes.length; start += length) {
    for (let i = start, j = start + length - 1; i < j; i++, j--) {
      const byte = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = byte;
    }
  }
}

function decodeLong(values: BigInt64Array | BigUint64Array, into: Numbers, subject: string): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value > largest || value < -largest) {
      throw new UserError(
        `${subject} holds the integer ${value}; integers are read exactly, so only up to ±(2^53 - 1).`,
        'Save it as float64 if rounding is meant.',
      );
    }
    into[i] = Number(value);
  }
}

/** bfloat16 is the upper half of a float32. */
function decodeBrain(values: Uint16Array, into: Numbers): void {
  const bits = new Uint32Array(1);
  const float = new Float32Array(bits.buffer);
  for (let i = 0; i < values.length; i++) {
    bits[0] = values[i] << 16;
    into[i] = float[0];
  }
}

function expand(codes: Uint16Array, table: Float32Array, into: Numbers): void {
  for (let i = 0; i < codes.length; i++) into[i] = table[codes[i]];
}

let halfTable: Float32Array | undefined;

/** The value of each of the 65,536 half-precision numbers (IEEE 754 binary16). */
function halves(): Float32Array {
  halfTable ??= Float32Array.from({ length: 1 << 16 }, (_, code) => {
    const sign = code >> 15 ? -1 : 1;
    const exponent = (code >> 10) & 31;
    const fraction = code & 1023;
    if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
    if (exponent === 0) return (sign * fraction) / 0x100_0000;
    // 2^exponent fits a shift: all of this is exact.
    return (sign * (1024 + fraction) * (1 << exponent)) / 0x200_0000;
  });
  return halfTable;
}
