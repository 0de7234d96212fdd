import { UserError } from '../error.js';
import type { LabelledPixels } from './digitsCsv.js';

/** Bytes of a CIFAR image: 1024 red, 1024 green, 1024 blue, each plane of 32 × 32 row by row. */
export const cifarPixels = 3072;

/** How a record begins: CIFAR-10 has one label, CIFAR-100 the coarse label and then the fine one. */
export interface CifarLayout {
  readonly labelBytes: 1 | 2;
  /** Labels are 0 … classes − 1. CIFAR-100: the fine label. */
  readonly classes: number;
}

/** Superclasses of CIFAR-100. */
const coarseClasses = 20;

/**
 * Reads records of the binary versions of CIFAR-10 and CIFAR-100 (Krizhevsky 2009). Any whole number of
 * records is read, so a file cut after a record is legal.
 *
 * @param bytes - the whole file, uncompressed
 * @param name - how errors call the file
 * @returns pixels and labels; of CIFAR-100 the fine labels
 * @throws {UserError} when the file is empty, ends within a record, or a label is too large
 */
export function readCifarBinary(bytes: Uint8Array, name: string, layout: CifarLayout): LabelledPixels {
  const { labelBytes, classes } = layout;
  const record = labelBytes + cifarPixels;
  const count = Math.floor(bytes.length / record);
  if (count === 0 || bytes.length % record !== 0) {
    throw new UserError(
      `${name} holds ${bytes.length} bytes, which is no whole number of records of ${record} bytes: ` +
        'it is truncated or another file.',
      'Unpack the binary version of the data set again; a subset must end after a whole record.',
    );
  }
  const values = new Uint8Array(count * cifarPixels);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const start = i * record;
    const label = bytes[start + labelBytes - 1];
    const fits = label < classes && (labelBytes === 1 || bytes[start] < coarseClasses);
    if (!fits) {
      const found = bytes.subarray(start, start + labelBytes).join(' and ');
      throw new UserError(
        `Record ${i + 1} of ${name} begins with ${found}, ` +
          `which is no label of a data set of ${classes} classes: it is another file.`,
      );
    }
    labels[i] = label;
    values.set(bytes.subarray(start + labelBytes, start + record), i * cifarPixels);
  }
  return { values, labels };
}
