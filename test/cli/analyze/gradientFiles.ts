import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder for the files of one test file, and writers of small gradient dumps in it. */
export function gradientFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'heavytail-analyze-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Writes a float64 npy file of version 1. */
  function npy(name: string, rows: number, columns: number, values: Float64Array): string {
    const text = `{'descr': '<f8', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
    const header = `${text.padEnd(117)}\n`;
    const length = Buffer.alloc(2);
    length.writeUInt16LE(header.length);
    const start = Buffer.concat([
      Buffer.from('\u0093NUMPY\u0001\u0000', 'latin1'),
      length,
      Buffer.from(header),
    ]);
    const path = join(folder, name);
    writeFileSync(path, Buffer.concat([start, Buffer.from(values.buffer)]));
    return path;
  }

  /** Writes float32 zeros of these shapes as a safetensors file. */
  function safetensors(name: string, shapes: Readonly<Record<string, readonly number[]>>): string {
    let end = 0;
    const entries = Object.entries(shapes).map(([key, shape]) => {
      const start = end;
      end += 4 * shape.reduce((product, size) => product * size, 1);
      return [key, { dtype: 'F32', shape, data_offsets: [start, end] }];
    });
    const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    const path = join(folder, name);
    writeFileSync(path, Buffer.concat([length, header, Buffer.alloc(end)]));
    return path;
  }

  return { folder, npy, safetensors };
}
