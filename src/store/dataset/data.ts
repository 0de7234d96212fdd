import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { UserError } from '../../error.js';
import { readDigitsCsv, readIdx } from '../../format/index.js';
import { normalise, pixelScaleOf, pixelScales, proceduralDigits, type Dataset } from '../../net/index.js';
import { catalogue } from './catalogue.js';
import { findCifar, isCifar, loadCifar } from './cifar.js';
import { existsCompressed, readCompressed } from './compressed.js';
import { dataFolders, getCommand } from './folders.js';
import { loadNpyDataset, npyPrefix } from './npyDataset.js';
import type { CatalogueEntry } from './original.js';

/**
 * Data sets on disk. They are looked for in a folder with one subfolder a data set, which holds the
 * original files (each as it is or compressed by gzip):
 *
 *   mnist/ and fashion-mnist/   train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-…
 *   digits/                     digits.csv
 *   cifar10/ and cifar100/      see cifar.ts
 *
 * procedural-digits is made by heavytail itself and needs no file.
 */

const embedded = 'procedural-digits';
const idxNames = ['mnist', 'fashion-mnist'] as const;
const heldBackDigits = 297;
/** Of procedural-digits. */
const digitShape = { classes: 10, image: { channels: 1, height: 28, width: 28 } };

function entryOf(name: string): CatalogueEntry | undefined {
  return catalogue.find((entry) => entry.name === name);
}

/**
 * The folder that holds the data set, or undefined.
 *
 * @param name - mnist, fashion-mnist, cifar10, cifar100 or digits
 * @param folder - where to look; see dataFolders
 * @throws {UserError} when the folder does not exist
 */
export function findDataset(name: string, folder?: string): string | undefined {
  const files = entryOf(name)?.files;
  return dataFolders(folder)
    .map((root) => join(root, name))
    .find((path) =>
      isCifar(name) ? findCifar(name, path) : files?.every((file) => existsCompressed(join(path, file.name))),
    );
}

/**
 * The data set for experiments on networks: MNIST where it is found, else the embedded digits.
 *
 * @param folder - given by the user: then MNIST has to be in it
 * @throws {UserError} when a folder was given that does not exist or does not hold MNIST
 */
export function chooseDataset(folder?: string): string {
  if (findDataset('mnist', folder) !== undefined) return 'mnist';
  if (folder) throw new UserError(`The data folder ${folder} does not hold MNIST.`, getHint('mnist', folder));
  return embedded;
}

/**
 * A note for a user who named no data set: nothing when MNIST is used, else how to get it.
 *
 * @param name - as chooseDataset gave it
 */
export function standInNote(name: string): string {
  return name === embedded
    ? `MNIST was not found, so digits are drawn. To get it: ${getCommand('mnist')}\n`
    : '';
}

/**
 * Reads a data set into memory.
 *
 * @throws {UserError} when it is unknown, not found, or damaged
 */
export function loadDataset(name: string, folder?: string): Dataset {
  if (name === embedded) return proceduralDigits();
  if (name.startsWith(npyPrefix)) return loadNpyDataset(name.slice(npyPrefix.length));
  const { path } = placeOf(name, folder);
  if (isCifar(name)) return loadCifar(name, path);
  const idxName = idxNames.find((known) => known === name);
  return idxName === undefined ? loadDigits(path) : loadIdx(idxName, path);
}

/**
 * What examples of a data set look like, without reading them; those of a user's arrays have to be read.
 *
 * @throws {UserError} when it is unknown or not found
 */
export function exampleShapeOf(
  name: string,
  folder?: string,
): Pick<Dataset, 'dimension' | 'classes' | 'image'> {
  if (name.startsWith(npyPrefix)) return loadDataset(name, folder);
  const { classes, image } = name === embedded ? digitShape : placeOf(name, folder).entry;
  return { dimension: image.channels * image.height * image.width, classes, image };
}

/**
 * The folder of a data set that is read from files.
 *
 * @throws {UserError} when it is unknown or not found
 */
function placeOf(name: string, folder?: string): { entry: CatalogueEntry; path: string } {
  const entry = entryOf(name);
  if (entry === undefined) {
    const known = catalogue.map((each) => each.name);
    throw new UserError(`There is no data set "${name}".`, `Known are ${[...known, embedded].join(', ')}.`);
  }
  const path = findDataset(name, folder);
  if (path === undefined) {
    throw new UserError(
      `The data set ${name} was not found in ${dataFolders(folder).join(', ')}.`,
      getHint(name, folder),
    );
  }
  return { entry, path };
}

function getHint(name: string, folder?: string): string {
  return (
    'A data folder has one subfolder per data set with the original files, ' +
    `such as mnist/train-images-idx3-ubyte.gz.\nThis gets them: ${getCommand(name, folder)}`
  );
}

function loadIdx(name: (typeof idxNames)[number], path: string): Dataset {
  const hash = createHash('sha256');
  const read = (file: string) => {
    const bytes = readCompressed(join(path, file));
    hash.update(bytes);
    return readIdx(bytes, join(path, file));
  };
  const part = (images: string, labels: string) => {
    const pixels = read(images);
    const classes = read(labels);
    if (pixels.shape.length !== 3 || classes.shape.length !== 1 || pixels.shape[0] !== classes.shape[0]) {
      throw new UserError(
        `${join(path, images)} holds ${pixels.shape.join(' × ')} values ` +
          `and ${labels} ${classes.shape.join(' × ')}: they do not belong together.`,
      );
    }
    const tooLarge = classes.values.find((label) => label > 9);
    if (tooLarge !== undefined)
      throw new UserError(`${join(path, labels)} holds the label ${tooLarge}; labels are 0 to 9.`);
    return {
      examples: normalise(pixels.values, classes.values, 255, pixelScales[name]),
      shape: pixels.shape,
    };
  };
  const [train, test] = ['train', 't10k'].map((prefix) =>
    part(`${prefix}-images-idx3-ubyte`, `${prefix}-labels-idx1-ubyte`),
  );
  const [, rows, columns] = train.shape;
  if (test.shape[1] !== rows || test.shape[2] !== columns) {
    throw new UserError(`The training and test images in ${path} are of different sizes.`);
  }
  return {
    name,
    dimension: rows * columns,
    image: { channels: 1, height: rows, width: columns },
    classes: 10,
    train: train.examples,
    test: test.examples,
    checksum: hash.digest('hex'),
    origin:
      name === 'mnist'
        ? 'MNIST handwritten digits (LeCun, Bottou, Bengio, Haffner 1998), original files'
        : 'Fashion-MNIST articles of clothing (Xiao, Rasul, Vollgraf 2017), original files',
  };
}

const digitsOrigin =
  '8 × 8 handwritten digits (Alpaydin, Kaynak 1998), as distributed with scikit-learn; ' +
  'the last 297 are held back';

function loadDigits(path: string): Dataset {
  const bytes = readCompressed(join(path, 'digits.csv'));
  const { values, labels } = readDigitsCsv(new TextDecoder().decode(bytes), join(path, 'digits.csv'));
  const { inputs } = normalise(values, labels, 16, pixelScaleOf(values, 16));
  const kept = Math.max(1, labels.length - heldBackDigits);
  return {
    name: 'digits',
    dimension: 64,
    image: { channels: 1, height: 8, width: 8 },
    classes: 10,
    train: { count: kept, inputs: inputs.subarray(0, kept * 64), labels: labels.subarray(0, kept) },
    test: { count: labels.length - kept, inputs: inputs.subarray(kept * 64), labels: labels.subarray(kept) },
    checksum: createHash('sha256').update(bytes).digest('hex'),
    origin: digitsOrigin,
  };
}
