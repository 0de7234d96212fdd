import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entryLines } from '#heavytail/cli/data/entries';
import { findDataset } from '#heavytail/store/index';
import { beforeEach, describe, expect, it } from 'vitest';
import { heavytail } from '../command.js';
import { folders, isPlain } from './ownFolder.js';

const newFolder = folders('data');
let folder: string;
beforeEach(() => {
  folder = newFolder();
});

describe('heavytail data list and check', () => {
  it('say what is there, and what is missing or damaged', async () => {
    mkdirSync(join(folder, 'mnist'));
    writeFileSync(join(folder, 'mnist', 'train-labels-idx1-ubyte'), new Uint8Array(10));
    mkdirSync(join(folder, 'cifar10'));
    writeFileSync(join(folder, 'cifar10', 'data_batch_1.first2.bin'), new Uint8Array(2 * 3073));
    writeFileSync(join(folder, 'cifar10', 'test_batch.bin'), new Uint8Array(3073));
    mkdirSync(join(folder, 'cifar100'));
    writeFileSync(join(folder, 'cifar100', 'train.bin'), new Uint8Array(3000));
    writeFileSync(join(folder, 'cifar100', 'test.bin'), new Uint8Array(3074));
    mkdirSync(join(folder, 'digits'));
    writeFileSync(join(folder, 'digits', 'digits.csv.gz.09f66e6d.elsewhere-1-0.part'), new Uint8Array(1000));

    const list = await heavytail(['data', 'list', '--data', folder, '--json']);
    expect([list.code, list.err]).toEqual([0, '']);
    const {
      schema,
      folders: searched,
      datasets,
    } = JSON.parse(list.out) as {
      schema: string;
      folders: string[];
      datasets: { name: string; state: string; trainExamples: number | null; unfinishedBytes: number }[];
    };
    expect([schema, searched]).toEqual(['heavytail.data/1', [folder]]);
    expect(Object.fromEntries(datasets.map(({ name, state }) => [name, state]))).toEqual({
      mnist: 'partly',
      'fashion-mnist': 'missing',
      cifar10: 'subset',
      cifar100: 'damaged',
      digits: 'partly',
      'procedural-digits': 'built in',
    });
    expect(datasets.map(({ trainExamples }) => trainExamples)).toEqual([null, null, 2, null, null, 60_000]);
    expect(datasets[4].unfinishedBytes).toBe(1000);

    const text = await heavytail(['data', 'list', '--data', folder]);
    expect(text.code).toBe(0);
    expect(isPlain(text.out)).toBe(true);
    expect(text.out).toMatch(/mnist +partly +Missing: train-images-idx3-ubyte,\s+t10k-images-idx3-ubyte/);
    expect(text.out).toContain('A download was broken off; 1.0 kB of it are kept.');
    expect(text.out).toContain(`heavytail data get fashion-mnist --data ${folder}\n`);

    const check = await heavytail(['data', 'check', '--data', folder]);
    expect(check.code).toBe(1);
    expect(check.out).toMatch(/cifar10 +wrong/);
    expect(check.out.replaceAll(/\s+/g, ' ')).toContain(
      `${join(folder, 'cifar10', 'test_batch.bin')} holds 3073 bytes; the original has 30730000.`,
    );
    expect(check.out).not.toContain('fashion-mnist');
  });

  it('take what lies in the folder that HEAVYTAIL_DATA names, and refuse one that does not exist', async () => {
    const list = await heavytail(['data', 'list', '--json'], { env: { HEAVYTAIL_DATA: folder } });
    expect((JSON.parse(list.out) as { folders: string[] }).folders[0]).toBe(folder);
    const refused = await heavytail(['data', 'list', '--data', join(folder, 'no')]);
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toContain(`heavytail data get mnist --data ${join(folder, 'no')}`);
  });

  it('fail when what is named is missing, and not when nothing is named', async () => {
    const named = await heavytail(['data', 'check', 'digits', '--data', folder]);
    expect(named.code).toBe(1);
    expect(named.out).toMatch(/digits +missing/);
    const nothing = await heavytail(['data', 'check', '--data', folder]);
    expect(nothing.code).toBe(0);
    expect(nothing.out).toContain(`heavytail data get mnist --data ${folder}`);
    const unknown = await heavytail(['data', 'check', 'letters']);
    expect(unknown.code).toBe(1);
    expect(unknown.err).toBe(
      'There is no data set "letters".\nKnown are mnist, fashion-mnist, cifar10, cifar100, digits.\n',
    );
  });

  const digits = findDataset('digits');
  it.skipIf(digits === undefined)('find the original digits right, and a changed one wrong', async () => {
    const right = await heavytail(['data', 'check', 'digits', '--data', dirname(digits!)]);
    expect(right.code).toBe(0);
    const list = await heavytail(['data', 'list', '--data', dirname(digits!)]);
    // What is there needs no command.
    expect(list.out).toMatch(
      /digits +found +1,500 \+ 297 examples, [\d.]+ kB\.\n +\S+\/digits\nprocedural-digits/,
    );
    expect(right.out).toMatch(
      /digits +right +1,500 \+ 297 examples\.\n +1 file as in the original, byte for byte/,
    );
    mkdirSync(join(folder, 'digits'));
    const file = readdirSync(digits!).find((name) => /^digits\.csv/.test(name))!;
    const bytes = readFileSync(join(digits!, file));
    writeFileSync(join(folder, 'digits', file), bytes.subarray(0, -20));
    const wrong = await heavytail(['data', 'check', '--data', folder]);
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(/digits +wrong/);
    expect(wrong.out).toContain(`heavytail data get digits --data ${folder}`);
  });
});

describe('a list of data sets', () => {
  it('has its sentences below the names on a narrow terminal', () => {
    const entry = {
      name: 'mnist',
      word: 'found',
      colour: 'green',
      sentences: ['60,000 + 10,000 examples.'],
      lines: ['/a/path'],
    } as const;
    const terminal = { inPlace: true, colour: false, unicode: true };
    expect(entryLines([entry], { ...terminal, columns: 80 })).toBe(
      'mnist              found     60,000 + 10,000 examples.\n                             /a/path\n',
    );
    expect(entryLines([entry], { ...terminal, columns: 24 })).toBe(
      'mnist              found\n  60,000 + 10,000\n  examples.\n  /a/path\n',
    );
    expect(entryLines([entry], { ...terminal, columns: 80, colour: true })).toContain(
      '\u001b[32mfound\u001b[0m',
    );
  });
});
