import { rmSync } from 'node:fs';
import { mkdtemp, open, rm, statfs, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../error.js';
import type { ByteSource } from '../../format/index.js';
import { fileFailure } from '../fileFailure.js';
import type { OpenFiles } from './openFiles.js';

/** No more temporary space than this is ever taken, so that a decompression bomb ends. */
const mostBytes = 64 * 1024 * 1024 * 1024;
/** Part of the free disk that may be taken. */
const share = 0.9;

/**
 * Temporary files for what cannot be read by position: pipes, compressed members, text. They are removed by
 * `remove`, at the latest when the process exits.
 */
export class Spool {
  private folder: string | undefined;
  private left = 0;
  private count = 0;
  /** Files that are being written. */
  private readonly unfinished = new Set<FileHandle>();
  private readonly removeNow = () => {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
  };

  /**
   * @param files - open files, which the spooled ones join
   * @param limit - the most bytes that may be spooled in all
   * @param signal - ends what is being spooled
   */
  constructor(
    private readonly files: OpenFiles,
    private readonly limit = mostBytes,
    readonly signal?: AbortSignal,
  ) {}

  /**
   * Begins a temporary file.
   *
   * @param name - how errors call what is spooled
   */
  async begin(name: string): Promise<SpoolFile> {
    const folder = await this.prepare();
    const path = join(folder, String(this.count++));
    const handle = await open(path, 'wx', 0o600);
    this.unfinished.add(handle);
    const close = async () => {
      if (this.unfinished.delete(handle)) await handle.close();
    };
    const take = (bytes: number) => {
      this.signal?.throwIfAborted();
      this.take(name, bytes);
    };
    return new SpoolFile(name, path, handle, this.files, { take, close });
  }

  /** Removes every temporary file. */
  async remove(): Promise<void> {
    process.off('exit', this.removeNow);
    for (const handle of this.unfinished) await handle.close();
    this.unfinished.clear();
    if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }

  /**
   * Checks early whether so many bytes would fit.
   *
   * @throws {UserError} when they would not
   */
  async expect(name: string, bytes: number): Promise<void> {
    await this.prepare();
    if (bytes > this.left) throw this.full(name, `needs ${bytes}`);
  }

  private async prepare(): Promise<string> {
    if (this.folder === undefined) {
      this.folder = await mkdtemp(join(tmpdir(), 'heavytail-')).catch((error: unknown) => {
        throw new UserError(
          `No temporary files can be made in ${tmpdir()}: ${fileFailure(error)}.`,
          'Name another folder by TMPDIR.',
        );
      });
      process.once('exit', this.removeNow);
      const { bavail, bsize } = await statfs(this.folder);
      this.left = Math.min(this.limit, Math.floor(share * bavail * bsize));
    }
    return this.folder;
  }

  private take(name: string, bytes: number): void {
    if (bytes > this.left) throw this.full(name, 'needs more');
    this.left -= bytes;
  }

  private full(name: string, need: string): UserError {
    return new UserError(
      `${name} has to be unpacked and ${need} bytes of temporary space; ` +
        `${this.left} may be used in ${tmpdir()}.`,
      'Unpack it yourself, or set TMPDIR to a folder on a larger disk. At most 64 GiB are unpacked.',
    );
  }
}

/** A temporary file that is being written. */
export class SpoolFile {
  private written = 0;

  constructor(
    private readonly name: string,
    private readonly path: string,
    private readonly handle: FileHandle,
    private readonly files: OpenFiles,
    private readonly spool: { take(bytes: number): void; close(): Promise<void> },
  ) {}

  /** Bytes written up to now. */
  get size(): number {
    return this.written;
  }

  /** Appends bytes. */
  async write(bytes: Uint8Array): Promise<void> {
    this.spool.take(bytes.length);
    try {
      await this.handle.appendFile(bytes);
    } catch (error) {
      throw new UserError(
        `${this.name} cannot be unpacked to ${this.path}: ${fileFailure(error)}.`,
        'Make space, or set TMPDIR to a folder on another disk.',
      );
    }
    this.written += bytes.length;
  }

  /** Ends the file; what it holds can be read. */
  async finish(): Promise<ByteSource> {
    await this.spool.close();
    return this.files.source(this.path, this.name);
  }

  /** Ends the file and forgets what it holds. */
  async discard(): Promise<void> {
    await this.spool.close();
    await rm(this.path, { force: true });
  }
}

/**
 * Spools a stream whole.
 *
 * @param spool - where it is kept
 * @param name - how errors call it
 * @param stream - what is spooled
 */
export async function spoolStream(
  spool: Spool,
  name: string,
  stream: AsyncIterable<Uint8Array>,
): Promise<ByteSource> {
  const file = await spool.begin(name);
  try {
    for await (const bytes of stream) await file.write(bytes);
  } catch (error) {
    await file.discard();
    throw error;
  }
  return file.finish();
}
