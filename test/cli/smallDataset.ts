import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stream } from 'heavytail/random';
import { npyFile } from '../format/gradientArrays.js';

const [side, classes] = [6, 10];

/**
 * Writes a data set of npy files on which a network is trained and evaluated in milliseconds: images of noise, with one
 * bright pixel where the class is.
 *
 * @returns the name by which it is asked for
 */
export function writeSmallDataset(folder: string, train: number, test: number): string {
  for (const [part, count] of [
    ['train', train],
    ['test', test],
  ] as const) {
    const labels = Uint8Array.from({ length: count }, (_, i) => i % classes);
    const inputs = Float32Array.from(stream(1, 'small data set', part).normals(count * side * side));
    labels.forEach((label, i) => (inputs[i * side * side + label] += 2));
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
