import { readFileSync } from 'node:fs';
import { memorySource, type ByteSource, type MatrixSource } from '#heavytail/format/index';

/** Files that NumPy wrote, and their values: see test/reference/gradient_arrays.py. */
interface Reference {
  readonly arrays: readonly {
    readonly dtype: string;
    readonly order: string;
    readonly fortran: boolean;
    readonly shape: readonly number[];
    readonly rows: number;
    readonly file: string;
    readonly values: readonly (number | string)[];
  }[];
  readonly versions: {
    readonly files: readonly { readonly version: number; readonly file: string }[];
    readonly values: readonly number[];
  };
  readonly refused: Readonly<Record<string, string>>;
  readonly archives: {
    readonly files: Readonly<Record<'stored' | 'deflated', string>>;
    readonly cube: readonly number[];
    readonly matrix: readonly number[];
  };
  readonly safetensors: {
    readonly file: string;
    readonly values: Readonly<Record<string, (number | string)[]>>;
  };
}

export const reference = JSON.parse(
  readFileSync(new URL('../reference/gradient-arrays.json', import.meta.url), 'utf8'),
) as Reference;

export function fileBytes(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

/** JSON has no NaN and no infinity: they are written as inf, -inf and nan. */
export function numbers(values: readonly (number | string)[]): Float64Array {
  const words: Record<string, number> = { nan: NaN, inf: Infinity, '-inf': -Infinity };
  return Float64Array.from(values, (value) => (typeof value === 'string' ? words[value]! : value));
}

export async function allRows(matrix: MatrixSource): Promise<Float64Array> {
  const into = new Float64Array(matrix.rows * matrix.columns);
  await matrix.readRows(0, matrix.rows, into);
  return into;
}

/** A source that counts what is read of it. */
export function counted(name: string, bytes: Uint8Array): ByteSource & { reads: number; bytesRead: number } {
  const source = memorySource(name, bytes);
  return {
    name,
    size: bytes.length,
    reads: 0,
    bytesRead: 0,
    read(offset, length) {
      this.reads++;
      this.bytesRead += length;
      return source.read(offset, length);
    },
  };
}

/** An npy file with the header given, which may lie. */
export function npyFile(header: string, data: Uint8Array | number, version = 1): Uint8Array {
  const text = new TextEncoder().encode(header);
  const prefix = version === 1 ? 10 : 12;
  const content = typeof data === 'number' ? new Uint8Array(data) : data;
  const bytes = new Uint8Array(prefix + text.length + content.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  bytes.set(text, prefix);
  bytes.set(content, prefix + text.length);
  return bytes;
}

/** A safetensors file with the header given, which may lie. */
export function safetensorsFile(header: string, data: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}
