import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from './catalogue.js';
import { cifarFiles, cifarRecord, isCifar, type CifarName } from './cifar.js';
import { existsCompressed } from './compressed.js';
import { findDataset } from './data.js';
import { dataFolders } from './folders.js';
import type { CatalogueEntry, OriginalFile } from './original.js';
import { storedPath } from './verify.js';

/** What is there of a data set, by the names and lengths of files; see checkDataset for their bytes. */
export interface DatasetSurvey {
  readonly entry: CatalogueEntry;
  /**
   * found: all files, with the lengths of the originals; subset: fewer examples, which are read as they are;
   * partly: not all files, so that nothing is read; damaged: a file of another length.
   */
  readonly state: 'found' | 'subset' | 'partly' | 'missing' | 'damaged';
  /** The folder of the data set that is read, or else the first that holds something of it. */
  readonly folder?: string;
  /** Of the files, as they are stored. */
  readonly bytes: number;
  /** Training and test examples that are read; absent when nothing can be. */
  readonly examples?: readonly [train: number, test: number];
  /** What is missing or damaged, in sentences. */
  readonly faults: readonly string[];
  /** What a download that was broken off left of files that are missing. */
  readonly unfinishedBytes: number;
}

/**
 * Looks for every data set where commands look for it.
 *
 * @param folder - given by the user; see dataFolders
 * @throws {UserError} when the folder does not exist
 */
export function surveyDatasets(folder?: string): DatasetSurvey[] {
  const roots = dataFolders(folder);
  return catalogue.map((entry) => {
    const used = findDataset(entry.name, folder);
    const path = used ?? roots.map((root) => join(root, entry.name)).find((one) => holdsSome(entry, one));
    if (path === undefined) return { entry, state: 'missing', bytes: 0, faults: [], unfinishedBytes: 0 };
    return isCifar(entry.name) ? surveyCifar(entry, entry.name, path) : surveyFiles(entry, path);
  });
}

function surveyFiles(entry: CatalogueEntry, folder: string): DatasetSurvey {
  const { files, examples } = entry;
  const there = files.filter(({ name }) => existsCompressed(join(folder, name)));
  const bytes = total(there.map(({ name }) => storedPath(folder, name)));
  const lengths = there.flatMap((file) => lengthFault(folder, file));
  const facts = { entry, folder, bytes, unfinishedBytes: 0 };
  if (there.length < files.length) {
    const lacking = files.filter((file) => !there.includes(file)).map(({ name }) => name);
    const faults = [`Missing: ${lacking.join(', ')}.`, ...lengths];
    return { ...facts, state: 'partly', faults, unfinishedBytes: unfinished(folder) };
  }
  if (lengths.length > 0) return { ...facts, state: 'damaged', faults: lengths };
  return { ...facts, state: 'found', examples, faults: [] };
}

function surveyCifar(entry: CatalogueEntry, name: CifarName, folder: string): DatasetSurvey {
  const record = cifarRecord(name);
  const { train, test } = cifarFiles(name, folder);
  const paths = [...train, ...test].map((file) => storedPath(folder, file));
  const facts = { entry, folder, bytes: total(paths), unfinishedBytes: 0 };
  const broken = paths
    .filter((path) => contentLength(path) % record !== 0)
    .map((path) => `${path} is no whole number of records: it is truncated or another file.`);
  if (train.length === 0 || test.length === 0) {
    const lacking = [train.length === 0 && 'training', test.length === 0 && 'test'].filter(Boolean);
    const sentence = `There is no file of ${lacking.join(' or ')} examples.`;
    return { ...facts, state: 'partly', faults: [sentence, ...broken], unfinishedBytes: unfinished(folder) };
  }
  if (broken.length > 0) return { ...facts, state: 'damaged', faults: broken };
  const count = (files: readonly string[]) =>
    files.reduce((sum, file) => sum + contentLength(storedPath(folder, file)) / record, 0);
  const examples = [count(train), count(test)] as const;
  const isWhole = examples.join() === entry.examples.join();
  return { ...facts, state: isWhole ? 'found' : 'subset', examples, faults: [] };
}

function holdsSome({ name, files }: CatalogueEntry, folder: string): boolean {
  if (!existsSync(folder)) return false;
  if (files.some((file) => existsCompressed(join(folder, file.name)))) return true;
  if (unfinished(folder) > 0) return true;
  if (!isCifar(name)) return false;
  const { train, test } = cifarFiles(name, folder);
  return train.length + test.length > 0;
}

/** Bytes of parts. */
function unfinished(folder: string): number {
  const parts = readdirSync(folder).filter((name) => name.endsWith('.part'));
  return total(parts.map((name) => join(folder, name)));
}

function lengthFault(folder: string, { name, bytes }: OriginalFile): string[] {
  const path = storedPath(folder, name);
  const length = contentLength(path);
  if (length === bytes) return [];
  return [
    path.endsWith('.gz')
      ? `${path} is damaged or another file: it does not unpack to the ${bytes} bytes of the original.`
      : `${path} holds ${length} bytes; the original has ${bytes}.`,
  ];
}

/** Bytes of a file, uncompressed: of a gzip file what its end says, modulo 2^32; NaN when it is none. */
function contentLength(path: string): number {
  if (!path.endsWith('.gz')) return statSync(path).size;
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const ends = Buffer.alloc(6);
    if (size < 20) return NaN;
    readSync(file, ends, 0, 2, 0);
    readSync(file, ends, 2, 4, size - 4);
    return ends.readUInt16BE(0) === 0x1f8b ? ends.readUInt32LE(2) : NaN;
  } finally {
    closeSync(file);
  }
}

function total(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + statSync(path).size, 0);
}
