import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { UserError } from '#heavytail/error';
import { memorySource, readNpyLayout, readSafetensorsHeader } from '#heavytail/format/index';
import { readNpyDump, readSafetensorsDump } from '#heavytail/store/gradients/arrays';
import { readCsvDump } from '#heavytail/store/gradients/csv';
import type { DumpReader } from '#heavytail/store/gradients/dump';
import { readNpzDump } from '#heavytail/store/gradients/npz';
import { OpenFiles } from '#heavytail/store/gradients/openFiles';
import { readParquetDump } from '#heavytail/store/gradients/parquet';
import { Spool } from '#heavytail/store/gradients/spool';
import { describe, expect, it } from 'vitest';
import { fileBytes, npyFile, reference, safetensorsFile } from '../../format/gradientArrays.js';
import { expectOwnSentence } from './libraryTexts.js';
import { damage, Dice } from './mutations.js';
import { zstandard } from './zstandard.js';

/** Damaged files a run; HEAVYTAIL_FUZZ=1000000 for a long one. */
const total = Number(process.env.HEAVYTAIL_FUZZ ?? 20_000);
/** Numbers read of a file at most: a damaged header may truthfully describe many. */
const mostRead = 1 << 20;

const parquet = (codec: 'SNAPPY' | 'UNCOMPRESSED') =>
  new Uint8Array(
    parquetWriteBuffer({
      codec,
      columnData: [
        { name: 'step', data: [1, 1, 2, 2], type: 'INT32' },
        { name: 'layer', data: ['a', 'a', 'b', 'b'], type: 'STRING' },
        { name: 'sample', data: [0, 1, 0, 1], type: 'INT32' },
        { name: 'value', data: [0.5, 1.5, 2.5, 3.5], type: 'DOUBLE' },
      ],
    }),
  );
/** Every encoding of numbers, and the compressions that Node has. */
const encoded = new Uint8Array(
  parquetWriteBuffer({
    codec: 'GZIP',
    compressors: { GZIP: (input) => new Uint8Array(gzipSync(input)) },
    columnData: [
      { name: 'a', data: [1, 2, 3, 400], type: 'INT32', encoding: 'DELTA_BINARY_PACKED' },
      { name: 'b', data: [0.5, 1, 2, 3], type: 'DOUBLE', encoding: 'BYTE_STREAM_SPLIT' },
      { name: 'c', data: Array.from('1111', Number), type: 'DOUBLE', encoding: 'RLE_DICTIONARY' },
    ],
  }),
);
const lists = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      {
        name: 'w',
        data: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    schema: [
      { name: 'root', num_children: 1 },
      { name: 'w', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
    ],
  }),
);

interface Format {
  readonly name: string;
  readonly read: DumpReader;
  /** Part of all damaged files. */
  readonly share: number;
  readonly files: readonly Uint8Array[];
}

const formats: readonly Format[] = [
  { name: 'npy', read: readNpyDump, share: 0.5, files: reference.arrays.map(({ file }) => fileBytes(file)) },
  {
    name: 'safetensors',
    read: readSafetensorsDump,
    share: 0.25,
    files: [fileBytes(reference.safetensors.file)],
  },
  {
    name: 'npz',
    read: readNpzDump,
    share: 0.1,
    files: Object.values(reference.archives.files).map(fileBytes),
  },
  {
    name: 'csv',
    read: readCsvDump,
    share: 0.05,
    files: ['a,b\n1,2\n3,nan\n', '1;2\n-3e5;4\n', '"x"\t"y"\n1\t2\n'].map((text) =>
      new TextEncoder().encode(text),
    ),
  },
  {
    name: 'parquet',
    read: readParquetDump,
    share: 0.1,
    files: [parquet('SNAPPY'), parquet('UNCOMPRESSED'), lists, encoded, fileBytes(zstandard)],
  },
];

describe('a damaged file is read or refused with a sentence, whatever the damage', () => {
  it.each(formats)(
    '$name',
    async ({ name, read, share, files }) => {
      const runs = Math.ceil(total * share);
      const open = new OpenFiles();
      let spool = new Spool(open);
      const counts = { read: 0, refused: 0 };
      for (let run = 0; run < runs; run++) {
        const dice = new Dice(run);
        const bytes = damage(files[dice.below(files.length)]!, dice);
        try {
          counts[await attempt(bytes, read, spool)]++;
        } catch (error) {
          throw new Error(`run ${run}: ${Buffer.from(bytes).toString('base64')}`, { cause: error });
        }
        if (run % 500 === 499) {
          await open.close();
          await spool.remove();
          spool = new Spool(open);
        }
      }
      await open.close();
      await spool.remove();
      if (process.env.HEAVYTAIL_FUZZ) process.stdout.write(`${name}: ${JSON.stringify(counts)}\n`);
      // The damage is neither always harmless nor always fatal.
      expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(0.02 * runs);
    },
    total * 10,
  );
});

async function attempt(bytes: Uint8Array, read: DumpReader, spool: Spool): Promise<'read' | 'refused'> {
  try {
    const { found, skipped } = await read(memorySource('a', bytes), spool);
    for (const { reason, hint } of skipped) expectSentences(reason, hint);
    for (const { matrix } of found) {
      const { rows, columns } = matrix;
      if (rows * columns <= mostRead) await matrix.readRows(0, rows, new Float64Array(rows * columns));
      else await matrix.readColumns(0, 1, new Float64Array(rows));
    }
    return found.length > 0 ? 'read' : 'refused';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.message).toContain('a');
    expectSentences(error.message, error.hint);
    return 'refused';
  }
}

function expectSentences(reason: string, hint: string | undefined): void {
  expectOwnSentence(reason.replace(quoted, ''));
  expect(hint).toBeDefined();
}

/** What errors show of a file is not ours, and may read as anything. */
const quoted = /".*"/gs;

describe('any text as a header is read or refused with a sentence', () => {
  const refuses = async (attempted: Promise<unknown>) => {
    const error = await attempted.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    if (error !== undefined) expect(error).toBeInstanceOf(UserError);
  };
  const literal = fc.stringMatching(/^[{}()[\],:'"a-fTFL0-9 <>|-]{0,60}$/);

  it('npy', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(literal, fc.string()), (text) =>
        refuses(readNpyLayout(memorySource('a', npyFile(`{'descr': ${text}`, 8)))),
      ),
      { seed: 2, numRuns: 1000 },
    );
  });

  it('safetensors', async () => {
    const header = fc.oneof(
      fc.json().map((json) => `{"a":${json}}`),
      fc.string().map((text) => `{"a":${text}`),
    );
    await fc.assert(
      fc.asyncProperty(header, (text) =>
        refuses(readSafetensorsHeader(memorySource('a', safetensorsFile(text, 8)))),
      ),
      { seed: 3, numRuns: 1000 },
    );
  });
});
