import { readSync, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { UserError } from '../../error.js';
import { checkRange, type ByteSource } from '../../format/index.js';
import { readFailure } from '../readFailure.js';

/** A dump can be thousands of files; only so many are held open. */
const heldOpen = 64;
/** Reads up to this length are done at once: handing them to another thread takes longer than they do. */
const short = 1 << 17;
/** After so many of them, other work of the program has its turn. */
const shortReads = 256;

interface Held {
  readonly handle: FileHandle;
  reads: number;
}

/** Files that are read by position, opened when they are read and closed again when others are. */
export class OpenFiles {
  /** Least recently read first. */
  private readonly held = new Map<string, Promise<Held>>();
  private shortReads = 0;

  /**
   * A file as a source of bytes. Its size is taken once; a file that changes while it is read is refused.
   *
   * @param path - of the file
   * @param name - how errors call it
   * @throws {UserError} when it cannot be opened
   */
  async source(path: string, name = path): Promise<ByteSource> {
    const { handle } = await this.open(path, name);
    const first = await handle.stat();
    return {
      name,
      size: first.size,
      read: (offset, length, reuse) => this.read(path, name, first, offset, length, reuse),
    };
  }

  /** Closes every file. Sources can be read again; they open their files anew. */
  async close(): Promise<void> {
    const open = [...this.held.values()];
    this.held.clear();
    for (const file of open) await file.then(({ handle }) => handle.close()).catch(() => {});
  }

  private async read(
    path: string,
    name: string,
    first: Stats,
    offset: number,
    length: number,
    reuse?: Uint8Array,
  ): Promise<Uint8Array> {
    checkRange({ name, size: first.size }, offset, length);
    const bytes = reuse === undefined ? new Uint8Array(length) : reuse.subarray(0, length);
    const held = await this.open(path, name, first);
    held.reads++;
    try {
      for (let done = 0; done < length; ) {
        const read = await this.readSome(held.handle, bytes.subarray(done), offset + done);
        if (read === 0) {
          throw new UserError(
            `${name} ended at byte ${offset + done} while it was read; it had ${first.size} bytes.`,
            'Something is still writing it. Wait, or copy it first.',
          );
        }
        done += read;
      }
      return bytes;
    } catch (error) {
      throw error instanceof UserError ? error : readFailure(name, error);
    } finally {
      held.reads--;
    }
  }

  private async readSome(handle: FileHandle, into: Uint8Array, offset: number): Promise<number> {
    if (into.length > short) return (await handle.read(into, 0, into.length, offset)).bytesRead;
    if (++this.shortReads % shortReads === 0) await setImmediate();
    return readSync(handle.fd, into, 0, into.length, offset);
  }

  private async open(path: string, name: string, first?: Stats): Promise<Held> {
    const opened = this.held.get(path) ?? openOnce(path, name, first);
    this.held.delete(path);
    this.held.set(path, opened);
    opened.catch(() => this.held.delete(path));
    const held = await opened;
    if (this.held.size > heldOpen) await this.closeOldest();
    return held;
  }

  private async closeOldest(): Promise<void> {
    for (const [path, file] of [...this.held].slice(0, this.held.size - heldOpen)) {
      const held = await file.catch(() => undefined);
      if (held === undefined || held.reads > 0 || this.held.get(path) !== file) continue;
      this.held.delete(path);
      await held.handle.close();
    }
  }
}

async function openOnce(path: string, name: string, first?: Stats): Promise<Held> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    throw readFailure(name, error);
  }
  const now = await handle.stat();
  const changed =
    first && (now.size !== first.size || now.mtimeMs !== first.mtimeMs || now.ino !== first.ino);
  if (changed) {
    await handle.close();
    throw new UserError(
      `${name} has changed while it was read.`,
      'Something is still writing it. Wait, or copy it first.',
    );
  }
  return { handle, reads: 0 };
}
