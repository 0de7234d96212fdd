import type { ColumnMetaData } from 'hyparquet';
import { UserError } from '../../error.js';
import {
  damagedHint,
  checkDeltaHead,
  checkHybridRuns,
  readThriftStruct,
  type ByteSource,
  type ThriftStruct,
  type ThriftValue,
} from '../../format/index.js';

/** Page headers are short, but may hold statistics of long texts. */
const usualHeader = 4096;
const longestHeader = 1 << 20;

/** Fields of a page header, and of the header of each kind of page within it (parquet.thrift). */
const field = { kind: 1, unpacked: 2, packed: 3 };
const kinds: Readonly<Record<number, { readonly field: number; readonly integers: number }>> = {
  0: { field: 5, integers: 4 },
  2: { field: 7, integers: 2 },
  3: { field: 8, integers: 6 },
};
const dictionary = 2;
const secondVersion = 3;

interface Page {
  readonly unpacked: number;
  readonly packed: number;
  /** Values of the column in it; a dictionary has none. */
  readonly values: number;
  readonly kind: number;
  readonly encoding: number;
  /** Lengths of the levels, where the header tells them. */
  readonly definitions: number;
  readonly repetitions: number;
  readonly compressed: boolean;
}

/** How deep the values of a column lie in lists and optional fields. */
export interface Levels {
  readonly definition: number;
  readonly repetition: number;
}

/** Unpacks a page to the length given. */
export type Unpack = (input: Uint8Array, length: number) => Uint8Array;

/**
 * Encodings of numbers (parquet.thrift): plain, dictionary twice, delta, split. Those of texts are not read.
 */
const plain = 0;
const dictionaries = [2, 8];
const delta = 5;
const encodings = [plain, ...dictionaries, delta, 9];

/**
 * Walks the pages of a column and checks that what they announce is bounded and adds up, so that the
 * library may allocate by it.
 *
 * @param source - the file
 * @param chunk - where the column's pages lie in it
 * @param mostBytes - how much the pages may unpack to
 * @param levels - how deep the column's values lie
 * @param unpack - decompresses a page
 * @throws {UserError} otherwise
 */
export async function checkPages(
  source: ByteSource,
  chunk: ColumnMetaData,
  mostBytes: number,
  levels: Levels,
  unpack: Unpack,
): Promise<void> {
  const column = chunk.path_in_schema[0];
  const damaged = (what: string) =>
    new UserError(`Column ${column} of ${source.name} is damaged: ${what}.`, damagedHint);
  // The library, too, begins at the earlier of the two; a dictionary at 0 is none.
  const data = Number(chunk.data_page_offset);
  const start = Math.min(Number(chunk.dictionary_page_offset || data), data);
  const end = start + Number(chunk.total_compressed_size);
  if (!(start >= 4 && start <= end && end <= source.size)) throw damaged('it lies outside the file');
  let values = 0;
  let bytes = 0;
  for (let at = start; at < end; ) {
    const { struct, length } = await pageHeader(source, at, end, damaged);
    const page = readPage(struct);
    if (page === undefined) throw damaged('the header of a page does not tell what it has to');
    bytes += page.unpacked;
    values += page.values;
    const start = at + length;
    at = start + page.packed;
    if (at > end) throw damaged('a page runs over the end');
    if (bytes > mostBytes) throw damaged(`its pages unpack to more than ${mostBytes} bytes`);
    if (values > Number(chunk.num_values)) break;
    if (page.kind === dictionary) continue;
    if (!encodings.includes(page.encoding)) {
      throw new UserError(
        `Column ${column} of ${source.name} has the encoding ${page.encoding} of Parquet, which is not read.`,
        'Write numbers in the encodings that pyarrow chooses by itself.',
      );
    }
    try {
      checkRuns(page, await source.read(start, page.packed), levels, unpack);
    } catch (error) {
      throw error instanceof UserError ? error : damaged('a page cannot be unpacked');
    }
  }
  if (values !== Number(chunk.num_values)) {
    throw damaged(`its pages do not hold the ${chunk.num_values} values announced`);
  }
}

async function pageHeader(
  source: ByteSource,
  at: number,
  end: number,
  damaged: (what: string) => UserError,
): Promise<{ struct: ThriftStruct; length: number }> {
  for (let length = usualHeader; ; length = longestHeader) {
    const bytes = await source.read(at, Math.min(length, end - at));
    try {
      const { struct, end: headerEnd } = readThriftStruct(bytes, 0);
      return { struct, length: headerEnd };
    } catch {
      if (length === longestHeader || bytes.length < length)
        throw damaged('the header of a page cannot be decoded');
    }
  }
}

/** What a page announces; undefined unless all of it is there and can be true. */
function readPage(header: ThriftStruct): Page | undefined {
  const [kind, unpacked, packed] = [field.kind, field.unpacked, field.packed].map((id) =>
    size(header.get(id)),
  );
  const known = kinds[kind];
  const own = known && header.get(known.field);
  if (!(own instanceof Map) || Number.isNaN(unpacked + packed)) return undefined;
  const sizes = Array.from({ length: known.integers }, (_, i) => size(own.get(i + 1)));
  if (sizes.some(Number.isNaN)) return undefined;
  const [count] = sizes;
  // A word of a dictionary takes a byte at least.
  const compressed = own.get(7) !== false;
  const [, second, third, fourth, definitions, repetitions] = sizes;
  const page = { kind, unpacked, packed, values: count, definitions, repetitions, compressed };
  if (kind === dictionary) return count <= unpacked ? { ...page, values: 0, encoding: plain } : undefined;
  if (kind === secondVersion) {
    if (Math.max(second, third) > count) return undefined;
    if (definitions + repetitions > Math.min(unpacked, packed)) return undefined;
    return { ...page, encoding: fourth };
  }
  return { ...page, encoding: second };
}

/** Checks the runs of levels and of places in the dictionary. */
function checkRuns(page: Page, packed: Uint8Array, levels: Levels, unpack: Unpack): void {
  const widths = [levels.repetition, levels.definition].map((deepest) => 32 - Math.clz32(deepest));
  let values: Uint8Array;
  if (page.kind === secondVersion) {
    const { repetitions, definitions, compressed } = page;
    const start = repetitions + definitions;
    if (widths[0] > 0) checkHybridRuns(packed.subarray(0, repetitions), widths[0], page.values);
    if (widths[1] > 0) checkHybridRuns(packed.subarray(repetitions, start), widths[1], page.values);
    const rest = packed.subarray(start);
    values = compressed ? unpack(rest, page.unpacked - start) : rest;
  } else {
    values = unpack(packed, page.unpacked);
    for (const width of widths) {
      if (width === 0) continue;
      if (values.length < 4) throw new RangeError('a page ends within its levels');
      const length = new DataView(values.buffer, values.byteOffset).getUint32(0, true);
      if (length > values.length - 4) throw new RangeError('a page ends within its levels');
      checkHybridRuns(values.subarray(4, 4 + length), width, page.values);
      values = values.subarray(4 + length);
    }
  }
  if (dictionaries.includes(page.encoding) && values.length > 0) {
    checkHybridRuns(values.subarray(1), values[0], page.values);
  }
  if (page.encoding === delta && page.values > 0) checkDeltaHead(values);
}

/** A length or count; NaN where there is none. */
function size(value: ThriftValue | undefined): number {
  return typeof value === 'number' && value >= 0 ? value : NaN;
}
