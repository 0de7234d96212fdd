import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { npyFile } from '../../format/gradientArrays.js';
import { peakMemory } from '../../peakMemory.js';
import { temporaryFolder } from './folder.js';

/** A file larger than the memory allowed; 8 GB where HEAVYTAIL_SLOW_TESTS is 1. It takes no room on disk. */
const slow = process.env.HEAVYTAIL_SLOW_TESTS === '1';
const rows = 1_000;
const columns = slow ? 2_000_000 : 125_000;
const mostMemory = 300e6;

/** Reads every column in blocks; prints the largest resident memory in bytes, the sum and the seconds. */
const script = (path: string, width: number) => `
  import { openGradients } from '#heavytail/store/index';
  const start = performance.now();
  const { tensors: [{ matrix }], close } = await openGradients([${JSON.stringify(path)}]);
  const block = new Float64Array(matrix.rows * ${width});
  let sum = 0;
  for (let from = 0; from < matrix.columns; from += ${width}) {
    const to = Math.min(matrix.columns, from + ${width});
    await matrix.readColumns(from, to, block);
    const count = matrix.rows * (to - from);
    for (let i = 0; i < count; i++) sum += block[i];
  }
  await close();
  console.log(JSON.stringify({ memory: ${peakMemory}, sum, seconds: (performance.now() - start) / 1e3 }));`;

describe('a file larger than memory', () => {
  const folder = temporaryFolder();

  it.each([
    ['C', 'False'],
    ['Fortran', 'True'],
  ])('is read in blocks of columns, in %s order', (_, fortranOrder) => {
    const header = `{'descr': '<f4', 'fortran_order': ${fortranOrder}, 'shape': (${rows}, ${columns}), }\n`;
    const head = npyFile(header, 0);
    const path = join(folder.path, 'large.npy');
    const file = openSync(path, 'w');
    writeSync(file, head);
    ftruncateSync(file, head.length + 4 * rows * columns);
    // 1 as the last element, in either order.
    writeSync(file, Uint8Array.of(0, 0, 128, 63), 0, 4, head.length + 4 * (rows * columns - 1));
    closeSync(file);
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', script(path, 8_192)],
      {
        encoding: 'utf8',
        cwd: new URL('../../..', import.meta.url),
      },
    );
    expect(stderr).toBe('');
    const { memory, sum, seconds } = JSON.parse(stdout) as Record<string, number>;
    if (slow) process.stdout.write(`${fortranOrder}: ${memory! / 1e6} MB, ${seconds} s\n`);
    expect(sum).toBe(1);
    expect(memory).toBeLessThan(mostMemory);
  });
});
