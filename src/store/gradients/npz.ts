import { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import { UserError } from '../../error.js';
import { partOf, readNpyLayout, type ByteSource } from '../../format/index.js';
import { found, skip } from './arrays.js';
import type { Dump, FoundMatrix, Skipped } from './dump.js';
import { pickleRefusal } from './recognise.js';
import { InflatedMember } from './inflatedMember.js';
import type { Spool } from './spool.js';

/** Bytes of a zip file that are read at once. */
const step = 1 << 18;
const stored = 0;
const deflated = 8;

/**
 * Reads an npz file: a zip archive of npy files, as np.savez and np.savez_compressed write it. Stored members
 * are read in place; deflated ones are unpacked once, when first read.
 */
export async function readNpzDump(source: ByteSource, spool: Spool): Promise<Dump> {
  const zip = await openZip(source);
  const matrices: FoundMatrix[] = [];
  const skipped: Skipped[] = [];
  for (const entry of await listEntries(source, zip)) {
    const key = entry.fileName.replace(/\.npy$/, '');
    try {
      const member = await memberSource(source, zip, entry, spool);
      matrices.push(found(member, await readNpyLayout(member), key, member.name));
    } catch (error) {
      skipped.push(skip(source.name, key, error));
    }
  }
  return { found: matrices, skipped };
}

async function openZip(source: ByteSource): Promise<ZipFile> {
  const { fromRandomAccessReaderPromise, RandomAccessReader } = await import('yauzl');
  class Reader extends RandomAccessReader {
    override _readStreamForRange(start: number, end: number): Readable {
      return Readable.from(pieces(source, start, end), { objectMode: false });
    }
    override close(callback: (error: Error | null) => void): void {
      callback(null);
    }
  }
  try {
    return await fromRandomAccessReaderPromise(new Reader(), source.size, { autoClose: false });
  } catch (error) {
    throw zipFault(source, error);
  }
}

async function* pieces(source: ByteSource, start: number, end: number): AsyncIterable<Uint8Array> {
  for (let at = start; at < end; at += step) yield await source.read(at, Math.min(step, end - at));
}

async function listEntries(source: ByteSource, zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  const names = new Set<string>();
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (names.has(fileName)) throw new UserError(`${source.name} holds two members ${fileName}.`);
      if (fileName.endsWith('/data.pkl') || fileName === 'data.pkl') {
        throw pickleRefusal(source.name);
      }
      names.add(fileName);
      entries.push(entry);
    }
  } catch (error) {
    throw zipFault(source, error);
  }
  if (entries.length === 0) throw new UserError(`${source.name} is an empty zip archive.`);
  return entries;
}

async function memberSource(
  source: ByteSource,
  zip: ZipFile,
  entry: Entry,
  spool: Spool,
): Promise<ByteSource> {
  const { fileName, compressionMethod: method, uncompressedSize: size } = entry;
  const name = `${fileName} in ${source.name}`;
  if (!fileName.endsWith('.npy')) throw new UserError(`${name} is not an npy file.`);
  if (entry.isEncrypted()) throw new UserError(`${name} is encrypted.`);
  if (method !== stored && method !== deflated) {
    throw new UserError(
      `${name} is compressed by method ${method} of zip; stored and deflated members are read.`,
    );
  }
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    if (fileDataStart + entry.compressedSize > source.size) {
      throw new UserError(`${name} lies beyond the end of the file: the archive is truncated.`);
    }
    if (method === stored) return partOf(source, name, fileDataStart, size);
    const open = () => zip.openReadStreamPromise(entry);
    return await InflatedMember.open({ name, size, crc: entry.crc32, open }, spool);
  } catch (error) {
    throw zipFault({ name }, error);
  }
}

/** What the zip library says of damaged archives, as a sentence for the user. */
function zipFault({ name }: { name: string }, error: unknown): Error {
  if (error instanceof UserError) return error;
  return new UserError(
    `${name} is damaged: ${(error as Error).message}.`,
    'Copy or write the file again with np.savez.',
  );
}
