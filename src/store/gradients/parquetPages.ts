import type { ColumnMetaData } from 'hyparquet';
import { UserError } from '../../error.js';
import { readThriftStruct, type ByteSource, type ThriftStruct } from '../../format/index.js';

/** Page headers are short, but may hold statistics of long texts. */
const usualHeader = 4096;
const longestHeader = 1 << 20;

const number = { uncompressed: 2, compressed: 3, dataPage: 5, dictionaryPage: 7, dataPage2: 8 };

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
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const end = start + Number(chunk.total_compressed_size);
  if (!(start >= 4 && start <= end && end <= source.size)) throw damaged('it lies outside the file');
  let values = 0;
  let bytes = 0;
  for (let at = start; at < end; ) {
    const { struct, length } = await pageHeader(source, at, end, damaged);
    const unpacked = integer(struct, number.uncompressed);
    const packed = integer(struct, number.compressed);
    const counted = [number.dataPage, number.dataPage2]
      .map((field) => struct.get(field))
      .filter((page) => page instanceof Map)
      .map((page) => integer(page, 1));
    const dictionary = struct.get(number.dictionaryPage);
    const words = dictionary instanceof Map ? integer(dictionary, 1) : 0;
    bytes += unpacked;
    values += counted.reduce((sum, count) => sum + count, 0);
    at += length + packed;
    const negative = [unpacked, packed, words, ...counted].some((count) => !(count >= 0));
    if (negative || words > unpacked || at > end) throw damaged('a page announces what does not fit');
    if (bytes > mostBytes) throw damaged(`its pages unpack to more than ${mostBytes} bytes`);
    if (values > Number(chunk.num_values)) break;
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

function integer(struct: ThriftStruct, field: number): number {
  const value = struct.get(field);
  return typeof value === 'number' && Number.isInteger(value) ? value : NaN;
}
