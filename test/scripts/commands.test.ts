import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let clone: string;

/** The test that is run in the clone. */
const oneTest = 'test/format/idx.test.ts';
/** What else is kept where a whole folder would only be linted once more: the checks beside this test do that. */
const kept = ['bench/timing.ts', oneTest];

/** A copy of what git knows of this checkout, but for tests and measurements, with its packages and its build. */
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'heavytail-clone-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const isCopied = (name: string) =>
    name !== '' && existsSync(join(root, name)) && (!/^(?:test|bench)\//.test(name) || kept.includes(name));
  for (const name of listed.split('\0').filter(isCopied)) {
    mkdirSync(dirname(join(clone, name)), { recursive: true });
    cpSync(join(root, name), join(clone, name));
  }
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  cpSync(join(root, 'dist'), join(clone, 'dist'), { recursive: true });
});
afterAll(() => rmSync(clone, { recursive: true, force: true }));

/** Where the lines that run are counted, those of the clone are not: Node hands the variable on unless it is set. */
const environment = { ...process.env, NODE_V8_COVERAGE: '' };

function inClone(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: clone,
    encoding: 'utf8',
    env: environment,
  });
  return { status, said: `${stdout}${stderr}` };
}

const sources = () => readdirSync(join(clone, 'src'), { recursive: true, encoding: 'utf8' }).sort();

/**
 * Takes the sources away but for one folder, as if the build were of that alone; what the package exports is
 * looked up by the checks, and hands on nothing.
 */
function leaveOneRoom(): void {
  const folders = readdirSync(join(clone, 'src'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  for (const { name } of folders) {
    if (name !== 'format') rmSync(join(clone, 'src', name), { recursive: true });
  }
  const manifest = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { default: string }>;
  };
  for (const target of Object.values(manifest.exports)) {
    if (typeof target === 'string') continue;
    const entry = join(clone, target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts'));
    mkdirSync(dirname(entry), { recursive: true });
    writeFileSync(entry, 'export {};\n');
  }
  expect(inClone(process.execPath, 'scripts/is-built.mjs', '--record').status).toBe(0);
}

test('reproduce, train, then the tests: nothing that a command leaves disturbs the next', () => {
  const before = sources();
  const main = join(clone, 'dist', 'cli', 'main.js');
  const fullBatch = ['--only', 'full-batch', '--profile', 'smoke', '--jobs', '1'];
  const reproduced = inClone('scripts/reproduce.sh', ...fullBatch);
  expect(reproduced.said).toContain('Build: up to date.');
  expect(reproduced.status, reproduced.said).toBe(0);
  const digits = ['--dataset', 'procedural-digits', '--examples', '60', '--batch-size', '20'];
  for (const args of [
    ['train', ...digits, '--iterations', '2'],
    ['reproduce', ...fullBatch, '--seed', '7', '--out', 'report-7', '--quiet'],
    ['escape', '--driver', 'brownian', '--paths', '20', '--html', 'escape.html', '--csv', 'exits.csv'],
  ]) {
    const { status, said } = inClone(process.execPath, main, ...args);
    expect(status, said).toBe(0);
  }
  expect(sources()).toEqual(before);
  leaveOneRoom();
  const tested = inClone('scripts/test.sh', oneTest);
  expect(tested.said).toContain('Build: up to date.');
  expect(tested.said).toContain('Format, layers and types: fine.');
  expect(tested.said).toMatch(/^\d+ passed, 0 failed$/m);
  expect(tested.status, tested.said).toBe(0);
  const again = inClone('scripts/reproduce.sh', ...fullBatch);
  expect(again.said).toContain('kept from an earlier run');
  expect(again.status, again.said).toBe(0);
});
