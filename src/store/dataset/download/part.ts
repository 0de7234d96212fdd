import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFailure } from '../../fileFailure.js';
import { otherFolder } from '../folders.js';
import { isAbandoned, ownName, release } from './ownership.js';

const blockBytes = 1 << 20;

/**
 * A file that is being downloaded, under a name of its own that ends in .part. It stays when the download is
 * interrupted, and the next download of the same file takes it over. Nobody else writes to it.
 *
 * All that fails to be written is a UserError.
 */
export class Part {
  readonly path: string;
  readonly #owner = ownName();
  readonly #folder: string;
  readonly #prefix: string;
  readonly #file: number;
  #size: number;

  /**
   * Takes over the longest part that an ended process left, or begins an empty one.
   *
   * @param folder - exists
   * @param name - of the file
   * @param sha256 - of the file: a part of another file of this name is not taken over
   * @throws {UserError} when the folder cannot be written
   */
  constructor(folder: string, name: string, sha256: string) {
    this.#folder = folder;
    this.#prefix = `${name}.${sha256.slice(0, 8)}.`;
    this.path = join(folder, `${this.#prefix}${this.#owner}.part`);
    try {
      const left = this.#abandoned().sort((a, b) => sizeOf(b) - sizeOf(a));
      left.find((path) => movesTo(path, this.path));
      this.#file = openSync(this.path, 'a+');
      this.#size = sizeOf(this.path);
    } catch (error) {
      release(this.#owner);
      throw writeFailure(folder, error, otherFolder);
    }
  }

  /** Bytes that are there. */
  get size(): number {
    return this.#size;
  }

  /** Adds bytes at the end. */
  append(bytes: Uint8Array): void {
    try {
      writeFileSync(this.#file, bytes);
      this.#size += bytes.length;
    } catch (error) {
      throw writeFailure(this.path, error, otherFolder);
    }
  }

  /** Begins anew. */
  empty(): void {
    if (this.#size === 0) return;
    try {
      ftruncateSync(this.#file);
      this.#size = 0;
    } catch (error) {
      throw writeFailure(this.path, error, otherFolder);
    }
  }

  /** The checksum of all bytes, in hexadecimal digits. */
  sha256(): string {
    const hash = createHash('sha256');
    const block = new Uint8Array(blockBytes);
    let at = 0;
    for (let count = -1; count !== 0; at += count) {
      count = readSync(this.#file, block, 0, blockBytes, at);
      hash.update(block.subarray(0, count));
    }
    return hash.digest('hex');
  }

  /** Gives the file its final name, in the same folder, once its bytes are on the disk. */
  finish(name: string): void {
    const target = join(this.#folder, name);
    try {
      fsyncSync(this.#file);
      renameSync(this.path, target);
      syncFolder(dirname(target));
    } catch (error) {
      throw writeFailure(target, error, otherFolder);
    }
    this.#end();
  }

  /** Removes the file, and what other processes left of it. */
  remove(): void {
    rmSync(this.path, { force: true });
    this.#end();
  }

  /** Leaves what is there to the next download. */
  leave(): void {
    closeSync(this.#file);
    if (this.#size === 0) rmSync(this.path, { force: true });
    release(this.#owner);
  }

  #end(): void {
    closeSync(this.#file);
    for (const path of this.#abandoned()) rmSync(path, { force: true });
    release(this.#owner);
  }

  #abandoned(): string[] {
    return readdirSync(this.#folder)
      .filter((file) => file.startsWith(this.#prefix) && file.endsWith('.part'))
      .filter((file) =>
        isAbandoned(file.slice(this.#prefix.length, -'.part'.length), join(this.#folder, file)),
      )
      .map((file) => join(this.#folder, file));
  }
}

/** Makes the names of a folder last, where the system can do that. */
export function syncFolder(folder: string): void {
  try {
    const opened = openSync(folder, 'r');
    try {
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch {
    // Some systems do not open folders; the names are then written in their own time.
  }
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return -1;
  }
}

/** False when another process was faster. */
function movesTo(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
