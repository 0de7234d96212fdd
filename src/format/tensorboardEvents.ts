/**
 * TensorBoard's event files: a sequence of records. Each is the length of its data (64 bits), a checksum of
 * the length, the data, and a checksum of the data (tensorflow/core/lib/io/record_writer). The data are
 * protocol buffers of the message Event (tensorflow/core/util/event.proto); only scalars are written.
 */

/** A number that TensorBoard plots against the step under a tag. */
export interface ScalarEvent {
  readonly tag: string;
  readonly step: number;
  readonly value: number;
  /** Seconds since 1970. */
  readonly wallTime: number;
}

/** The record with which an event file begins. */
export function eventFileStart(wallTime: number): Uint8Array {
  return record([...doubleField(1, wallTime), ...bytesField(3, utf8('brain.Event:2'))]);
}

/** The record of one scalar. */
export function scalarEvent({ tag, step, value, wallTime }: ScalarEvent): Uint8Array {
  const entry = [...bytesField(1, utf8(tag)), ...floatField(2, value)];
  const summary = bytesField(1, entry);
  return record([...doubleField(1, wallTime), ...varintField(2, step), ...bytesField(5, summary)]);
}

/** CRC-32C (Castagnoli), the checksum of the records. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff];
  return (crc ^ 0xffffffff) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  return crc;
});

/** The format rotates checksums, so that one of data that hold checksums stays sound. */
function masked(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

function record(data: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(16 + data.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, masked(bytes.subarray(0, 8)), true);
  bytes.set(data, 12);
  view.setUint32(12 + data.length, masked(bytes.subarray(12, 12 + data.length)), true);
  return bytes;
}

const wire = { varint: 0, eightBytes: 1, length: 2, fourBytes: 5 } as const;

function varintField(field: number, value: number): number[] {
  return [(field << 3) | wire.varint, ...varint(value)];
}

function bytesField(field: number, bytes: readonly number[]): number[] {
  return [(field << 3) | wire.length, ...varint(bytes.length), ...bytes];
}

function doubleField(field: number, value: number): number[] {
  return [(field << 3) | wire.eightBytes, ...new Uint8Array(Float64Array.of(value).buffer)];
}

function floatField(field: number, value: number): number[] {
  return [(field << 3) | wire.fourBytes, ...new Uint8Array(Float32Array.of(value).buffer)];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
}

function utf8(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}
