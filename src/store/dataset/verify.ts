import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../error.js';
import { readCompressed } from './compressed.js';
import type { OriginalFile, Source } from './original.js';

/** Comparison of files with the originals. */

/** Whether these are the bytes of the original. */
export function isOriginal(content: Uint8Array, { bytes, checksum }: OriginalFile): boolean {
  return content.length === bytes && digestOf(content, checksum.algorithm) === checksum.digest;
}

/**
 * What is wrong with a file, or undefined when it is the original, byte for byte.
 *
 * @param folder - of the data set; the file exists there as it is or compressed
 */
export function faultOf(folder: string, file: OriginalFile): string | undefined {
  const { bytes, checksum } = file;
  let content: Uint8Array;
  try {
    content = readCompressed(join(folder, file.name));
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  const path = storedPath(folder, file.name);
  if (content.length !== bytes) {
    const unpacked = path.endsWith('.gz') ? ' unpacked' : '';
    return `${path} holds ${content.length} bytes${unpacked}; the original has ${bytes}.`;
  }
  const digest = digestOf(content, checksum.algorithm);
  if (digest === checksum.digest) return undefined;
  return `${path} is not the original: its ${checksum.algorithm} is ${digest}, not ${checksum.digest}.`;
}

/** Whether a file is what one of the sources gives. */
export async function isArchive(path: string, sources: readonly Source[]): Promise<boolean> {
  const { size } = statSync(path);
  const candidates = sources.filter(({ bytes }) => bytes === size);
  if (candidates.length === 0) return false;
  const hash = createHash('sha256');
  for await (const block of createReadStream(path)) hash.update(block as Uint8Array);
  const digest = hash.digest('hex');
  return candidates.some(({ sha256 }) => sha256 === digest);
}

/** Where the reader finds a file: as it is, or else compressed. */
export function storedPath(folder: string, name: string): string {
  const path = join(folder, name);
  return existsSync(path) ? path : `${path}.gz`;
}

function digestOf(content: Uint8Array, algorithm: string): string {
  return createHash(algorithm).update(content).digest('hex');
}
