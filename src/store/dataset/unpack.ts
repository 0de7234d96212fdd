import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '../../error.js';
import { writeFailure } from '../fileFailure.js';
import { isAbandoned, ownName, release } from './download/ownership.js';
import { syncFolder } from './download/part.js';
import { otherFolder } from './folders.js';
import { isOriginal } from './verify.js';
import type { OriginalFile } from './original.js';

const prefix = 'unpacking.';

/**
 * Unpacks files from a tar archive that is compressed by gzip. All of them are unpacked and compared with
 * their checksums before the first one gets its name; they get them in the order given.
 *
 * @param archive - path of the archive
 * @param wanted - the files; they may lie in any folder of the archive
 * @param folder - where they are put
 * @param signal - ends the unpacking
 * @param beforeNaming - called when all are unpacked and compared
 * @throws {UserError} when the archive does not hold one of them, or the folder cannot be written
 */
export async function unpack(
  archive: string,
  wanted: readonly OriginalFile[],
  folder: string,
  signal: AbortSignal,
  beforeNaming: () => void,
): Promise<void> {
  const owner = ownName();
  const staging = join(folder, prefix + owner);
  removeAbandoned(folder);
  try {
    mkdirSync(staging);
    await extract(archive, staging, new Set(wanted.map(({ name }) => name)), signal);
    for (const file of wanted) compare(join(staging, file.name), file, archive);
    beforeNaming();
    for (const { name } of wanted) {
      renameSync(join(staging, name), join(folder, name));
    }
    syncFolder(folder);
  } catch (error) {
    const isOfTheSystem = error instanceof Error && 'syscall' in error;
    throw isOfTheSystem ? writeFailure(folder, error, otherFolder) : error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
    release(owner);
  }
}

async function extract(
  archive: string,
  folder: string,
  names: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<void> {
  // Other commands do without, and start sooner.
  const { createTarDecoder } = await import('modern-tar');
  // Errors come out where the entries are read.
  const bytes = pipeline(createReadStream(archive), createGunzip(), () => {});
  const web = Readable.toWeb(bytes) as ReadableStream<Uint8Array<ArrayBuffer>>;
  for await (const { header, body } of iterated(web.pipeThrough(createTarDecoder()))) {
    signal.throwIfAborted();
    const name = basename(header.name);
    if (header.type === 'file' && names.has(name)) {
      await writeFile(join(folder, name), iterated(body), { signal, flush: true });
    } else {
      // Read to its end: when a body is cancelled, modern-tar 0.8.6 mistakes the next entry's body for it and
      // stalls.
      for await (const block of iterated(body)) void block;
    }
  }
}

/** In Node every such stream is iterable; the types of browsers do not say so. */
function iterated<Value>(stream: ReadableStream<Value>): AsyncIterable<Value> {
  return stream as unknown as AsyncIterable<Value>;
}

function compare(path: string, file: OriginalFile, archive: string): void {
  if (existsSync(path) && isOriginal(readFileSync(path), file)) return;
  const fault = existsSync(path) ? 'holds another' : 'does not hold';
  throw new UserError(`${archive} ${fault} ${file.name}.`, 'Please report this: the archive has changed.');
}

function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.startsWith(prefix) && isAbandoned(name.slice(prefix.length), path)) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}
