import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { UserError } from '../../error.js';
import type { ByteSource } from '../../format/index.js';
import { skip } from './arrays.js';
import { describeRun, recordedGradients } from '../run/index.js';
import type { Skipped } from './dump.js';
import { readFailure } from '../readFailure.js';
import type { OpenFiles } from './openFiles.js';
import { readableFormats } from './recognise.js';
import { spoolStream, type Spool } from './spool.js';

/** A file to read, and how errors call it. */
export interface Input {
  readonly path: string;
  readonly name: string;
}

export const standardInput = '-';

/**
 * The files that paths name. A folder stands for the files in it, in the order of their names; folders in it
 * are not entered, and hidden files and unfinished ones (.tmp) are passed over.
 *
 * @throws {UserError} when no path is given or a folder holds no file
 */
export async function listInputs(paths: readonly string[]): Promise<{ inputs: Input[]; skipped: Skipped[] }> {
  if (paths.length === 0) throw new UserError('No file of gradients was named.', readableFormats);
  const inputs: Input[] = [];
  const skipped: Skipped[] = [];
  for (const path of paths) {
    try {
      if (path === standardInput) inputs.push({ path, name: 'standard input' });
      else if (await isFolder(path)) inputs.push(...(await listFolder(gradientsOf(path))));
      else inputs.push({ path, name: path });
    } catch (error) {
      skipped.push(skip(path, '', error));
    }
  }
  return { inputs, skipped };
}

/** The folder itself; for the folder of a training run, the one in it that holds the recorded gradients. */
function gradientsOf(folder: string): string {
  if (describeRun(folder) === undefined) return folder;
  const recorded = recordedGradients(folder);
  if (recorded !== undefined) return recorded;
  throw new UserError(
    `${folder} is the folder of a training run that recorded no gradients.`,
    'Train with heavytail train --record, in a new folder or with --fresh.',
  );
}

async function isFolder(path: string): Promise<boolean> {
  // What is wrong with a path is told when it is opened.
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}

async function listFolder(folder: string): Promise<Input[]> {
  let names: string[];
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    throw readFailure(folder, error);
  }
  const finished = names.filter((name) => !name.startsWith('.') && !name.endsWith('.tmp')).sort();
  if (finished.length === 0) {
    const others = names.length > 0 ? ', only hidden or unfinished ones' : '';
    throw new UserError(
      `The folder ${folder} holds no file of gradients${others}.`,
      `${readableFormats} Folders inside it are not searched.`,
    );
  }
  return finished.map((name) => ({ path: join(folder, name), name: join(folder, name) }));
}

/** The folders in a folder, none for anything else. */
export async function foldersWithin(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(path, name));
}

/**
 * An input as a source of bytes. What has no positions, as pipes have none, is copied to a temporary file.
 *
 * @throws {UserError} when it cannot be read
 */
export async function openInput(input: Input, files: OpenFiles, spool: Spool): Promise<ByteSource> {
  const { path, name } = input;
  const readable = (stream: Readable) => {
    if (spool.signal !== undefined) addAbortSignal(spool.signal, stream);
    return spoolStream(spool, name, bytesOf(stream, name));
  };
  if (path === standardInput) return readable(process.stdin);
  let isFile: boolean;
  try {
    isFile = (await stat(path)).isFile();
  } catch (error) {
    throw readFailure(name, error);
  }
  return isFile ? files.source(path, name) : readable(createReadStream(path));
}

async function* bytesOf(stream: AsyncIterable<unknown>, name: string): AsyncIterable<Uint8Array> {
  try {
    for await (const bytes of stream) yield bytes as Uint8Array;
  } catch (error) {
    throw readFailure(name, error);
  }
}
