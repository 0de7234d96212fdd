import { readFileSync } from 'node:fs';
import { arrowTimeColumns } from '#heavytail/format/index';
import { describe, expect, it } from 'vitest';
import { fileBytes } from '../../format/gradientArrays.js';
import { readAll, refusal, temporaryFolder } from './folder.js';

/** Files of PyArrow and pandas: see test/reference/parquet_columns.py. */
const reference = JSON.parse(
  readFileSync(new URL('../../reference/parquet-columns.json', import.meta.url), 'utf8'),
) as {
  readonly rows: number;
  readonly numbers: { readonly g0: number[]; readonly g1: number[] };
  readonly files: Readonly<Record<string, string>>;
};
const { rows, numbers, files } = reference;
const expected = Array.from({ length: rows }, (_, i) => [numbers.g0[i]!, numbers.g1[i]!]).flat();
const named = (part: RegExp) => Object.keys(files).filter((name) => part.test(name));

describe('a Parquet file of PyArrow or pandas', () => {
  const folder = temporaryFolder();
  const write = (name: string) => folder.write('a.parquet', fileBytes(files[name]!));

  it.each(named(/^(?:timestamp|duration|date|time|pandas)/))(
    'is read without its column: %s',
    async (name) => {
      const { tensors, remarks } = await readAll([write(name)]);
      expect([tensors[0]!.columns, ...tensors[0]!.values]).toEqual([2, ...expected]);
      expect(remarks.map(({ sentence }) => sentence).join()).toMatch(
        /^Left out as no coordinate: (?:extra|__index|a; b)/,
      );
    },
  );

  it.each(named(/^(?:groups (?!none|zero)|lists$|keyed)/))(
    'is read whole where groups have no rows: %s',
    async (name) => {
      const { tensors } = await readAll([write(name)]);
      expect(tensors.map((tensor) => [tensor.rows, tensor.columns, ...tensor.values])).toEqual([
        [rows, 2, ...expected],
      ]);
    },
  );

  it.each(['groups none', 'groups zero', 'lists none'])('holds no rows: %s', async (name) => {
    const file = write(name);
    expect((await refusal([file])).message).toBe(`${file} holds no rows.`);
  });

  it('tells its step and batch size beside coordinates', async () => {
    const { tensors, remarks } = await readAll([write('steps')]);
    expect(tensors[0]).toMatchObject({ step: undefined, batchSize: 32, stepsAsSamples: true, columns: 2 });
    expect(remarks[0]!.sentence).toBe('Left out as no coordinate: iteration (10 to 13); batch_size (32).');
  });

  it('of one gradient a step is one matrix over steps', async () => {
    const { tensors } = await readAll([write('steps of lists')]);
    expect(tensors).toHaveLength(1);
    expect([tensors[0]!.stepsAsSamples, ...tensors[0]!.values]).toEqual([true, ...expected]);
  });

  it.each(named(/^(?:u?int64(?! exact)|decimal)/))(
    'is refused with an integer beyond 2^53: %s',
    async (name) => {
      const file = write(name);
      const { message, hint } = await refusal([file]);
      expect(message).toMatch(/whole number (?:about )?-?\d{16,20},/);
      expect(message).toContain(file);
      expect(hint).toMatch(/float64/);
    },
  );

  it('is read with integers up to 2^53 - 1', async () => {
    const { tensors } = await readAll([write('int64 exact')]);
    expect([...tensors[0]!.values]).toEqual([2 ** 53 - 1, 1, 1 - 2 ** 53, 0]);
  });

  it('says nothing of times where the schema of Arrow is damaged', () => {
    const text = Buffer.from(files['duration[ms]']!, 'base64').toString('latin1');
    const [, schema] = /ARROW:schema.{0,8}?([A-Za-z0-9+/]{100,}=*)/s.exec(text)!;
    const bytes = Uint8Array.from(Buffer.from(schema!, 'base64'));
    expect([...arrowTimeColumns(bytes)]).toEqual([['extra', 'duration']]);
    for (let i = 0; i < bytes.length; i++) {
      for (const value of [0, 0x7f, 0xff]) {
        const damaged = bytes.slice();
        damaged[i] = value;
        expect(arrowTimeColumns(damaged)).toBeInstanceOf(Map);
      }
      expect(arrowTimeColumns(bytes.slice(0, i))).toBeInstanceOf(Map);
    }
  });
});
