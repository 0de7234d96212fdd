import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGradients } from '#heavytail/store/index';
import { fastest, readPlainly } from './plainReads.js';
import { machine } from './timing.js';

/**
 * How fast a float32 matrix of 512 MiB in an npy file is read into doubles, in blocks, beside plainly reading
 * the bytes of the same file. The file is in the system's cache, so that the disk does not count.
 */

const rows = 1024;
const columns = 131_072;
const repetitions = 5;

const folder = mkdtempSync(join(tmpdir(), 'heavytail-bench-'));
const path = join(folder, 'a.npy');
try {
  writeMatrix();
  console.log(`float32 [${rows}, ${columns}] as npy. ${machine()}`);
  const plain = await fastest(repetitions, () => readPlainly(path));
  show('plain reads of 4 MiB', plain, plain);
  const { tensors, close } = await openGradients([path]);
  const [{ matrix }] = tensors;
  for (const count of [16, 64]) {
    const block = new Float64Array(count * columns);
    const seconds = await fastest(repetitions, async () => {
      for (let from = 0; from < rows; from += count) await matrix.readRows(from, from + count, block);
    });
    show(`rows, ${count} at a time`, seconds, plain);
  }
  for (const count of [2_048, 16_384]) {
    const block = new Float64Array(rows * count);
    const seconds = await fastest(repetitions, async () => {
      for (let from = 0; from < columns; from += count) await matrix.readColumns(from, from + count, block);
    });
    show(`columns, ${count} at a time`, seconds, plain);
  }
  await close();
} finally {
  rmSync(folder, { recursive: true });
}

function writeMatrix(): void {
  const file = openSync(path, 'w');
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }\n`;
  writeSync(file, Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0));
  writeSync(file, header);
  const row = Float32Array.from({ length: columns }, (_, i) => Math.sin(i));
  for (let i = 0; i < rows; i++) writeSync(file, row);
  closeSync(file);
}

function show(name: string, seconds: number, plain: number): void {
  const rate = (rows * columns * 4) / seconds / 1e9;
  console.log(
    `${name.padEnd(28)} ${rate.toFixed(2).padStart(6)} GB/s  ${(plain / seconds).toFixed(2)} × plain reads`,
  );
}
