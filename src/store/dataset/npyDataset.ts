import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../error.js';
import { decode, npyLayout } from '../../format/index.js';
import type { Dataset, Examples } from '../../net/index.js';

/** Data sets of the user's own: a folder of four npy files. */

/** How such a data set is named: npy: and the folder. */
export const npyPrefix = 'npy:';

const names = ['x_train.npy', 'y_train.npy', 'x_test.npy', 'y_test.npy'] as const;
const layout =
  'A folder of npy files holds the inputs x_train.npy and x_test.npy, of shape [examples, …], ' +
  'which are used as they are, and their classes 0, 1, 2, … in y_train.npy and y_test.npy.';

/**
 * Reads a folder of npy files. The numbers are used as they are. Three axes are images of one channel, four
 * are [examples, channels, height, width].
 *
 * @param folder - with x_train.npy, y_train.npy, x_test.npy, y_test.npy
 * @throws {UserError} when a file is missing, damaged, in Fortran order, or they do not belong together
 */
export function loadNpyDataset(folder: string): Dataset {
  const missing = names.find((name) => !existsSync(join(folder, name)));
  if (missing !== undefined) throw new UserError(`${join(folder, missing)} does not exist.`, layout);
  const hash = createHash('sha256');
  const [train, test] = [names.slice(0, 2), names.slice(2)].map(([x, y]) => {
    const inputs = readArray(join(folder, x), hash);
    const labels = readArray(join(folder, y), hash);
    return { shape: inputs.shape, examples: examplesOf(join(folder, x), inputs, join(folder, y), labels) };
  });
  const [, ...axes] = train.shape;
  if (axes.join() !== test.shape.slice(1).join()) {
    throw new UserError(
      `An example of x_train.npy has the shape ${axes.join(' × ')}, ` +
        `one of x_test.npy ${test.shape.slice(1).join(' × ')}.`,
      layout,
    );
  }
  const largest = [train, test].reduce(
    (most, { examples }) => examples.labels.reduce((a, b) => Math.max(a, b), most),
    0,
  );
  const [channels, height, width] = axes.length === 2 ? [1, ...axes] : axes;
  return {
    name: npyPrefix + folder,
    dimension: axes.reduce((product, size) => product * size, 1),
    image: axes.length === 2 || axes.length === 3 ? { channels, height, width } : undefined,
    classes: Math.max(2, largest + 1),
    train: train.examples,
    test: test.examples,
    checksum: hash.digest('hex'),
    origin: `npy files of the user in ${folder}`,
  };
}

interface StoredArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

function readArray(path: string, hash: ReturnType<typeof createHash>): StoredArray {
  const bytes = new Uint8Array(readFileSync(path));
  hash.update(bytes);
  const { shape, elements, offset, fortranOrder } = npyLayout(path, bytes);
  if (fortranOrder && shape.length > 1) {
    throw new UserError(`${path} is in Fortran order.`, 'Save np.ascontiguousarray(x) instead.');
  }
  const values = new Float64Array(shape.reduce((product, size) => product * size, 1));
  decode(elements, bytes.subarray(offset), values, path);
  return { shape, values };
}

function examplesOf(
  inputPath: string,
  inputs: StoredArray,
  labelPath: string,
  labels: StoredArray,
): Examples {
  const [count] = inputs.shape;
  if (inputs.shape.length < 2 || labels.shape.length !== 1 || labels.shape[0] !== count || count === 0) {
    throw new UserError(
      `${inputPath} has the shape ${inputs.shape.join(' × ')}, ` +
        `${labelPath} the shape ${labels.shape.join(' × ')}: they do not belong together.`,
      layout,
    );
  }
  const strange = labels.values.find((label) => !(Number.isInteger(label) && label >= 0 && label <= 255));
  if (strange !== undefined) {
    throw new UserError(
      `${labelPath} holds the label ${strange}; labels are whole numbers from 0 to 255.`,
      layout,
    );
  }
  if (!inputs.values.every(Number.isFinite)) {
    throw new UserError(`${inputPath} holds NaN or infinite values.`, 'Leave these examples out.');
  }
  return { count, inputs: Float32Array.from(inputs.values), labels: Uint8Array.from(labels.values) };
}
