import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { peakMemory } from '../peakMemory.js';

/** 8 GB where HEAVYTAIL_SLOW_TESTS is 1; the file takes no room on disk. */
const slow = process.env.HEAVYTAIL_SLOW_TESTS === '1';
const rows = 200;
const columns = slow ? 10_000_000 : 400_000;
const mostMemory = 500e6;
const root = fileURLToPath(new URL('../..', import.meta.url));

it('a dump larger than the memory allowed is analysed within it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heavytail-large-'));
  try {
    const path = join(folder, 'large.npy');
    const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }\n`;
    const head = Buffer.concat([
      Buffer.from('\u0093NUMPY\u0001\u0000', 'latin1'),
      Buffer.from([header.length, 0]),
      Buffer.from(header),
    ]);
    const file = openSync(path, 'w');
    writeSync(file, head);
    ftruncateSync(file, head.length + 4 * rows * columns);
    // The last coordinate varies: 1.0 in every other minibatch, -1.0 in the others, and a little more each time.
    for (let p = 0; p < rows; p++) {
      const value = Float32Array.of((p % 2 === 0 ? 1 : -1) * (1 + p / rows));
      writeSync(file, new Uint8Array(value.buffer), 0, 4, head.length + 4 * ((p + 1) * columns - 1));
    }
    closeSync(file);
    const script = `
      process.on('exit', () => {
        process.stderr.write(JSON.stringify({ memory: ${peakMemory} }));
      });
      process.argv.splice(1, 0, 'heavytail');
      await import('./dist/cli/main.js');`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', script, 'analyze', path, '--json', '--quiet'],
      { encoding: 'utf8', cwd: root },
    );
    const { memory } = JSON.parse(stderr) as { memory: number };
    expect(memory).toBeLessThan(mostMemory);
    const [tensor] = (JSON.parse(stdout) as { tensors: { deadCoordinates: number; coordinates: number }[] })
      .tensors;
    expect(tensor).toMatchObject({ coordinates: columns, deadCoordinates: columns - 1 });
    if (slow) process.stdout.write(`${memory / 1e6} MB\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
