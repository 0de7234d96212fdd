import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { dumpFolder } from '../needs.js';

/** Reference gradients, where the data folder is present, and a reader for their npy files. */

const folder = pathToFileURL(dumpFolder);

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

interface Truth {
  readonly files: { readonly file?: string; readonly reference?: Record<string, number> }[];
}

/** The reference numbers of one file. */
export function reference(file: string): Record<string, number> {
  const truth = JSON.parse(readFileSync(new URL('truth.json', folder), 'utf8')) as Truth;
  return truth.files.find((entry) => entry.file === file)!.reference!;
}

/** A little-endian float32 npy file in C order with one or two axes. */
export function readNpy(file: string): Matrix {
  const bytes = readFileSync(new URL(file, folder));
  const headerLength = bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, 10 + headerLength);
  if (!header.includes("'<f4'") || !header.includes("'fortran_order': False")) throw new Error(header);
  const shape = [...header.split("'shape'")[1].matchAll(/\d+/g)].map(Number);
  const [rows, columns] = shape.length === 1 ? [1, shape[0]] : shape;
  const start = 10 + headerLength;
  return { rows, columns, values: new Float32Array(bytes.buffer.slice(bytes.byteOffset + start)) };
}

/** rows minus one row, or minus the mean of the rows. */
export function centred({ rows, columns, values }: Matrix, centre?: Float32Array): Matrix {
  const mean = new Float64Array(columns);
  if (centre) mean.set(centre);
  else for (let i = 0; i < values.length; i++) mean[i % columns] += values[i] / rows;
  return { rows, columns, values: values.map((value, i) => value - mean[i % columns]) };
}
