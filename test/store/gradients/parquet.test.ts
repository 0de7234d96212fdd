import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readAll, refusal, temporaryFolder } from './folder.js';
import { zstandard } from './zstandard.js';

type Column = Parameters<typeof parquetWriteBuffer>[0]['columnData'][number];

const list = (name: string, data: readonly (readonly number[])[]): [Column, object[]] => [
  { name, data: data as unknown as number[][] },
  [
    { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
  ],
];
const plain = (name: string, type: string, data: unknown[]): [Column, object[]] => [
  { name, data } as Column,
  [{ name, type, repetition_type: 'REQUIRED', ...(type === 'BYTE_ARRAY' ? { converted_type: 'UTF8' } : {}) }],
];

function parquet(columns: readonly [Column, object[]][], options: object = {}): Uint8Array {
  const schema = [
    { name: 'root', num_children: columns.length },
    ...columns.flatMap(([, elements]) => elements),
  ];
  const columnData = columns.map(([column]) => column);
  return new Uint8Array(parquetWriteBuffer({ columnData, schema, ...options } as never));
}

describe('a Parquet file', () => {
  const folder = temporaryFolder();
  const read = async (bytes: Uint8Array) => (await readAll([folder.write('a.parquet', bytes)])).tensors;

  it('of one column per coordinate is one matrix', async () => {
    const bytes = parquet(
      [plain('w0', 'DOUBLE', [1, 2, 3]), plain('w1', 'FLOAT', [4, 5, 6]), plain('w2', 'INT64', [7n, 8n, 9n])],
      { rowGroupSize: 2 },
    );
    const [tensor] = await read(bytes);
    expect([tensor!.rows, tensor!.columns, ...tensor!.values]).toEqual([3, 3, 1, 4, 7, 2, 5, 8, 3, 6, 9]);
  });

  it('of one column of lists per layer is one matrix per layer', async () => {
    const bytes = parquet(
      [
        list('module.fc.weight', [
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
        list('bias', [[7], [8], [9]]),
      ],
      {
        rowGroupSize: 2,
      },
    );
    const tensors = await read(bytes);
    expect(tensors.map(({ name, rows, columns, values }) => [name, rows, columns, ...values])).toEqual([
      ['fc.weight', 3, 2, 1, 2, 3, 4, 5, 6],
      ['bias', 3, 1, 7, 8, 9],
    ]);
  });

  it('of steps, layers, samples and lists is one matrix per step and layer', async () => {
    const tensors = await read(
      parquet([
        plain('step', 'INT64', [0n, 0n, 0n, 0n, 100n, 100n]),
        plain('layer', 'BYTE_ARRAY', ['a', 'a', 'b', 'b', 'a', 'a']),
        plain('sample', 'INT32', [0, 1, 0, 1, 0, 1]),
        list('value', [[1, 2], [3, 4], [5], [6], [7, 8], [9, 10]]),
      ]),
    );
    expect(tensors.map(({ name, step, rows, values }) => [name, step, rows, ...values])).toEqual([
      ['a', 0, 2, 1, 2, 3, 4],
      ['b', 0, 2, 5, 6],
      ['a', 100, 2, 7, 8, 9, 10],
    ]);
  });

  const long = (layer: string[], sample: number[], value: number[]) =>
    parquet([
      plain('layer', 'BYTE_ARRAY', layer),
      plain('sample', 'INT32', sample),
      plain('value', 'DOUBLE', value),
    ]);

  it('of one number per row is gathered by sample', async () => {
    const tensors = await read(long(['a', 'a', 'a', 'a', 'b', 'b'], [0, 0, 1, 1, 0, 1], [1, 2, 3, 4, 5, 6]));
    expect(tensors.map(({ name, rows, columns, values }) => [name, rows, columns, ...values])).toEqual([
      ['a', 2, 2, 1, 2, 3, 4],
      ['b', 2, 1, 5, 6],
    ]);
  });

  it('compressed by gzip is read', async () => {
    const bytes = parquet(
      [
        plain(
          'w0',
          'DOUBLE',
          Array.from({ length: 5000 }, (_, i) => i % 7),
        ),
      ],
      {
        codec: 'GZIP',
        compressors: { GZIP: (input: Uint8Array) => new Uint8Array(gzipSync(input)) },
      },
    );
    const [tensor] = await read(bytes);
    expect([...tensor!.values]).toEqual(Array.from({ length: 5000 }, (_, i) => i % 7));
  });

  it('compressed by Zstandard is read', async () => {
    const [tensor] = await read(new Uint8Array(Buffer.from(zstandard, 'base64')));
    expect([...tensor!.values]).toEqual(Array.from({ length: 40 }, (_, i) => (i % 7) + 0.5));
  });

  it.each<[string, () => Uint8Array, RegExp]>([
    [
      'samples that do not follow one another',
      () => long(['a', 'a', 'a'], [0, 1, 0], [1, 2, 3]),
      /not sorted/,
    ],
    [
      'layers that do not follow one another',
      () => long(['a', 'b', 'a'], [0, 0, 1], [1, 2, 3]),
      /not sorted/,
    ],
    [
      'gradients of different lengths',
      () => long(['a', 'a', 'a'], [0, 0, 1], [1, 2, 3]),
      /of 2 and of 1 numbers/,
    ],
    ['lists of different lengths', () => parquet([list('w', [[1, 2], [3]])]), /of 2 and of 1 numbers/],
    ['an empty list', () => parquet([list('w', [[], []])]), /0 numbers|without a list/],
    ['no column sample', () => parquet([plain('value', 'DOUBLE', [1, 2])]), /no column "sample"/],
    ['texts', () => parquet([plain('w', 'BYTE_ARRAY', ['a', 'b'])]), /the text "a"/],
    ['integers beyond 2^53', () => parquet([plain('w', 'INT64', [2n ** 60n])]), /1152921504606846976/],
    ['an index alone', () => parquet([plain('__index_level_0__', 'DOUBLE', [1])]), /no coordinate .*__index/],
    [
      'a column of layers beside coordinates',
      () => parquet([plain('layer', 'BYTE_ARRAY', ['a']), plain('w', 'DOUBLE', [1])]),
      /column layer/,
    ],
    [
      'lists beside numbers',
      () => parquet([list('w', [[1, 2]]), plain('x', 'DOUBLE', [1])]),
      /lists \(column w\) and single values \(column x\)/,
    ],
    ['a cut', () => parquet([plain('w', 'DOUBLE', [1, 2, 3])]).slice(0, -3), /begin and end/],
    [
      'a footer longer than the file',
      () => lying((view, end) => view.setUint32(end - 8, 1e9, true)),
      /1000000000/,
    ],
  ])('is refused with %s', async (_, make, message) => {
    const file = folder.write('a.parquet', make());
    const error = await refusal([file]);
    expect(error.message).toMatch(message);
    expect(error.message).toContain(file);
    expect(error.hint).toMatch(/\.$/);
  });
});

function lying(change: (view: DataView, end: number) => void): Uint8Array {
  const bytes = parquet([plain('w', 'DOUBLE', [1, 2, 3])]);
  change(new DataView(bytes.buffer), bytes.length);
  return bytes;
}
