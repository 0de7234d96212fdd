import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { ColumnMetaData, Compressors, FileMetaData, RowGroup } from 'hyparquet';
import { UserError } from '../../error.js';
import { damagedHint, readThriftStruct, unpackSnappy, type ByteSource } from '../../format/index.js';
import { missingIn } from './parquetMetadata.js';
import { checkPages, type Levels } from './parquetPages.js';

const magic = 'PAR1';
const longestFooter = 64 * 1024 * 1024;
/** Numbers of a row group that are held in memory at once, and bytes that they unpack to. */
const mostValues = 1 << 25;
const mostBytes = 512 * 1024 * 1024;

/** A Parquet file whose description has been checked against its length. */
export interface ParquetFile {
  readonly source: ByteSource;
  readonly metadata: FileMetaData;
}

/**
 * Reads the description of a Parquet file.
 *
 * @throws {UserError} when it is damaged
 */
export async function openParquet(source: ByteSource): Promise<ParquetFile> {
  const { name, size } = source;
  const damaged = (what: string) =>
    new UserError(`${name} is not a whole Parquet file: ${what}.`, damagedHint);
  if (size < 12) throw damaged(`it holds ${size} bytes`);
  const tail = await source.read(size - 8, 8);
  const mark = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
  if (mark(await source.read(0, 4)) !== magic || mark(tail.subarray(4)) !== magic) {
    throw damaged(`it does not begin and end with ${magic}`);
  }
  const length = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
  if (length > Math.min(size - 12, longestFooter)) throw damaged(`it announces a footer of ${length} bytes`);
  const footer = await source.read(size - 8 - length, length + 8);
  const { parquetMetadata } = await import('hyparquet');
  let metadata: FileMetaData;
  try {
    // Once all lengths are known to be true, the library may allocate by them.
    readThriftStruct(footer.subarray(0, length), 0);
    metadata = parquetMetadata(footer, { geoparquet: false });
  } catch {
    throw damaged('its description of itself cannot be decoded');
  }
  const missing = missingIn(metadata);
  if (missing !== undefined) throw damaged(`its description lacks ${missing} or states it wrongly`);
  return { source, metadata };
}

/** Values of a column in a row group: numbers, texts, or lists of numbers. */
export type ColumnValues = ArrayLike<unknown>;

/**
 * Reads columns of one row group.
 *
 * @param file - opened
 * @param group - one of its row groups
 * @param columns - names of top-level columns
 * @returns the values of each column, in the order of `columns`
 * @throws {UserError} when the group is damaged or larger than is held in memory
 */
export async function readRowGroup(
  file: ParquetFile,
  group: RowGroup,
  columns: readonly string[],
): Promise<ColumnValues[]> {
  const { source, metadata } = file;
  const rows = Number(group.num_rows);
  const chunks = columns.map((column) => chunkOf(source, group, column));
  // Writers leave groups without rows behind, whose columns have no pages and lie nowhere.
  if (rows === 0 && chunks.every(({ num_values: count }) => count === 0n)) return columns.map(() => []);
  const values = chunks.reduce((sum, chunk) => sum + Number(chunk.num_values), 0);
  const bytes = chunks.reduce((sum, chunk) => sum + Number(chunk.total_uncompressed_size), 0);
  if (!(values >= 0 && values <= mostValues && bytes >= 0 && bytes <= mostBytes && rows <= values)) {
    throw new UserError(
      `${source.name} holds a row group of ${rows} rows, ${values} values and ${bytes} bytes; ` +
        `at most ${mostValues} values and ${mostBytes} bytes are read at once.`,
      'Write it with a smaller row_group_size.',
    );
  }
  const unpackers = await decompressors();
  for (const chunk of chunks) {
    const unpack = chunk.codec === 'UNCOMPRESSED' ? (input: Uint8Array) => input : unpackers[chunk.codec];
    if (unpack === undefined) {
      const codec = (chunk.codec as string | undefined) ?? 'an unknown method';
      throw new UserError(
        `${source.name} is compressed by ${codec}, which cannot be read.`,
        'Write it with compression="zstd".',
      );
    }
    await checkPages(source, chunk, mostBytes, await levelsOf(file, chunk), unpack);
  }
  const found = new Map<string, ColumnValues>();
  try {
    const { parquetRead } = await import('hyparquet');
    await parquetRead({
      file: {
        byteLength: source.size,
        slice: async (start, end = source.size) =>
          (await source.read(start, end - start)).buffer as ArrayBuffer,
      },
      metadata: { ...metadata, num_rows: group.num_rows, row_groups: [group] },
      columns: [...columns],
      compressors: unpackers,
      geoparquet: false,
      onChunk: ({ columnName, columnData }) => found.set(columnName, columnData),
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${source.name} is damaged: a row group cannot be decoded.`, damagedHint);
  }
  return columns.map((column) => {
    const data = found.get(column);
    if (data?.length !== rows) {
      throw new UserError(
        `${source.name} is damaged: column ${column} holds ${data?.length ?? 0} of ${rows} rows.`,
        damagedHint,
      );
    }
    return data;
  });
}

/** How deep the values of a column lie. */
async function levelsOf({ source, metadata }: ParquetFile, chunk: ColumnMetaData): Promise<Levels> {
  const { parquetSchema } = await import('hyparquet');
  let node = parquetSchema(metadata);
  const levels = { definition: 0, repetition: 0 };
  for (const name of chunk.path_in_schema) {
    const child = node.children.find(({ element }) => element.name === name);
    if (child === undefined)
      throw new UserError(`${source.name} is damaged: column ${name} is not in its schema.`, damagedHint);
    node = child;
    if (node.element.repetition_type !== 'REQUIRED') levels.definition++;
    if (node.element.repetition_type === 'REPEATED') levels.repetition++;
  }
  return levels;
}

function chunkOf(source: ByteSource, group: RowGroup, column: string): ColumnMetaData {
  const chunks = group.columns.filter(({ meta_data }) => meta_data!.path_in_schema[0] === column);
  const [chunk] = chunks;
  if (chunks.length !== 1) {
    throw new UserError(
      `${source.name} does not hold column ${column} once in every row group.`,
      'Write one file with one column of numbers or lists of numbers a layer.',
    );
  }
  return chunk.meta_data!;
}

/**
 * How pages are unpacked: by code that ends on damaged data too. The library's own code for Snappy and the
 * older LZ4 does not.
 */
async function decompressors(): Promise<Compressors> {
  const { compressors } = await import('hyparquet-compressors');
  const unpack = (how: (input: Uint8Array, length: number) => Uint8Array) => {
    return (input: Uint8Array, length: number) => {
      if (length > mostBytes) throw new RangeError(`a page announces ${length} bytes`);
      return how(input, length);
    };
  };
  return {
    SNAPPY: unpack(unpackSnappy),
    GZIP: unpack((input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) })),
    BROTLI: unpack((input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) })),
    ZSTD: unpack(compressors.ZSTD!),
    LZ4_RAW: unpack(compressors.LZ4_RAW!),
  };
}
