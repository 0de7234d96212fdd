import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stream } from 'heavytail/random';
import { draw, stable as law } from 'heavytail/stable';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { heavytail } from '../command.js';

const binary = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heavytail-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const stable = (...args: string[]) => heavytail(['stable', ...args], { cwd: folder });
const piped = (pieces: readonly string[], ...args: string[]) =>
  heavytail(['stable', ...args], { cwd: folder, stdin: pieces });

/** The output of a shell command in which `stable` stands for the command, and what was said besides. */
function shell(command: string): Promise<{ code: number | null; out: Buffer; err: string }> {
  return new Promise((resolve) => {
    const script = `set -o pipefail; stable() { "${process.execPath}" "${binary}" stable "$@"; }; ${command}`;
    const child = spawn('bash', ['-c', script], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const pieces: Buffer[] = [];
    let err = '';
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.stderr.on('data', (piece: Buffer) => (err += piece));
    child.on('close', (code) => resolve({ code, out: Buffer.concat(pieces), err }));
  });
}

const numbers = (text: string) => text.trimEnd().split('\n').map(Number);

const sameBits = (values: readonly number[], expected: Float64Array) =>
  values.length === expected.length && expected.every((value, i) => Object.is(value, values[i]));

/** Expects values within 1e-12 of their size: what the library promises. */
function expectClose(text: string, expected: readonly number[]): void {
  const values = numbers(text);
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) =>
    expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(2e-12 * Math.abs(expected[i])),
  );
}

// The Cauchy law, in closed form.
const points = [-2, 0, 0.5, 1e3];
test.each<[string, (x: number) => number]>([
  ['density', (x) => 1 / (Math.PI * (1 + x * x))],
  ['logdensity', (x) => -Math.log(Math.PI * (1 + x * x))],
  ['distribution', (x) => Math.atan2(1, -x) / Math.PI],
  ['survival', (x) => Math.atan2(1, x) / Math.PI],
])('%s takes numbers as arguments, negative ones too', async (name, value) => {
  const { code, out, err } = await stable(name, '--alpha', '1', ...points.map(String));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expectClose(out, points.map(value));
});

test('a negative number stands where others do, and -inf after --', async () => {
  const places = [
    ['-1', '0'],
    ['--', '-1', '0'],
    ['−1', '-0.0'],
  ];
  const [first, ...others] = await Promise.all(
    places.map((words) => stable('density', '--alpha', '1', ...words)),
  );
  expect(first.code).toBe(0);
  for (const other of others) expect(other).toEqual(first);
  expect((await stable('distribution', '--alpha', '1', '--', '-inf', '-1e3', 'Infinity')).out).toMatch(
    /^0\n.*\n1\n$/,
  );
});

test('quantile takes probabilities, in the order given', async () => {
  const { out } = await stable('quantile', '--alpha', '1', '0.75', '0.25', '1', '0');
  expectClose(out.split('\n').slice(0, 2).join('\n'), [1, -1]);
  expect(out.split('\n').slice(2)).toEqual(['Infinity', '-Infinity', '']);
});

test('the options are those of the law', async () => {
  // Lévy's law from 2 on, with scale 3: its location is S1's.
  const options = ['--alpha', '0.5', '--beta', '1', '--scale', '3', '--location', '2'];
  const { out } = await stable('density', ...options, '--parameterization', 'S1', '5');
  expectClose(out, [Math.sqrt(3 / (2 * Math.PI)) * Math.exp(-3 / 6) * 3 ** -1.5]);
  // The lower end of its support, in S0.
  expect((await stable('quantile', '--alpha', '0.5', '--beta', '1', '0')).out).toBe('-1\n');
  const mirrored = await stable('density', '--alpha', '0.5', '--beta', '-1', '--', '-0.3');
  expect(mirrored.out).toBe((await stable('density', '--alpha', '0.5', '--beta', '1', '0.3')).out);
});

test('a text of numbers may have commas, comments, any line ends and no last one', async () => {
  const text = '\uFEFF-1, 0,1 # the middle, 99\r\n#7\n\n\t+.5e1 -inf # 8';
  writeFileSync(join(folder, 'points.txt'), text);
  const wanted = (await stable('density', '--alpha', '1.3', '--', '-1', '0', '1', '5', '-Infinity')).out;
  expect(numbers(wanted)).toHaveLength(5);
  expect((await stable('density', '--alpha', '1.3', '--file', 'points.txt')).out).toBe(wanted);
  const whole = await shell('cat points.txt | stable density --alpha 1.3');
  expect(whole.out.toString()).toBe(wanted);
  // Cut within a word and within a comment.
  const cut = await piped(['-1 0 1 #', 'x 2\n5', 'e0 -inf'], 'density', '--alpha', '1.3');
  expect(cut.out).toBe(wanted);
});

test('no numbers in, no numbers out', async () => {
  expect(await stable('density', '--alpha', '1')).toEqual({ code: 0, out: '', err: '' });
});

test('--json prints one document with law, points and values', async () => {
  const args = ['--alpha', '0.5', '--beta', '1', '--json', '--', '-Infinity', '-3', '0.25'];
  const { out } = await stable('logdensity', ...args);
  const plain = await stable('logdensity', ...args.filter((arg) => arg !== '--json'));
  expect(JSON.parse(out)).toEqual({
    law: { ...law({ alpha: 0.5, beta: 1 }) },
    points: ['-Infinity', -3, 0.25],
    values: ['-Infinity', '-Infinity', numbers(plain.out)[2]],
  });
  expect(JSON.parse((await stable('density', '--alpha', '1', '--json')).out)).toMatchObject({
    points: [],
    values: [],
  });
});

test('a file that cannot be read is named', async () => {
  for (const path of ['nowhere', '.']) {
    const { code, out, err } = await stable('density', '--alpha', '1', '--file', path);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^(?:There is no file nowhere|\. cannot be read: it is a folder)\.\n.*\.\n$/);
  }
});

test('a word that is no number is refused with its line', async () => {
  const { code, out, err } = await piped(['1 2\n#3\n\n4 nan'], 'density', '--alpha', '1');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toBe('Line 4 holds "nan".\nIt must be a number, or inf.\n');
  const bytes = await piped(['\0'.repeat(1_000_000)], 'density', '--alpha', '1');
  expect(bytes.err).toMatch(/^Line 1 holds a word of more than 1000 characters/);
});

test('at a terminal, a command without numbers says what to give', async () => {
  const command = `'${process.execPath}' '${binary}' stable density --alpha 1`;
  const { code, out } = await shell(`script -qec "${command}" /dev/null`);
  expect(code).toBe(1);
  expect(out.toString()).toMatch(/^No numbers are given\.\r\nGive them as arguments, with --file, or/);
});

test('draws are those of one call of the library, as text, JSON and bytes', async () => {
  const n = 70_000;
  const expected = draw(law({ alpha: 1.2, beta: 0.5 }), n, stream(9, 'stable draw'));
  const options = ['--alpha', '1.2', '--beta', '0.5', '-n', String(n), '--seed', '9'];
  const { out } = await stable('draw', ...options);
  expect(sameBits(numbers(out), expected)).toBe(true);
  const bytes = (await shell(`stable draw ${options.join(' ')} --binary`)).out;
  const read = Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(8 * i));
  expect(sameBits(read, expected)).toBe(true);
  const json = JSON.parse((await stable('draw', ...options, '--json')).out);
  expect(json).toMatchObject({ law: { alpha: 1.2, beta: 0.5 }, seed: 9 });
  expect(sameBits(json.values, expected)).toBe(true);
});

test('a reader that has seen enough ends the command quietly', async () => {
  const status = '; echo "${PIPESTATUS[@]}"';
  for (const flag of ['', '--json', '--binary']) {
    const ended = await shell(`stable draw --alpha 1.5 -n 1000000000000 ${flag} | head -c 100 >&2${status}`);
    expect(ended.out.toString()).toBe('0 0\n');
    expect(ended.err).not.toMatch(/EPIPE|defect/);
  }
  const endless = await shell(`yes 1 | stable density --alpha 1.5 | head -1${status}`);
  expect(endless.out.toString()).toMatch(/^0\.\d+\n\d+ 0 0\n$/);
});

test('an output that cannot be written is said to be so', async () => {
  const { code, err } = await shell('stable draw --alpha 1.5 -n 10 > /dev/full');
  expect(code).toBe(1);
  expect(err).toMatch(/^The output cannot be written: ENOSPC.*\n.*\n$/);
});

test('millions of numbers stream through memory that does not grow', async () => {
  // 19 MB on one line, through a heap that could not hold them.
  // To count the lines that run would take room in it.
  const heap = 'NODE_V8_COVERAGE= NODE_OPTIONS="--max-old-space-size=18 --max-semi-space-size=2"';
  writeFileSync(join(folder, 'draws'), draw(law({ alpha: 1.5 }), 1_000_000, stream(1, 'memory')).join(','));
  const { code, out, err } = await shell(
    `cat draws | (export ${heap}; stable distribution --alpha 1.5) | awk '{ s += $1 } END { print NR, s / NR }'`,
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const [count, mean] = out.toString().split(' ').map(Number);
  expect(count).toBe(1_000_000);
  // Uniform numbers: 5 standard deviations of their mean are passed with probability 6e-7.
  expect(Math.abs(mean - 0.5)).toBeLessThan(5 / Math.sqrt(12 * count));
});

test('fit finds the law of draws', async () => {
  const options = ['--alpha', '1.6', '--beta', '0.4', '--scale', '3', '--location', '5'];
  const draws = (await stable('draw', ...options, '-n', '2000')).out;
  writeFileSync(join(folder, 'draws'), draws);
  const fitted = JSON.parse((await stable('fit', '--file', 'draws', '--json')).out);
  expect(fitted).toMatchObject({ method: 'likelihood', points: 2000 });
  // 5 standard errors are passed with probability 6e-7.
  for (const [name, value] of Object.entries({ alpha: 1.6, beta: 0.4, scale: 3, location: 5 })) {
    expect(Math.abs(fitted.law[name] - value) / fitted.standardErrors[name]).toBeLessThan(5);
  }
  const table = (await piped([draws], 'fit', '--method', 'quantile')).out;
  expect(table).toMatch(/^parameter +estimate +standard error\nalpha +1\.\d+ +0\.0\d+\nbeta /);
  expect(table).toMatch(/\nLog-likelihood −\d+\.\d+ of 2000 points\. The location is that of S0\.\n$/);
});

test('--help has examples that run', async () => {
  const names = ['logdensity', 'quantile', 'draw'];
  for (const name of names) {
    const help = (await stable(name, '--help')).out;
    for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    const examples = help.split('Examples:\n')[1].trimEnd().split('\n');
    expect(examples).toHaveLength(2);
    for (const example of examples) {
      // Only what a shell connects needs one.
      const [, ...words] = example.trim().split(' ');
      const { code, err } = /[|>]/.test(example)
        ? await shell(example.replace('heavytail ', ''))
        : await heavytail(words, { cwd: folder });
      expect({ code, err }, example).toEqual({ code: 0, err: '' });
    }
  }
});
