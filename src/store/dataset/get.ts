import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../error.js';
import { writeFailure } from '../fileFailure.js';
import { existsCompressed } from './compressed.js';
import { findDataset } from './data.js';
import { download, DownloadFailure, type DownloadEvent, type DownloadOptions } from './download/download.js';
import { downloadFolder, getCommand, otherFolder } from './folders.js';
import type { CatalogueEntry, OriginalFile, Source } from './original.js';
import { unpack } from './unpack.js';
import { faultOf, isArchive, storedPath } from './verify.js';

export type GetEvent =
  | DownloadEvent
  | { readonly type: 'finished'; readonly source: Source }
  | { readonly type: 'unpacks'; readonly archive: string }
  /** Something that the user wants to know. */
  | { readonly type: 'note'; readonly sentence: string };

export interface GetOptions extends Omit<DownloadOptions, 'onEvent'> {
  /** Given by the user; see downloadFolder. */
  readonly folder?: string;
  readonly onEvent: (event: GetEvent) => void;
}

export interface Got {
  /** Where the data set is. */
  readonly folder: string;
  /** Nothing had to be done. */
  readonly already: boolean;
}

/** No address gives a file of a data set. */
export class NotDownloaded extends UserError {
  constructor(
    message: string,
    hint: string,
    /** No address could be reached at all. */
    readonly offline: boolean,
  ) {
    super(message, hint);
  }
}

/**
 * Downloads what is missing of a data set or is not as the original, unless it is whole in one of the folders
 * that are searched. Files appear whole, with the original's checksum, or not at all; a file that is not the
 * original is set aside under its name and .wrong.
 *
 * @throws {NotDownloaded} when no address gives a file; the message says what to fetch by hand
 * @throws {UserError} when the folder cannot be written
 */
export async function getDataset(entry: CatalogueEntry, options: GetOptions): Promise<Got> {
  const root = downloadFolder(options.folder);
  // A named folder is searched, so it has to exist.
  if (root.isNamed) makeFolder(root.path);
  const found = findDataset(entry.name, options.folder);
  if (found !== undefined && missingFiles(entry, found).length === 0) return { folder: found, already: true };
  const folder = join(root.path, entry.name);
  makeFolder(folder);
  const wanted = missingFiles(entry, folder);
  let lastHost: string | undefined;
  for (const item of entry.downloads) {
    const files = wanted.filter(({ name }) => item.brings.includes(name));
    if (files.length === 0) continue;
    // The address that gave one file probably gives the next one; others may have been waited for.
    const isLast = ({ address }: Source) => Number(new URL(address).host === lastHost);
    const sources = item.sources.toSorted((a, b) => isLast(b) - isLast(a));
    try {
      const source = await (item.packed ? getArchive : getFile)(sources, files, folder, options);
      lastHost = source && new URL(source.address).host;
    } catch (error) {
      throw error instanceof DownloadFailure ? notDownloaded(entry, folder, error, options.folder) : error;
    }
  }
  return { folder, already: false };
}

/** The files that are not there as the originals. */
function missingFiles({ files }: CatalogueEntry, folder: string): OriginalFile[] {
  return files.filter(
    (file) => !existsCompressed(join(folder, file.name)) || faultOf(folder, file) !== undefined,
  );
}

async function getFile(
  sources: readonly Source[],
  files: readonly OriginalFile[],
  folder: string,
  options: GetOptions,
): Promise<Source> {
  const { part, source } = await download(sources, folder, options);
  try {
    setAside(files, folder, options);
    part.finish(source.name);
  } catch (error) {
    part.leave();
    throw error;
  }
  options.onEvent({ type: 'finished', source });
  return source;
}

/** Returns no source where the archive was there already. */
async function getArchive(
  sources: readonly Source[],
  files: readonly OriginalFile[],
  folder: string,
  options: GetOptions,
): Promise<Source | undefined> {
  const { onEvent, signal } = options;
  const place = async (archive: string, name: string) => {
    onEvent({ type: 'unpacks', archive: name });
    await unpack(archive, files, folder, signal, () => setAside(files, folder, options));
  };
  const byHand = sources.map(({ name }) => join(folder, name)).find((path) => existsSync(path));
  if (byHand !== undefined) {
    if (await isArchive(byHand, sources)) {
      await place(byHand, byHand);
      return undefined;
    }
    onEvent({
      type: 'note',
      sentence: `${byHand} is not the original archive, or not all of it; it is not used.`,
    });
  }
  const { part, source } = await download(sources, folder, options);
  onEvent({ type: 'finished', source });
  try {
    await place(part.path, source.name);
  } catch (error) {
    part.leave();
    throw error;
  }
  part.remove();
  return source;
}

/** Files that are about to be replaced are not the originals: somebody may want them nevertheless. */
function setAside(files: readonly OriginalFile[], folder: string, { onEvent }: GetOptions): void {
  for (const file of files) {
    // Once for the file as it is, once for the compressed one behind it.
    while (existsCompressed(join(folder, file.name)) && faultOf(folder, file) !== undefined) {
      const path = storedPath(folder, file.name);
      try {
        renameSync(path, `${path}.wrong`);
      } catch (error) {
        throw writeFailure(path, error, otherFolder);
      }
      onEvent({ type: 'note', sentence: `${path} was not the original; it is now called ${path}.wrong.` });
    }
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeFailure(folder, error, otherFolder);
  }
}

function notDownloaded(
  entry: CatalogueEntry,
  folder: string,
  failure: DownloadFailure,
  given?: string,
): NotDownloaded {
  const left = missingFiles(entry, folder).map(({ name }) => name);
  const addresses = entry.downloads
    .filter(({ brings }) => brings.some((name) => left.includes(name)))
    .map(({ sources }) => sources[0].address);
  const reasons = failure.failures.map(([{ address }, { message }]) => `  ${address}\n    ${message}`);
  const message = [
    `${entry.title} could not be downloaded${failure.offline ? ': no address can be reached' : ''}.`,
    ...reasons,
  ].join('\n');
  const { https_proxy: lower, HTTPS_PROXY: upper = lower } = process.env;
  const hint = [
    ...(failure.offline && upper
      ? ['All requests go through the proxy that HTTPS_PROXY names: is it right?']
      : []),
    'The same command tries again, and goes on where this one ended. Or fetch by hand',
    ...addresses.map((address) => `  ${address}`),
    `into ${folder}, and give`,
    `  ${getCommand(entry.name, given)}`,
  ].join('\n');
  return new NotDownloaded(message, hint, failure.offline);
}
