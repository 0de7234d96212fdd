import type { ColumnMetaData } from 'hyparquet';
import { UserError } from '../../error.js';
import {
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
}

/**
 * Walks the pages of a column and checks that what they announce is bounded and adds up, so that the
 * library may allocate by it.
 *
 * @param mostBytes - how much the pages may unpack to
 * @throws {UserError} otherwise
 */
export async function checkPages(
  source: ByteSource,
  chunk: ColumnMetaData,
  mostBytes: number,
): Promise<void> {
  const column = chunk.path_in_schema[0];
  const damaged = (what: string) =>
    new UserError(`Column ${column} of ${source.name} is damaged: ${what}.`, 'Copy or write the file again.');
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
    at += length + page.packed;
    if (at > end) throw damaged('a page runs over the end');
    if (bytes > mostBytes) throw damaged(`its pages unpack to more than ${mostBytes} bytes`);
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
    } catch (error) {
      if (length === longestHeader || bytes.length < length) throw damaged((error as Error).message);
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
  if (kind === dictionary) return count <= unpacked ? { unpacked, packed, values: 0 } : undefined;
  if (kind === secondVersion) {
    const [, nulls, rows, , definitions, repetitions] = sizes;
    const levels = definitions + repetitions;
    if (nulls > count || rows > count || levels > Math.min(unpacked, packed)) return undefined;
  }
  return { unpacked, packed, values: count };
}

/** A length or count; NaN where there is none. */
function size(value: ThriftValue | undefined): number {
  return typeof value === 'number' && value >= 0 ? value : NaN;
}
