import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadDataset } from '#heavytail/store/index';

const root = mkdtempSync(join(tmpdir(), 'heavytail-npy-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;

/** An npy file of version 1, by its definition: magic, version, length of the header, header, numbers. */
function npy(descr: string, shape: readonly number[], numbers: Uint8Array, fortran = 'False'): Uint8Array {
  const dict = `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${shape.join(', ')},), }`;
  const header = `${dict.padEnd(117)}\n`;
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    Uint8Array.of(header.length, 0),
    Buffer.from(header),
    numbers,
  ]);
}
const floats = (values: readonly number[]) => new Uint8Array(Float32Array.from(values).buffer);
const longs = (values: readonly number[]) => new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer);
const ascending = (n: number) => Array.from({ length: n }, (_, i) => i / 2);

const good: Record<string, Uint8Array> = {
  'x_train.npy': npy('<f4', [4, 2, 3], floats(ascending(24))),
  'y_train.npy': npy('<i8', [4], longs([0, 2, 1, 2])),
  'x_test.npy': npy('<f4', [2, 2, 3], floats(ascending(12))),
  'y_test.npy': npy('<i8', [2], longs([1, 0])),
};

function folderOf(changes: Record<string, Uint8Array | undefined> = {}): string {
  const folder = mkdtempSync(join(root, `${folders++}-`));
  for (const [name, bytes] of Object.entries({ ...good, ...changes })) {
    if (bytes !== undefined) writeFileSync(join(folder, name), bytes);
  }
  return folder;
}
const load = (folder: string) => loadDataset(`npy:${folder}`);

describe('a folder of npy files', () => {
  it('is a data set of the numbers as they are', () => {
    const folder = folderOf();
    const { name, dimension, image, classes, train, test, checksum } = load(folder);
    expect([name, dimension, classes]).toEqual([`npy:${folder}`, 6, 3]);
    expect(image).toEqual({ channels: 1, height: 2, width: 3 });
    expect([...train.inputs]).toEqual(ascending(24));
    expect([...train.labels]).toEqual([0, 2, 1, 2]);
    expect([test.count, ...test.labels]).toEqual([2, 1, 0]);
    expect(load(folderOf()).checksum).toBe(checksum);
    expect(load(folderOf({ 'y_test.npy': npy('<i8', [2], longs([1, 1])) })).checksum).not.toBe(checksum);
  });

  it.each<[string, Record<string, Uint8Array | undefined>, string]>([
    ['a missing file', { 'y_test.npy': undefined }, 'y_test.npy does not exist.'],
    [
      'labels of another number',
      { 'y_train.npy': npy('<i8', [3], longs([0, 1, 2])) },
      'they do not belong together',
    ],
    [
      'labels that are none',
      { 'y_train.npy': npy('<f4', [4], floats([0, 1, 0.5, 1])) },
      'holds the label 0.5;',
    ],
    [
      'test examples of another shape',
      { 'x_test.npy': npy('<f4', [2, 6], floats(ascending(12))) },
      'An example of x_train.npy has the shape 2 × 3, one of x_test.npy 6.',
    ],
    [
      'values that are not finite',
      { 'x_test.npy': npy('<f4', [2, 2, 3], floats([NaN, ...ascending(11)])) },
      'holds NaN or infinite values.',
    ],
    [
      'Fortran order',
      { 'x_train.npy': npy('<f4', [4, 2, 3], floats(ascending(24)), 'True') },
      'is in Fortran order.',
    ],
    ['a truncated file', { 'x_train.npy': good['x_train.npy']!.subarray(0, 200) }, 'it is truncated.'],
    ['another kind of file', { 'x_train.npy': Buffer.from('PK') }, 'is not an npy file'],
  ])('%s is refused', (_, changes, sentence) => {
    expect(() => load(folderOf(changes))).toThrow(sentence);
  });
});
