import { describe, expect, it } from 'vitest';
import { npyFile, safetensorsFile } from '../../format/gradientArrays.js';
import { readAll, refusal, temporaryFolder } from './folder.js';

/** The bytes of 64-bit integers; values are taken modulo 2^64. */
function bytesOf(values: readonly bigint[], littleEndian = true): Uint8Array {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setBigUint64(8 * i, BigInt.asUintN(64, value), littleEndian));
  return bytes;
}

const files: Readonly<
  Record<string, (values: readonly bigint[]) => [name: string, content: Uint8Array | string]>
> = {
  'npy, int64': (values) => ['a.npy', npyFile(header('<i8', values.length), bytesOf(values))],
  'npy, int64 of the other byte order': (values) => [
    'a.npy',
    npyFile(header('>i8', values.length), bytesOf(values, false)),
  ],
  'npy, uint64': (values) => ['a.npy', npyFile(header('<u8', values.length), bytesOf(values))],
  'safetensors, I64': (values) => ['a.safetensors', safetensors('I64', values)],
  'safetensors, U64': (values) => ['a.safetensors', safetensors('U64', values)],
  csv: (values) => ['a.csv', `w\n${values.join('\n')}\n`],
  'csv of many columns': (values) => ['a.csv', `${values.join(',')}\n`],
};

function header(descr: string, count: number): string {
  return `{'descr': '${descr}', 'fortran_order': False, 'shape': (${count}, 1), }`;
}

function safetensors(dtype: string, values: readonly bigint[]): Uint8Array {
  const end = 8 * values.length;
  const file = safetensorsFile(
    `{"a":{"dtype":"${dtype}","shape":[${values.length},1],"data_offsets":[0,${end}]}}`,
    end,
  );
  file.set(bytesOf(values), file.length - end);
  return file;
}

const last = 2n ** 53n - 1n;

describe('whole numbers', () => {
  const folder = temporaryFolder();

  it.each(Object.keys(files))('are read up to 2^53 - 1: %s', async (kind) => {
    const values = kind.includes('U') || kind.includes('uint') ? [5n, last, 0n] : [5n, last, -last];
    const { tensors } = await readAll([folder.write(...files[kind]!(values))]);
    expect([...tensors[0]!.values]).toEqual(values.map(Number));
  });

  it.each(Object.keys(files))('that doubles do not hold are refused: %s', async (kind) => {
    for (const value of [2n ** 53n + 1n, 2n ** 62n + 1n, 2n ** 63n - 1n]) {
      const file = folder.write(...files[kind]!([5n, 1n, value]));
      const { message, hint } = await refusal([file]);
      expect(message).toContain(String(value));
      expect(message).toContain(file);
      expect(hint).toMatch(/rounding is meant/);
    }
  });
});
