import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../claim/index.js';
import { canonicalJson } from './canonicalJson.js';
import { writeWhole } from './files.js';

/**
 * Results of finished cells, one file each: FOLDER/<claim>/<key>.json. The key is a hash of all that
 * decides the result, so a file that exists under it can be used whoever computed it, in any order and
 * on any number of workers.
 */

const schema = 'heavytail.cell/1';

/** All that decides a cell's result. */
export interface CellIdentity {
  readonly claim: string;
  readonly cell: Json;
  readonly seed: number;
  /** For claims on networks: the examples they saw. */
  readonly dataset?: { readonly name: string; readonly checksum: string };
  /** Version and fingerprint of the code. */
  readonly build: string;
}

export interface CellRecord {
  /** Time that the cell took where it was computed. */
  readonly seconds: number;
  readonly result: Json;
}

/** `damaged`: there is a file, but it is truncated, altered or not ours. It counts as absent. */
export type Lookup =
  | { readonly status: 'stored'; readonly record: CellRecord }
  | { readonly status: 'absent' }
  | { readonly status: 'damaged'; readonly path: string };

/** Whether anything was ever stored for the claim. */
export function areCellsStored(folder: string, claim: string): boolean {
  return existsSync(join(folder, claim));
}

/** Looks up the result of a cell. Never throws: what cannot be read is to be computed again. */
export function lookUpCell(folder: string, identity: CellIdentity): Lookup {
  const path = cellPath(folder, identity);
  if (!existsSync(path)) return { status: 'absent' };
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Json>;
    const { seconds, result, sha256 } = file;
    const intact =
      file.schema === schema && typeof seconds === 'number' && sha256 === sealOf(identity, seconds, result);
    return intact ? { status: 'stored', record: { seconds, result } } : { status: 'damaged', path };
  } catch {
    return { status: 'damaged', path };
  }
}

/**
 * Stores the result of a cell. The file appears whole or not at all, also when the process is killed.
 *
 * @throws {RangeError} when the result holds something that JSON cannot
 * @throws {UserError} when the file cannot be written
 */
export function storeCell(folder: string, identity: CellIdentity, { seconds, result }: CellRecord): void {
  const path = cellPath(folder, identity);
  const file = { schema, ...identity, seconds, result, sha256: sealOf(identity, seconds, result) };
  writeWhole(path, `${canonicalJson(file)}\n`);
}

/** Removes every stored cell of a claim. */
export function discardCells(folder: string, claim: string): void {
  rmSync(join(folder, claim), { recursive: true, force: true });
}

function cellPath(folder: string, identity: CellIdentity): string {
  return join(folder, identity.claim, `${sha256(canonicalJson({ schema, ...identity }))}.json`);
}

function sealOf(identity: CellIdentity, seconds: number, result: Json): string {
  return sha256(canonicalJson({ ...identity, seconds, result }));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
