import { UserError } from '../error.js';
import { countElements, describeShape, type ArrayLayout } from './arrayLayout.js';
import type { ByteSource } from './byteSource.js';
import { damagedHint } from './damage.js';
import { elementsOf, type ElementName } from './elements.js';
import { parseUniqueJson, RepeatedKey } from './uniqueJson.js';

/**
 * The safetensors format: the length of the header as a little-endian 64-bit number, the header as JSON,
 * then the tensors, which fill the rest of the file without holes or overlap.
 */
export interface SafetensorsFile {
  /** The texts under `__metadata__`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order of their bytes. */
  readonly tensors: readonly SafetensorsEntry[];
}

export interface SafetensorsEntry {
  readonly name: string;
  /** As the file names it. */
  readonly dtype: string;
  /** Undefined where the type is not read. */
  readonly layout: ArrayLayout | undefined;
}

/** The format allows 100 MB; a million tensors fit in this. */
const longestHeader = 64 * 1024 * 1024;
const mostAxes = 64;

const types: Readonly<Record<string, ElementName>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U64: 'uint64',
  U32: 'uint32',
  U16: 'uint16',
  U8: 'uint8',
  BOOL: 'bool',
};

interface Description {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * Reads the header of a safetensors file and checks it against the rules of the format.
 *
 * @throws {UserError} when the header is damaged, tensors overlap, leave holes, repeat a name, lie outside
 *   the file, or are of another length than their shape says
 */
export async function readSafetensorsHeader(source: ByteSource): Promise<SafetensorsFile> {
  const length = await headerLength(source);
  const header = parseHeader(source.name, await source.read(8, length));
  const metadata = Object.hasOwn(header, '__metadata__') ? header.__metadata__ : {};
  if (!isTexts(metadata))
    throw new UserError(
      `The __metadata__ of ${source.name} is not a list of texts.`,
      'Metadata are texts by name: {"step": "100"}.',
    );
  const entries = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => parseEntry(source.name, name, value))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkPlaces(source, entries, source.size - 8 - length);
  const tensors = entries.map(({ name, dtype, shape, begin }) => {
    const elements = Object.hasOwn(types, dtype) ? elementsOf(types[dtype]) : undefined;
    const layout = elements && { elements, shape, fortranOrder: false, offset: 8 + length + begin };
    return { name, dtype, layout };
  });
  return { metadata, tensors };
}

async function headerLength(source: ByteSource): Promise<number> {
  if (source.size < 10) {
    throw new UserError(
      `${source.name} holds ${source.size} bytes; a safetensors file has at least 10.`,
      damagedHint,
    );
  }
  const start = await source.read(0, 8);
  const length = new DataView(start.buffer, start.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(source.size - 8)) {
    throw new UserError(
      `${source.name} announces a header of ${length} bytes and holds ${source.size - 8}: ` +
        'it is truncated or no safetensors file.',
      damagedHint,
    );
  }
  if (length > BigInt(longestHeader)) {
    throw new UserError(
      `${source.name} announces a header of ${length} bytes; at most ${longestHeader} are read.`,
      damagedHint,
    );
  }
  return Number(length);
}

function parseHeader(file: string, bytes: Uint8Array): Record<string, unknown> {
  const damaged = (what: string) => new UserError(`The header of ${file} is damaged: ${what}.`, damagedHint);
  // The format wants the header to begin with a brace; white space may only follow it.
  if (bytes[0] !== 0x7b) throw damaged('it does not begin with {');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw damaged('it is not text in UTF-8');
  }
  try {
    return parseUniqueJson(text) as Record<string, unknown>;
  } catch (error) {
    throw damaged(error instanceof RepeatedKey ? error.message : 'it is not whole JSON');
  }
}

interface Place {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function parseEntry(file: string, name: string, value: unknown): Place {
  const subject = `${shorten(name)} in ${file}`;
  if (!isDescription(value)) {
    throw new UserError(`${subject} is not described by dtype, shape and data_offsets alone.`, damagedHint);
  }
  const { dtype, shape, data_offsets } = value;
  const [begin, end] = data_offsets;
  const count = countElements(shape, subject);
  const element = Object.hasOwn(types, dtype) ? types[dtype] : undefined;
  if (begin > end || (element !== undefined && end - begin !== count * elementsOf(element).bytes)) {
    throw new UserError(
      `${subject} announces ${describeShape(shape)} values of ${shorten(dtype)} ` +
        `in the bytes ${begin} to ${end}, which is another length.`,
      damagedHint,
    );
  }
  return { name, dtype, shape, begin, end };
}

function isDescription(value: unknown): value is Description {
  if (!isObject(value) || Object.keys(value).sort().join() !== 'data_offsets,dtype,shape') return false;
  const { dtype, shape, data_offsets: offsets } = value;
  const described = typeof dtype === 'string' && isSizes(shape) && shape.length <= mostAxes;
  return described && isSizes(offsets) && offsets.length === 2;
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function isTexts(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every((text) => typeof text === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkPlaces(source: ByteSource, places: readonly Place[], available: number): void {
  let end = 0;
  for (const place of places) {
    const subject = `${shorten(place.name)} in ${source.name}`;
    if (place.end > available) {
      throw new UserError(
        `${subject} ends at byte ${place.end} of the data and there are ${available}: the file is truncated.`,
        damagedHint,
      );
    }
    if (place.begin < end) throw new UserError(`${subject} overlaps another tensor.`, damagedHint);
    if (place.begin > end) {
      throw new UserError(
        `${subject} leaves a hole of ${place.begin - end} bytes, which the format forbids.`,
        damagedHint,
      );
    }
    end = place.end;
  }
  if (end !== available) {
    throw new UserError(
      `${source.name} holds ${available - end} bytes after its last tensor, which the format forbids.`,
      damagedHint,
    );
  }
}

function shorten(name: string): string {
  return name.length > 120 ? `${name.slice(0, 117)}…` : name;
}
