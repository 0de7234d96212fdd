import { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import { UserError } from '../../error.js';
import { damagedHint, partOf, readNpyLayout, type ByteSource } from '../../format/index.js';
import { foundArrays, skip } from './arrays.js';
import type { Dump, Remark, Skipped } from './dump.js';
import { pickleRefusal } from './recognise.js';
import { InflatedMember } from './inflatedMember.js';
import type { NamedArray } from './sideArrays.js';
import type { Spool } from './spool.js';

/** Bytes of a zip file that are read at once. */
const step = 1 << 18;
const stored = 0;
const deflated = 8;

/**
 * Reads an npz file: a zip archive of npy files, as np.savez and np.savez_compressed write it. Stored members
 * are read in place; deflated ones are unpacked once, when first read. Members are never written under their
 * names, so any name can be read; as a layer it is cleaned of what belongs to paths.
 */
export async function readNpzDump(source: ByteSource, spool: Spool): Promise<Dump> {
  const zip = await openZip(source);
  const named: NamedArray[] = [];
  const skipped: Skipped[] = [];
  const members = await listMembers(source, zip);
  const last = new Map(members.map(({ name }, i) => [name, i]));
  const renamed: string[] = [];
  const keys = new Set<string>();
  for (const [i, { entry, name }] of members.entries()) {
    const clean = harmless(name).replace(/\.npy$/, '');
    const key = keys.has(clean) ? shown(name) : clean;
    try {
      if (last.get(name) !== i) {
        throw new UserError(
          `${shown(name)} in ${source.name} comes more than once; the last one is read, as NumPy does.`,
          'Give every array its own name.',
        );
      }
      keys.add(key);
      const member = await memberSource(source, zip, entry, name, spool);
      named.push({ key, source: member, layout: await readNpyLayout(member) });
      if (`${key}.npy` !== name) renamed.push(`${shown(name)} as ${key || 'an array without a name'}`);
    } catch (error) {
      skipped.push(skip(source.name, key, error));
    }
  }
  const dump = await foundArrays(source.name, named, (key) => `${key}.npy in ${source.name}`);
  return {
    found: dump.found,
    skipped: [...skipped, ...dump.skipped],
    remarks: [...(renamed.length > 0 ? [renamedRemark(renamed)] : []), ...dump.remarks],
  };
}

function renamedRemark(renamed: readonly string[]): Remark {
  const more = renamed.length > 3 ? ` and ${renamed.length - 3} more` : '';
  const names = `${renamed.slice(0, 3).join(', ')}${more}`;
  const sentence = `Members named like paths are read under harmless names: ${names}.`;
  return { sentence, warning: false };
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
  // Decoded names are checked by the library, which gives up the whole archive for one that is no plain path.
  const options = { autoClose: false, decodeStrings: false };
  try {
    return await fromRandomAccessReaderPromise(new Reader(), source.size, options);
  } catch (error) {
    throw zipFault(source, error);
  }
}

async function* pieces(source: ByteSource, start: number, end: number): AsyncIterable<Uint8Array> {
  for (let at = start; at < end; at += step) yield await source.read(at, Math.min(step, end - at));
}

interface Member {
  readonly entry: Entry;
  /** As the archive states it. */
  readonly name: string;
}

/** The members that are files, in the order of the archive. */
async function listMembers(source: ByteSource, zip: ZipFile): Promise<Member[]> {
  const { getFileNameLowLevel } = await import('yauzl');
  const members: Member[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
      const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
      if (/(?:^|[\\/])data\.pkl$/.test(name)) throw pickleRefusal(source.name);
      if (!/[\\/]$/.test(name)) members.push({ entry, name });
    }
  } catch (error) {
    throw zipFault(source, error);
  }
  if (members.length === 0) {
    throw new UserError(
      `${source.name} holds no tensors: it is an empty archive.`,
      'Write it again with np.savez("file.npz", name=array).',
    );
  }
  return members;
}

/** A name without drive, leading slashes, steps upwards and signs that steer a terminal. */
function harmless(name: string): string {
  const parts = name.replace(/^[a-zA-Z]:(?=[\\/])/, '').split(/[\\/]+/);
  return parts
    .filter((part) => !['', '.', '..'].includes(part))
    .map(shown)
    .join('/');
}

function shown(name: string): string {
  return name.replace(/\p{Cc}/gu, '?');
}

async function memberSource(
  source: ByteSource,
  zip: ZipFile,
  entry: Entry,
  fileName: string,
  spool: Spool,
): Promise<ByteSource> {
  const { compressionMethod: method, uncompressedSize: size } = entry;
  const name = `${shown(fileName)} in ${source.name}`;
  const again = 'Write the archive again with np.savez or np.savez_compressed.';
  if (!fileName.endsWith('.npy')) {
    throw new UserError(`${name} is not an npy file.`, 'Arrays in an npz archive are npy files.');
  }
  if (entry.isEncrypted()) throw new UserError(`${name} is encrypted.`, again);
  if (method !== stored && method !== deflated) {
    throw new UserError(
      `${name} is compressed by method ${method} of zip; stored and deflated members are read.`,
      again,
    );
  }
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    if (fileDataStart + entry.compressedSize > source.size) {
      throw new UserError(`${name} lies beyond the end of the file: the archive is truncated.`, damagedHint);
    }
    if (method === stored) return partOf(source, name, fileDataStart, size);
    const open = () => zip.openReadStreamPromise(entry);
    return await InflatedMember.open({ name, size, crc: entry.crc32, open }, spool);
  } catch (error) {
    throw zipFault({ name }, error);
  }
}

/** A sentence for what the zip library meets in damaged archives. */
function zipFault({ name }: { name: string }, error: unknown): Error {
  if (error instanceof UserError) return error;
  return new UserError(`${name} is damaged or no zip archive, as npz files are.`, damagedHint);
}
