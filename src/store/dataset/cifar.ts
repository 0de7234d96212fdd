import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cifarPixels, readCifarBinary, type CifarLayout } from '../../format/index.js';
import { channelScales, normaliseChannels, type Dataset } from '../../net/index.js';
import { readCompressed } from './compressed.js';

/**
 * CIFAR-10 and CIFAR-100 in their binary versions. Files keep their original names; those of CIFAR-10 may
 * be fewer, and a part of a file is named after it: data_batch_1.first4000.bin.
 */

export type CifarName = 'cifar10' | 'cifar100';

interface CifarFiles extends CifarLayout {
  readonly train: RegExp;
  readonly test: RegExp;
  readonly title: string;
  readonly whole: readonly [number, number];
}

const known: Readonly<Record<CifarName, CifarFiles>> = {
  cifar10: {
    labelBytes: 1,
    classes: 10,
    train: /^data_batch_[1-5](\.first\d+)?\.bin(\.gz)?$/,
    test: /^test_batch(\.first\d+)?\.bin(\.gz)?$/,
    title: 'CIFAR-10 (Krizhevsky 2009), binary version',
    whole: [50_000, 10_000],
  },
  cifar100: {
    labelBytes: 2,
    classes: 100,
    train: /^train(\.first\d+)?\.bin(\.gz)?$/,
    test: /^test(\.first\d+)?\.bin(\.gz)?$/,
    title: 'CIFAR-100 (Krizhevsky 2009), binary version, fine labels',
    whole: [50_000, 10_000],
  },
};

/** Whether a data set is one of these. */
export function isCifar(name: string): name is CifarName {
  return name in known;
}

/** Whether the folder holds training and test records. */
export function findCifar(name: CifarName, path: string): boolean {
  const { train, test } = cifarFiles(name, path);
  return train.length > 0 && test.length > 0;
}

/** The files of the folder that are read, without .gz. */
export function cifarFiles(
  name: CifarName,
  path: string,
): { readonly train: string[]; readonly test: string[] } {
  return { train: namesOf(path, known[name].train), test: namesOf(path, known[name].test) };
}

/** Bytes of a record. */
export function cifarRecord(name: CifarName): number {
  return known[name].labelBytes + cifarPixels;
}

/**
 * Reads one file of the folder.
 *
 * @returns the number of its records
 * @throws {UserError} when it is truncated or another one
 */
export function countCifarRecords(name: CifarName, path: string): number {
  return readCifarBinary(readCompressed(path), path, known[name]).labels.length;
}

/**
 * Reads the records of the folder, files in the order of their names. The origin names the size of a subset.
 *
 * @throws {UserError} when a file is truncated or another one
 */
export function loadCifar(name: CifarName, path: string): Dataset {
  const files = known[name];
  const hash = createHash('sha256');
  const part = (pattern: RegExp) => {
    const parts = namesOf(path, pattern).map((file) => {
      const bytes = readCompressed(join(path, file));
      hash.update(bytes);
      return readCifarBinary(bytes, join(path, file), files);
    });
    const count = parts.reduce((sum, { labels }) => sum + labels.length, 0);
    const values = new Uint8Array(count * cifarPixels);
    const labels = new Uint8Array(count);
    let at = 0;
    for (const piece of parts) {
      values.set(piece.values, at * cifarPixels);
      labels.set(piece.labels, at);
      at += piece.labels.length;
    }
    return normaliseChannels(values, labels, 255, channelScales[name]);
  };
  const train = part(files.train);
  const test = part(files.test);
  const [wholeTrain, wholeTest] = files.whole;
  const isWhole = train.count === wholeTrain && test.count === wholeTest;
  const size =
    `a subset of ${train.count} of the ${wholeTrain} training ` +
    `and ${test.count} of the ${wholeTest} test images`;
  return {
    name,
    dimension: cifarPixels,
    image: { channels: 3, height: 32, width: 32 },
    classes: files.classes,
    train,
    test,
    checksum: hash.digest('hex'),
    origin: isWhole ? files.title : `${files.title}; ${size}`,
  };
}

/** Names without .gz, each once, so that a batch stored twice is read once; a whole batch hides its part. */
function namesOf(path: string, pattern: RegExp): string[] {
  if (!existsSync(path)) return [];
  const found = readdirSync(path).filter((file) => pattern.test(file));
  const names = [...new Set(found.map((file) => file.replace(/\.gz$/, '')))].sort();
  const batchOf = (file: string) => file.split('.')[0];
  return names.filter((file) => file === `${batchOf(file)}.bin` || !names.includes(`${batchOf(file)}.bin`));
}
