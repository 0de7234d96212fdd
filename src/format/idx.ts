import { UserError } from '../error.js';

/**
 * The IDX format of MNIST: two zero bytes, a type byte, the number of dimensions, each dimension as a
 * big-endian 32-bit number, then the values. Only unsigned bytes occur in the data sets read here.
 */

export interface IdxArray {
  readonly shape: readonly number[];
  /** The values in row-major order; a view of the bytes given. */
  readonly values: Uint8Array;
}

const unsignedByte = 0x08;
const advice = 'Fetch the original file again; it keeps its name.';

/**
 * Reads an IDX array of unsigned bytes.
 *
 * @param bytes - the whole file, uncompressed
 * @param name - how errors call the file
 * @throws {UserError} when the bytes are not a complete IDX file of unsigned bytes
 */
export function readIdx(bytes: Uint8Array, name: string): IdxArray {
  if (bytes.length < 4)
    throw new UserError(`${name} holds ${bytes.length} bytes; an IDX file starts with 4.`, advice);
  const [zero1, zero2, type, dimensions] = bytes;
  if (zero1 !== 0 || zero2 !== 0 || dimensions === 0) {
    const magic = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    throw new UserError(`${name} is not an IDX file: it starts with the bytes ${magic}.`, advice);
  }
  if (type !== unsignedByte) {
    throw new UserError(
      `${name} holds IDX values of type 0x${type.toString(16)}; only unsigned bytes (0x8) are read.`,
    );
  }
  const header = 4 + 4 * dimensions;
  if (bytes.length < header)
    throw new UserError(`${name} ends within its header of ${header} bytes.`, advice);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const count = shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== header + count) {
    const fault = bytes.length < header + count ? 'truncated' : 'too long';
    throw new UserError(
      `${name} announces ${shape.join(' × ')} values and holds ${bytes.length - header}: it is ${fault}.`,
      advice,
    );
  }
  return { shape, values: bytes.subarray(header) };
}
