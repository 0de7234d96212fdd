import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '#heavytail/error';
import { openGradients } from '#heavytail/store/index';
import { afterEach, beforeEach, expect } from 'vitest';

/** A folder for one test. */
export function temporaryFolder(): {
  path: string;
  write: (name: string, content: string | Uint8Array) => string;
} {
  const folder = {
    path: '',
    write(name: string, content: string | Uint8Array) {
      const path = join(folder.path, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
  };
  beforeEach(() => {
    folder.path = mkdtempSync(join(tmpdir(), 'heavytail-test-'));
  });
  afterEach(() => rmSync(folder.path, { recursive: true, force: true }));
  return folder;
}

/** Opens, reads every number of every tensor, and closes. */
export async function readAll(paths: readonly string[], selection?: { layer?: string; spoolLimit?: number }) {
  const { tensors, skipped, remarks, close } = await openGradients(paths, selection);
  try {
    const read = [];
    for (const tensor of tensors) {
      const { rows, columns } = tensor.matrix;
      const values = new Float64Array(rows * columns);
      await tensor.matrix.readRows(0, rows, values);
      read.push({ ...tensor, rows, columns, values });
    }
    return { tensors: read, skipped, remarks };
  } finally {
    await close();
  }
}

/** Expects a sentence for the user. */
export async function refusal(paths: readonly string[], selection?: { layer?: string; spoolLimit?: number }) {
  const error = await readAll(paths, selection).then(
    () => expect.unreachable('was not refused'),
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}

/** A float64 npy file. */
export function npy(shape: readonly number[], values: readonly number[]): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape.map((size) => `${size},`).join(' ')}), }\n`;
  const head = Buffer.alloc(10 + header.length);
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  head.writeUInt16LE(header.length, 8);
  head.write(header, 10, 'latin1');
  return Buffer.concat([head, Buffer.from(Float64Array.from(values).buffer)]);
}
