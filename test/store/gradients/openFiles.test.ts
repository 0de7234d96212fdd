import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, truncateSync } from 'node:fs';
import { openGradients } from '#heavytail/store/index';
import { describe, expect, it } from 'vitest';
import { npy, readAll, temporaryFolder } from './folder.js';

describe('files', () => {
  const folder = temporaryFolder();
  const values = Array.from({ length: 1000 }, (_, i) => i);

  it('that shrink while they are read are refused', async () => {
    const file = folder.write('a.npy', npy([2, 500], values));
    const { tensors, close } = await openGradients([file]);
    truncateSync(file, 4000);
    const reading = tensors[0]!.matrix.readRows(0, 2, new Float64Array(1000));
    await expect(reading).rejects.toThrow(/ended at byte 4000 while it was read; it had/);
    await close();
  });

  it('that change before they are opened again are refused', async () => {
    const file = folder.write('a.npy', npy([2, 500], values));
    const { tensors, close } = await openGradients([file]);
    await close();
    appendFileSync(file, 'more');
    const reading = tensors[0]!.matrix.readRows(0, 2, new Float64Array(1000));
    await expect(reading).rejects.toThrow(/has changed while it was read/);
    await close();
  });

  it('may be more than can be open at once', async () => {
    const count = 300;
    for (let step = 0; step < count; step++) folder.write(`d/g_step_${step}.npy`, npy([4], [step, 1, 2, 3]));
    const script = `
      import { openGradients } from '#heavytail/store/index';
      const { tensors, close } = await openGradients([${JSON.stringify(`${folder.path}/d`)}]);
      const column = new Float64Array(${count});
      await tensors[0].matrix.readColumns(0, 1, column);
      await Promise.all([0, 1, 2, 3].map((i) => tensors[0].matrix.readColumns(i, i + 1, new Float64Array(${count}))));
      await close();
      console.log(tensors.length, column.every((value, i) => value === i));`;
    const limited = `ulimit -n 110 && exec "$0" --input-type=module -e "$1"`;
    const { stdout, stderr } = spawnSync('sh', ['-c', limited, process.execPath, script], {
      encoding: 'utf8',
      cwd: new URL('../../..', import.meta.url),
    });
    expect(stderr).toBe('');
    expect(stdout).toBe('1 true\n');
  });

  it('that are pipes are read as files', async () => {
    const path = `${folder.path}/pipe`;
    const file = folder.write('a.npy', npy([2, 3], [1, 2, 3, 4, 5, 6]));
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    // Each end waits for the other.
    spawn('sh', ['-c', 'cat "$0" > "$1"', file, path]);
    const { tensors } = await readAll([path]);
    expect([...tensors[0]!.values]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
