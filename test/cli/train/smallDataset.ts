import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npyFile } from '../../format/gradientArrays.js';
import { side, smallDataset } from '../../training/smallDataset.js';

/**
 * Writes the small images as npy files into a folder.
 *
 * @returns the name by which the data set is asked for
 */
export function writeSmallDataset(folder: string, trainCount: number, testCount: number): string {
  const { train, test } = smallDataset(trainCount, testCount);
  for (const [part, { count, inputs, labels }] of Object.entries({ train, test })) {
    const npy = (descr: string, shape: readonly number[], { buffer }: Uint8Array | Float32Array) =>
      npyFile(
        `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }\n`,
        new Uint8Array(buffer),
      );
    writeFileSync(join(folder, `x_${part}.npy`), npy('<f4', [count, side, side], inputs));
    writeFileSync(join(folder, `y_${part}.npy`), npy('|u1', [count], labels));
  }
  return `npy:${folder}`;
}
