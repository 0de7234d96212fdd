import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test.each(['0', '1.5', '-2', 'two', '', '1e3'])('--jobs %j is refused', async (jobs) => {
  expect(await refusal('reproduce', '--jobs', jobs)).toBe(
    `--jobs is "${jobs}".\nIt must be a whole number from 1 to 1024, for example --jobs 2.\n`,
  );
});

test.each(['1.5', 'x', '-1', '9007199254740993'])('--seed %j is refused', async (seed) => {
  expect(await refusal('reproduce', '--seed', seed)).toMatch(/^--seed is ".*"\.\nIt must be a whole number/);
});

test('an unknown profile is refused', async () => {
  expect(await refusal('reproduce', '--profile', 'fast')).toBe(
    'There is no profile "fast".\nThe profiles are smoke, quick, paper.\n',
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
  expect(await refusal('reproduce', '--only', 'brownian-dpeth')).toBe(
    'There is no claim "brownian-dpeth".\nDid you mean brownian-depth?\n',
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

test('a data folder that is missing is refused', async () => {
  expect(await refusal('reproduce', '--data', 'nowhere')).toMatch(/nowhere/);
});
