import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { UserError } from '#heavytail/error';
import { chooseDataset, findDataset, loadDataset, standInNote } from '#heavytail/store/dataset/data';
import { dataFolders, downloadFolder, getCommand } from '#heavytail/store/dataset/folders';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { needs } from '../../needs.js';

const names = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
];
const [trainImages, trainLabels, testImages, testLabels] = names as [string, string, string, string];

/** Five training and three test images of 2 × 3 pixels, as IDX files. */
const images = (count: number, rows = 2) =>
  Uint8Array.of(
    0,
    0,
    8,
    3,
    0,
    0,
    0,
    count,
    0,
    0,
    0,
    rows,
    0,
    0,
    0,
    3,
    ...Array.from({ length: count * rows * 3 }, (_, i) => (37 * i) % 256),
  );
const labels = (...values: number[]) => Uint8Array.of(0, 0, 8, 1, 0, 0, 0, values.length, ...values);
const small: Record<string, Uint8Array> = {
  [trainImages]: images(5),
  [trainLabels]: labels(0, 1, 2, 3, 9),
  [testImages]: images(3),
  [testLabels]: labels(4, 5, 6),
};

let folder: string;
let environment: NodeJS.ProcessEnv;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heavytail-data-'));
  environment = process.env;
  process.env = { ...environment, HEAVYTAIL_DATA: '' };
});

afterEach(() => {
  process.env = environment;
  rmSync(folder, { recursive: true });
});

/** Writes MNIST in small, with some files in other bytes, or under other names. */
function writeMnist(changes: Record<string, Uint8Array> = {}): void {
  mkdirSync(join(folder, 'mnist'));
  for (const name of names) {
    const change = Object.keys(changes).find((key) => key.startsWith(name)) ?? name;
    writeFileSync(join(folder, 'mnist', change), changes[change] ?? small[name]);
  }
}

describe('a folder with small MNIST files', () => {
  const level = (byte: number) => Math.fround((byte / 255 - 0.1307) / 0.3081);

  it('is read as it is, and compressed', () => {
    writeMnist({
      [`${trainImages}.gz`]: gzipSync(small[trainImages]),
      [`${testLabels}.gz`]: gzipSync(small[testLabels]),
    });
    const { name, dimension, classes, train, test } = loadDataset('mnist', folder);
    expect({ name, dimension, classes }).toEqual({ name: 'mnist', dimension: 6, classes: 10 });
    expect([...train.labels]).toEqual([0, 1, 2, 3, 9]);
    expect([...test.labels]).toEqual([4, 5, 6]);
    expect([...train.inputs]).toEqual(Array.from({ length: 30 }, (_, i) => level((37 * i) % 256)));
  });

  it('has the same checksum however it is stored', () => {
    writeMnist();
    const { checksum } = loadDataset('mnist', folder);
    rmSync(join(folder, 'mnist'), { recursive: true });
    writeMnist(Object.fromEntries(names.map((name) => [`${name}.gz`, gzipSync(small[name])])));
    expect(loadDataset('mnist', folder).checksum).toBe(checksum);
    rmSync(join(folder, 'mnist'), { recursive: true });
    writeMnist({ [trainLabels]: labels(0, 1, 2, 3, 8) });
    expect(loadDataset('mnist', folder).checksum).not.toBe(checksum);
  });

  it('is found by --data before HEAVYTAIL_DATA, and there before elsewhere', () => {
    writeMnist();
    expect(findDataset('mnist', folder)).toBe(join(folder, 'mnist'));
    expect(findDataset('fashion-mnist', folder)).toBeUndefined();
    expect(chooseDataset(folder)).toBe('mnist');
    process.env.HEAVYTAIL_DATA = folder;
    expect(dataFolders()[0]).toBe(folder);
    expect(findDataset('mnist')).toBe(join(folder, 'mnist'));
    expect(loadDataset('mnist').train.count).toBe(5);
    const empty = mkdtempSync(join(folder, 'empty-'));
    expect(dataFolders(empty)).toEqual([empty]);
    expect(findDataset('mnist', empty)).toBeUndefined();
  });

  it('is downloaded to the folder that is searched first', () => {
    expect(downloadFolder(folder)).toEqual({ path: folder, isNamed: true });
    process.env = { HEAVYTAIL_DATA: folder, XDG_DATA_HOME: join(folder, 'share') };
    expect([downloadFolder().path, dataFolders()[0]]).toEqual([folder, folder]);
    process.env = { XDG_DATA_HOME: folder };
    expect([downloadFolder().path, dataFolders()[0]]).toEqual([
      join(folder, 'heavytail'),
      join(folder, 'heavytail'),
    ]);
    process.env = {};
    const usual = join(homedir(), '.local', 'share', 'heavytail');
    expect([downloadFolder().path, dataFolders()[0]]).toEqual([usual, usual]);
    expect(downloadFolder().isNamed).toBe(false);
    expect(dataFolders()[1]).toBe(join(homedir(), '.cache', 'heavytail'));
  });

  const gzipped = gzipSync(small[trainImages]);
  const badCheck = Uint8Array.from(gzipped, (byte, i) => (i === gzipped.length - 8 ? byte ^ 1 : byte));
  const wrongMagic = Uint8Array.from(small[trainLabels], (byte, i) => (i === 0 ? 1 : byte));

  it.each<[string, Record<string, Uint8Array>, RegExp]>([
    [
      'a wrong gzip checksum',
      { [`${trainImages}.gz`]: badCheck },
      /train-images-idx3-ubyte\.gz cannot be unpacked/,
    ],
    ['a truncated gzip file', { [`${trainImages}.gz`]: gzipped.subarray(0, 30) }, /cannot be unpacked/],
    ['an empty gzip file', { [`${trainImages}.gz`]: new Uint8Array(0) }, /cannot be unpacked|holds 0 bytes/],
    [
      'a truncated file',
      { [testImages]: small[testImages].subarray(0, 20) },
      /t10k-images-idx3-ubyte announces 3 × 2 × 3 values and holds 4: it is truncated/,
    ],
    ['a file of another kind', { [trainLabels]: wrongMagic }, /train-labels-idx1-ubyte is not an IDX file/],
    [
      'images without labels',
      { [trainLabels]: labels(0, 1, 2, 3) },
      /holds 5 × 2 × 3 values and train-labels-idx1-ubyte 4: they do not belong together/,
    ],
    ['labels in place of images', { [trainImages]: small[trainLabels] }, /do not belong together/],
    [
      'a label above 9',
      { [testLabels]: labels(4, 10, 6) },
      /t10k-labels-idx1-ubyte holds the label 10; labels are 0 to 9/,
    ],
    ['test images of another size', { [testImages]: images(3, 4) }, /are of different sizes/],
  ])('is refused with %s', (_, changes, sentence) => {
    writeMnist(changes);
    expect(() => loadDataset('mnist', folder)).toThrow(UserError);
    expect(() => loadDataset('mnist', folder)).toThrow(sentence);
  });
});

describe('what cannot be found is named', () => {
  it('a folder that does not exist', () => {
    const missing = join(folder, 'missing');
    expect(() => loadDataset('mnist', missing)).toThrow(
      `--data names the data folder ${missing}, which does not exist.`,
    );
    expect(() => chooseDataset(missing)).toThrow(UserError);
    process.env.HEAVYTAIL_DATA = missing;
    expect(() => loadDataset('mnist')).toThrow(`HEAVYTAIL_DATA names the data folder ${missing}`);
  });

  it('a file in place of a folder', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => dataFolders(join(folder, 'file'))).toThrow(/does not exist/);
  });

  it('a folder without MNIST, or with a part of it', () => {
    expect(() => chooseDataset(folder)).toThrow(`The data folder ${folder} does not hold MNIST.`);
    writeMnist();
    rmSync(join(folder, 'mnist', testLabels));
    expect(() => chooseDataset(folder)).toThrow(/does not hold MNIST/);
    expect(() => loadDataset('mnist', folder)).toThrow(`The data set mnist was not found in ${folder}.`);
  });

  it('with the command that gets it', () => {
    const hintOf = (act: () => unknown) => {
      try {
        act();
      } catch (error) {
        return (error as UserError).hint;
      }
      return expect.unreachable();
    };
    const command = `heavytail data get mnist --data ${folder}`;
    expect(hintOf(() => loadDataset('mnist', folder))).toContain(command);
    expect(hintOf(() => chooseDataset(folder))).toContain(command);
    expect(hintOf(() => loadDataset('mnist', join(folder, 'missing')))).toContain(`${command}/missing`);
    process.env = { HEAVYTAIL_DATA: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder };
    expect(hintOf(() => loadDataset('cifar100'))).toMatch(/heavytail data get cifar100$/);
    expect(standInNote('procedural-digits')).toContain('heavytail data get mnist');
    expect(standInNote('mnist')).toBe('');
    expect(getCommand('mnist', "it's here")).toBe("heavytail data get mnist --data 'it'\\''s here'");
  });

  it('a data set of another name', () => {
    expect(() => loadDataset('letters', folder)).toThrow(/There is no data set "letters"/);
  });
});

describe('the 8 × 8 digits', () => {
  it('hold back the last 297, on the scale of all pixels', () => {
    const line = (value: number, label: number) => [...new Array<number>(64).fill(value), label].join(',');
    const lines = Array.from({ length: 300 }, (_, i) => line(i % 2 ? 16 : 0, i % 10));
    mkdirSync(join(folder, 'digits'));
    writeFileSync(join(folder, 'digits', 'digits.csv.gz'), gzipSync(lines.join('\n')));
    const { train, test, dimension } = loadDataset('digits', folder);
    expect([train.count, test.count, dimension]).toEqual([3, 297, 64]);
    expect([...train.labels]).toEqual([0, 1, 2]);
    expect([...new Set(test.inputs)].sort()).toEqual([-1, 1]);
  });
});

const mnist = findDataset('mnist');

needs.mnist.describe('MNIST itself', () => {
  it('has its published counts', () => {
    // Found before other tests changed the environment.
    const { train, test, dimension } = loadDataset('mnist', dirname(mnist!));
    expect([train.count, test.count, dimension]).toEqual([60_000, 10_000, 784]);
    const histogram = new Array<number>(10).fill(0);
    for (const label of train.labels) histogram[label]++;
    expect(histogram).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < train.inputs.length; i++) {
      sum += train.inputs[i];
      squares += train.inputs[i] ** 2;
    }
    const mean = sum / train.inputs.length;
    // The published scale is rounded to four places: 0.00005 / 0.3081 at most.
    expect(Math.abs(mean)).toBeLessThan(2e-4);
    expect(Math.abs(Math.sqrt(squares / train.inputs.length - mean * mean) - 1)).toBeLessThan(2e-4);
  });
});
