import type { Dataset } from '../../net/index.js';
import type { CifarName } from './cifar.js';

/** What a data set consists of in the original, and where it is had. */

export interface Checksum {
  readonly algorithm: 'sha256' | 'sha1';
  /** In lower-case hexadecimal digits. */
  readonly digest: string;
}

/** One file of a data set as the reader sees it, uncompressed. */
export interface OriginalFile {
  /** Its name; on disk it may also be compressed, under this name and .gz. */
  readonly name: string;
  /** Bytes, uncompressed. */
  readonly bytes: number;
  /** Of the uncompressed bytes. */
  readonly checksum: Checksum;
}

/** A file at an address. */
export interface Source {
  readonly address: string;
  /** The name under which it is stored. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Sources of the same files, in the order in which they are tried. */
export interface Download {
  /** Names of the original files that it brings. */
  readonly brings: readonly string[];
  /** The sources are archives (tar, gzip), which hold the files in some folder. */
  readonly packed: boolean;
  readonly sources: readonly Source[];
}

export interface CatalogueEntry {
  readonly name: DatasetName;
  /** How it is called in sentences. */
  readonly title: string;
  readonly files: readonly OriginalFile[];
  readonly downloads: readonly Download[];
  /** Of the originals: training and test examples. */
  readonly examples: readonly [train: number, test: number];
  readonly classes: number;
  readonly image: NonNullable<Dataset['image']>;
}

export type DatasetName = 'mnist' | 'fashion-mnist' | 'digits' | CifarName;

/** A checksum of this algorithm. */
export function sha256(digest: string): Checksum {
  return { algorithm: 'sha256', digest };
}

/** A checksum of this algorithm. */
export function sha1(digest: string): Checksum {
  return { algorithm: 'sha1', digest };
}
