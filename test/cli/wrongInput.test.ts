import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { heavytail } from './command.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heavytail-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs in an empty folder, and expects a sentence, exit code 1 and a folder that is still empty. */
async function refusal(...args: string[]): Promise<string> {
  const { code, out, err } = await heavytail(args, { cwd: folder });
  expect(err).not.toMatch(/\bat .*:\d+:\d+|node:internal|defect/);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(readdirSync(folder).filter((name) => name !== 'given')).toEqual([]);
  return err;
}

test('an unknown option is refused, with the one that was meant', async () => {
  expect(await refusal('reproduce', '--sede', '3')).toBe("Unknown option '--sede'.\nDid you mean --seed?\n");
});

test('an unknown command is refused, with the one that was meant', async () => {
  expect(await refusal('reprodcue')).toBe("Unknown command 'reprodcue'.\nDid you mean reproduce?\n");
});

test('a stray argument is refused', async () => {
  expect(await refusal('reproduce', 'levy-width')).toMatch(/^Too many arguments/);
});

test('no command prints the help', async () => {
  expect(await refusal()).toMatch(/^Usage: heavytail/);
});

test.each(['0', '1.5', '-2', 'two', '', '1e4', 'nan', 'inf'])('--jobs %j is refused', async (jobs) => {
  expect(await refusal('reproduce', '--jobs', jobs)).toBe(
    `--jobs is "${jobs}".\nIt must be a whole number from 1 to 1024, for example --jobs 2.\n`,
  );
});

test('a whole number may be written in any way', async () => {
  for (const [option, value] of [
    ['--jobs', '1e3'],
    ['--seed', '2.0'],
    ['--seed', '12e-1e0'],
  ]) {
    const { err } = await heavytail(['reproduce', '--only', 'none', option, value], { cwd: folder });
    expect(err).toMatch(value.includes('e-') ? /^--seed is "12e-1e0"/ : /^There is no claim "none"/);
  }
});

test.each(['1.5', 'x', '-1', '9007199254740993'])('--seed %j is refused', async (seed) => {
  expect(await refusal('reproduce', '--seed', seed)).toMatch(/^--seed is ".*"\.\nIt must be a whole number/);
});

test('an unknown profile is refused', async () => {
  expect(await refusal('reproduce', '--profile', 'fast')).toBe(
    'There is no profile "fast".\nThe profiles are smoke, quick, paper, published.\n',
  );
});

test('an engine that this version lacks is named as such', async () => {
  expect(await refusal('reproduce', '--engine', 'slurm')).toMatch(/slurm is not available in this version/);
  expect(await refusal('reproduce', '--engine', 'pbs')).toMatch(/There is no engine "pbs"/);
});

test('an empty list of claims is refused', async () => {
  expect(await refusal('reproduce', '--only', ' , ')).toMatch(/^--only got no claim/);
});

test('an unknown claim is refused, with the one that was meant', async () => {
  expect(await refusal('reproduce', '--only', 'full-bacth')).toBe(
    'There is no claim "full-bacth".\nDid you mean full-batch?\n',
  );
  expect(await refusal('reproduce', '--only', 'xyz')).toMatch(/^There is no claim "xyz"\.\nThe claims are: /);
});

test('an output folder that cannot be made is refused before any work', async () => {
  writeFileSync(join(folder, 'given'), 'a file');
  for (const out of ['given', 'given/report', 'given/a/b']) {
    const err = await refusal('reproduce', '--out', out);
    expect(err).toMatch(/given/);
    expect(err.trimEnd().split('\n')).toHaveLength(2);
  }
  expect(existsSync(join(folder, 'given'))).toBe(true);
});

test('a data folder that is missing, or without the data, is refused', async () => {
  expect(await refusal('reproduce', '--data', 'nowhere')).toMatch(
    /^--data names the data folder nowhere, which/,
  );
  mkdirSync(join(folder, 'given'));
  expect(await refusal('reproduce', '--data', 'given')).toMatch(
    /^The data folder given does not hold MNIST\./,
  );
});

const idx = (shape: number[], values: number, magic = [0, 0, 8, shape.length]) => {
  const sizes = shape.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]);
  return Buffer.from([...magic, ...sizes, ...new Array<number>(values).fill(1)]);
};
const intact = {
  'train-images-idx3-ubyte': idx([20, 4, 4], 320),
  'train-labels-idx1-ubyte': idx([20], 20),
  't10k-images-idx3-ubyte': idx([10, 4, 4], 160),
  't10k-labels-idx1-ubyte': idx([10], 10),
};
const packed = gzipSync(intact['train-images-idx3-ubyte']);
const badSum = Buffer.from(packed);
badSum[badSum.length - 8] ^= 1;

test.each<[string, Record<string, Buffer>, RegExp]>([
  [
    'truncated',
    { 'train-images-idx3-ubyte': idx([20, 4, 4], 300) },
    /announces 20 × 4 × 4 values and holds 300: it is truncated/,
  ],
  ['cut in its header', { 't10k-labels-idx1-ubyte': Buffer.from([0, 0, 8, 1, 0]) }, /ends within its header/],
  ['empty', { 't10k-labels-idx1-ubyte': Buffer.alloc(0) }, /holds 0 bytes/],
  [
    'not IDX',
    { 'train-images-idx3-ubyte': idx([20, 4, 4], 320, [0x50, 0x4b, 3, 4]) },
    /is not an IDX file: it starts with the bytes 50 4b 03 04/,
  ],
  [
    'of another length than its labels',
    { 'train-labels-idx1-ubyte': idx([19], 19) },
    /do not belong together/,
  ],
  ['packed with a wrong checksum', { 'train-images-idx3-ubyte.gz': badSum }, /cannot be unpacked/],
  ['packed and cut', { 'train-images-idx3-ubyte.gz': packed.subarray(0, 20) }, /cannot be unpacked/],
])('a data file that is %s is refused', async (_, damaged, sentence) => {
  mkdirSync(join(folder, 'given', 'mnist'), { recursive: true });
  const replaced = Object.keys(damaged).map((name) => name.replace(/\.gz$/, ''));
  const kept = Object.entries(intact).filter(([name]) => !replaced.includes(name));
  for (const [name, bytes] of [...kept, ...Object.entries(damaged)]) {
    writeFileSync(join(folder, 'given', 'mnist', name), bytes);
  }
  const err = await refusal('reproduce', '--only', 'full-batch', '--data', 'given');
  expect(err).toMatch(sentence);
  expect(err).toContain(Object.keys(damaged)[0]);
});

test.each<[string, string, RegExp]>([
  [
    '--html',
    'no/page.html',
    /^no\/page\.html cannot be written: there is no folder no\.\nGive --html another/,
  ],
  ['--html', 'given/page.html', /^given\/page\.html cannot be written: given is a file\./],
  ['--csv', '.', /^\. cannot be written: it is a folder\./],
  ['--figure', 'x.png', /^--figure is "x\.png"; it writes SVG\.\nGive a name that ends in \.svg\.\n$/],
  [
    '--html',
    'x.pdf',
    /^--html is "x\.pdf"; it writes a page\.\nGive a name that ends in \.html or \.htm\.\n$/,
  ],
  ['--csv', `${'a'.repeat(300)}.csv`, /cannot be written: the path is too long\.\n/],
  ['--csv', '/proc/x.csv', /^\/proc\/x\.csv cannot be written: /],
])('%s %s is refused before any work', async (option, path, sentence) => {
  writeFileSync(join(folder, 'given'), 'a file');
  const err = await refusal('walk', '--until', '1e9', option, path);
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/\bE[A-Z]{4,}\b|mkdtemp/);
});

test('a path is named once', async () => {
  writeFileSync(join(folder, 'given'), 'a file');
  for (const command of ['reproduce', 'train']) {
    const err = await refusal(command, '--out', join(folder, 'given'));
    expect(err.split(folder)).toHaveLength(2);
    expect(err).toMatch(/given cannot be written: it is a file\.\n/);
  }
});
