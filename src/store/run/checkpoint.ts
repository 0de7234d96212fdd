import { existsSync, readFileSync } from 'node:fs';
import { UserError } from '../../error.js';
import {
  memorySource,
  readSafetensorsHeader,
  safetensorsBytes,
  type NamedTensor,
} from '../../format/index.js';
import type { ParameterLayer } from '../../net/index.js';
import type { Checkpoint } from '../../training/index.js';
import { writeWhole } from '../files.js';

/**
 * Checkpoints as safetensors files: each array of weights under its name, the velocity under velocity/ and
 * its name, the iteration in the metadata. The file appears whole or not at all.
 */

const schema = 'heavytail.checkpoint/1';
const velocityPrefix = 'velocity/';

/**
 * Writes a checkpoint over the one before it.
 *
 * @throws {UserError} when the file cannot be written; the one before it is still there
 */
export function writeCheckpoint(
  path: string,
  layers: readonly ParameterLayer[],
  { iteration, weights, velocity }: Checkpoint,
): void {
  const tensors = (vector: Float32Array, prefix: string) =>
    layers.map(
      ({ name, offset, rows, columns }): NamedTensor => ({
        name: prefix + name,
        shape: [rows, columns],
        values: vector.subarray(offset, offset + rows * columns),
      }),
    );
  const all = [...tensors(weights, ''), ...(velocity ? tensors(velocity, velocityPrefix) : [])];
  writeWhole(path, safetensorsBytes(all, { schema, iteration: String(iteration) }));
}

/**
 * Reads a checkpoint, or undefined where there is none.
 *
 * @param path - of the file
 * @param layers - of the network that is to go on with it
 * @throws {UserError} when the file is damaged or of another network
 */
export async function readCheckpoint(
  path: string,
  layers: readonly ParameterLayer[],
): Promise<Checkpoint | undefined> {
  if (!existsSync(path)) return undefined;
  const bytes = new Uint8Array(readFileSync(path));
  const { metadata, tensors } = await readSafetensorsHeader(memorySource(path, bytes));
  const iteration = Number(metadata.iteration);
  if (metadata.schema !== schema || !Number.isInteger(iteration) || iteration < 0) {
    throw new UserError(`${path} is not a checkpoint of heavytail.`, other);
  }
  const read = (prefix: string) => {
    const vector = new Float32Array(layers.reduce((sum, { rows, columns }) => sum + rows * columns, 0));
    for (const { name, offset, rows, columns } of layers) {
      const layout = tensors.find((tensor) => tensor.name === prefix + name)?.layout;
      if (layout?.elements.name !== 'float32' || layout.shape.join() !== [rows, columns].join()) {
        const found = layout === undefined ? 'does not hold it' : `holds ${layout.shape.join(' × ')}`;
        throw new UserError(
          `${path} is the checkpoint of another network: ${prefix}${name} is ${rows} × ${columns} here, ` +
            `and the file ${found}.`,
          other,
        );
      }
      const start = layout.offset;
      vector.set(new Float32Array(bytes.slice(start, start + 4 * rows * columns).buffer), offset);
    }
    return vector;
  };
  const moving = tensors.some(({ name }) => name.startsWith(velocityPrefix));
  return { iteration, weights: read(''), velocity: moving ? read(velocityPrefix) : undefined };
}

const other = 'Begin anew with --fresh, or name another folder with --out.';
