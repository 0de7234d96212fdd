import { describe, expect, it } from 'vitest';
import { readAll, temporaryFolder } from './folder.js';

/** Numbers as of a gradient, without a pattern: the fractional parts of multiples of the golden ratio. */
const noise = (count: number, first = 1) =>
  Array.from({ length: count }, (_, i) => ((((first + i) * 0.6180339887498949) % 1) - 0.5).toFixed(5));
const table = (rows: readonly (readonly unknown[])[], separator = ',') =>
  `${rows.map((row) => row.join(separator)).join('\n')}\n`;
const rowsOf = (rows: number, columns: number) =>
  Array.from({ length: rows }, (_, i) => noise(columns, 1 + i * columns));

describe('a table of numbers', () => {
  const folder = temporaryFolder();
  const read = async (text: string, name = 'a.csv') => {
    const { tensors, remarks } = await readAll([folder.write(name, text)]);
    return { ...tensors[0]!, said: remarks.map(({ sentence }) => sentence).join(' ') };
  };

  it.each([
    ['from 0', (i: number) => `${i}`, 12, ','],
    ['from 1', (i: number) => `${i + 1}`, 12, ','],
    ['of two', (i: number) => `${i}`, 2, ','],
    ['of one', () => '0', 1, ','],
    ['in quotes', (i: number) => `"${i}"`, 5, ','],
    ['between tabs', (i: number) => `${i}`, 5, '\t'],
    ['between semicolons', (i: number) => `${i}`, 5, ';'],
    ['with a point', (i: number) => `${i}.0`, 6, ','],
    ['of chosen coordinates', (i: number) => `${17 * i + 5}`, 6, ','],
  ])('with a header of whole numbers %s has that one as no row', async (_, label, columns, separator) => {
    const head = Array.from({ length: columns }, (__, i) => label(i));
    const rows = rowsOf(20, columns);
    const { values, said, ...tensor } = await read(
      table([head, ...rows], separator),
      `a.${separator === '\t' ? 'tsv' : 'csv'}`,
    );
    expect([tensor.rows, tensor.columns]).toEqual([20, columns]);
    expect([...values]).toEqual(rows.flat().map(Number));
    expect(said).toMatch(/Line 1 \(.*\) is taken for a header/);
  });

  it('with whole numbers below such a header is read so, too', async () => {
    const { rows, said } = await read('0,1,2,3\n5,-3,0,7\n1,1,4,-2\n');
    expect(rows).toBe(2);
    expect(said).toContain('header');
  });

  it('whose first row is whole numbers is read with it where nothing tells a header', async () => {
    for (const text of ['0,1\n4,-7\n', '3,1,2\n0.5,0.25,1\n', '1\n0.5\n0.25\n', '2,3,4\n0,1,0\n', '0,1\n']) {
      const { rows, said } = await read(text);
      expect([text, rows, said]).toEqual([text, text.split('\n').length - 1, '']);
    }
  });

  it('that counts on in its second row has no header, which is said', async () => {
    for (const text of ['0,1,2\n3,4,5\n6,7,8\n', '0,1,2\n']) {
      const { rows, columns, said } = await read(text);
      expect([rows, columns]).toEqual([text.split('\n').length - 1, 3]);
      expect(said).toMatch(/Line 1 \(0, 1, 2\) is taken for a row/);
    }
  });

  it('of pandas with an index and columns without names is read without both', async () => {
    const { rows, columns, said } = await read(
      table([['', 0, 1, 2], ...rowsOf(9, 3).map((row, i) => [i, ...row])]),
    );
    expect([rows, columns]).toEqual([9, 3]);
    expect(said).toContain('column 1, which has no name and holds 0 to 8');
    expect((await read(',0,1,2\n0,0,1,2\n1,3,4,5\n')).rows).toBe(2);
  });

  it('may have a header of two lines, layers and their coordinates', async () => {
    const head = [
      ['', 'fc1', 'fc1', 'fc1', 'fc2'],
      ['', 0, 1, 2, 3],
    ];
    const { rows, columns, said } = await read(
      table([...head, ...rowsOf(6, 4).map((row, i) => [i, ...row])]),
    );
    expect([rows, columns]).toEqual([6, 4]);
    expect(said).toMatch(/Line 2 \(0, 1, 2, 3\) is taken for a header/);
    expect((await read('a,b,c\n0,1,2\n3,4,5\n')).rows).toBe(2);
  });

  it('may have names that begin with digits', async () => {
    const { rows } = await read(table([['0.weight[0]', '2.bias', '0_1'], ...rowsOf(4, 3)]));
    expect(rows).toBe(4);
  });

  it.each([
    '',
    'Unnamed: 0',
    'unnamed: 0.1',
    '__index_level_0__',
    'index',
    'Index',
    'step',
    '_step',
    'Step',
    'global_step',
    'globalStep',
    'train/global_step',
    'trainer/global_step',
    'iteration',
    'iter',
    'Iteration',
    'epoch',
    'epochs',
    'batch',
    'batch_idx',
    'batch_size',
    'batchSize',
    '_timestamp',
    'timestamp',
    'Wall time',
    'wall_time',
    'time',
    '_runtime',
    'runtime',
    'time_ms',
    'elapsed_time',
    'seconds',
    'lr',
    'learning_rate',
    'lr-Adam/pg1',
    'lr-SGD',
    'momentum',
    'sample',
    'loss',
    'train/loss',
    'val_loss',
    'accuracy',
    'seed',
    'rank',
    'run-3 - _step',
    'run-3 - grad__MAX',
    'id',
  ])('leaves out a column named %j, wherever it stands', async (name) => {
    for (const place of [0, 2, 3]) {
      const insert = (row: readonly unknown[], value: unknown) => row.toSpliced(place, 0, value);
      const rows = rowsOf(6, 3);
      const text = table([
        insert(['g0', 'g1', 'g2'], name),
        ...rows.map((row, i) => insert(row, i * i + 0.5)),
      ]);
      const { columns, values, said } = await read(text);
      expect(columns).toBe(3);
      expect([...values]).toEqual(rows.flat().map(Number));
      expect(said).toContain('Left out as no coordinate');
      expect(said).toContain(name.trim());
    }
  });

  it.each([
    'fc1',
    'w[0]',
    'g0',
    'time_embed.0.weight',
    'step_embedding.weight',
    'batch_norm.bias',
    'index_proj',
    'lr_head.weight',
    'runtime_head',
    'epochs_0',
    'x',
    'test_0',
  ])('keeps a column named %s', async (name) => {
    const { columns, said } = await read(table([['g0', name], ...rowsOf(6, 2)]));
    expect([columns, said]).toEqual([2, '']);
  });

  it('need not hold numbers in a column that is left out', async () => {
    const rows = rowsOf(4, 2).map((row, i) => [`2024-01-0${i + 1} 12:00`, ...row, '']);
    const { columns } = await read(table([['timestamp', 'a', 'b', ''], ...rows]));
    expect(columns).toBe(2);
  });

  it('knows the step and the batch size that its columns state, and rows of different steps', async () => {
    const rows = rowsOf(5, 2);
    const fixed = await read(
      table([['step', 'batch_size', 'a', 'b'], ...rows.map((row) => [700, 64, ...row])]),
    );
    expect(fixed).toMatchObject({ step: 700, batchSize: 64, stepsAsSamples: false });
    const moving = await read(table([['iteration', 'a', 'b'], ...rows.map((row, i) => [100 + i, ...row])]));
    expect(moving).toMatchObject({ step: undefined, batchSize: undefined, stepsAsSamples: true });
    expect(moving.said).toContain('iteration (100 to 104)');
  });

  it.each([
    ['by one', (i: number) => i, 5],
    ['by one from 100', (i: number) => 100 + i, 5],
    ['by one as 0.0, 1.0', (i: number) => i.toFixed(1), 5],
    ['by a hundred', (i: number) => 100 * i, 10],
    ['in Unix seconds', (i: number) => 1.7e9 + i * i + 0.25, 10],
    ['in Unix milliseconds', (i: number) => 1.7e12 + 900 * i * i, 10],
  ])('without names leaves out a column that counts %s', async (_, count, rows) => {
    for (const place of [0, 1, 3]) {
      const values = rowsOf(rows, 3);
      const text = table(values.map((row, i) => row.toSpliced(place, 0, `${count(i)}`)));
      const tensor = await read(text);
      expect([tensor.rows, tensor.columns]).toEqual([rows, 3]);
      expect([...tensor.values]).toEqual(values.flat().map(Number));
      expect(tensor.said).toMatch(`column ${place + 1}, which`);
    }
  });

  it('keeps columns that count almost, columns of zeros, and a table in which all columns count', async () => {
    const almost = rowsOf(9, 2).map((row, i) => [i === 8 ? 9 : i, 0, ...row]);
    expect((await read(table(almost))).columns).toBe(4);
    expect((await read('1\n2\n3\n4\n')).columns).toBe(1);
    expect((await read(table(Array.from({ length: 9 }, (_, i) => [3 * i, 3 * i + 1])))).columns).toBe(2);
  });

  it('gives columns in any range beside those left out', async () => {
    const rows = rowsOf(7, 5);
    const text = table(rows.map((row, i) => [i, ...row.slice(0, 2), i + 3, ...row.slice(2)]));
    const { openGradients } = await import('#heavytail/store/index');
    const opened = await openGradients([folder.write('a.csv', text)]);
    const [{ matrix }] = opened.tensors as [(typeof opened.tensors)[number]];
    for (let from = 0; from <= 5; from++) {
      for (let to = from; to <= 5; to++) {
        const into = new Float64Array(7 * (to - from));
        await matrix.readColumns(from, to, into);
        expect([...into]).toEqual(rows.flatMap((row) => row.slice(from, to).map(Number)));
      }
    }
    await expect(matrix.readColumns(2, 6, new Float64Array(99))).rejects.toThrow(RangeError);
    const row = new Float64Array(10);
    await matrix.readRows(2, 4, row);
    expect([...row]).toEqual(rows.slice(2, 4).flat().map(Number));
    await opened.close();
  });
});
