/** Arrays of float32 as a safetensors file. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * The bytes of a safetensors file: the length of its header as a little-endian 64-bit number, the header as
 * JSON (padded by spaces so that the tensors begin at a multiple of 8), then the tensors.
 *
 * @param tensors - in the order in which they are stored
 * @param metadata - texts that stand under `__metadata__`
 * @throws {RangeError} when a name occurs twice, or a shape and its values are of different sizes
 */
export function safetensorsBytes(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const { name, shape, values } of tensors) {
    const size = shape.reduce((product, axis) => product * axis, 1);
    if (size !== values.length) {
      throw new RangeError(
        `${name} has ${values.length} numbers; its shape ${shape.join(' × ')} has ${size}.`,
      );
    }
    if (Object.hasOwn(header, name)) throw new RangeError(`There are two tensors ${name}.`);
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const text = JSON.stringify(header);
  const unpadded = new TextEncoder().encode(text).length;
  const encoded = new TextEncoder().encode(text + ' '.repeat((8 - (unpadded % 8)) % 8));
  const bytes = new Uint8Array(8 + encoded.length + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(encoded.length), true);
  bytes.set(encoded, 8);
  let at = 8 + encoded.length;
  for (const { values } of tensors) {
    // The format is little-endian, as are all machines that run this.
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}
