import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let clone: string;

/** A copy of what git knows of this checkout, with its packages and its build. */
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'heavytail-clone-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const name of listed.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(clone, name)), { recursive: true });
    cpSync(join(root, name), join(clone, name));
  }
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  cpSync(join(root, 'dist'), join(clone, 'dist'), { recursive: true });
});
afterAll(() => rmSync(clone, { recursive: true, force: true }));

function inClone(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: clone, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

test('reproduce, train, then the tests: nothing that a command leaves disturbs the next', () => {
  const main = join(clone, 'dist', 'cli', 'main.js');
  const reproduced = inClone('scripts/reproduce.sh', '--only', 'full-batch', '--profile', 'smoke');
  expect(reproduced.said).toContain('Build: up to date.');
  expect(reproduced.status, reproduced.said).toBe(0);
  for (const args of [
    [
      'train',
      '--dataset',
      'procedural-digits',
      '--examples',
      '60',
      '--batch-size',
      '20',
      '--iterations',
      '2',
    ],
    [
      'reproduce',
      '--only',
      'full-batch',
      '--profile',
      'smoke',
      '--seed',
      '7',
      '--out',
      'report-7',
      '--quiet',
    ],
    ['escape', '--paths', '20', '--html', 'escape.html', '--csv', 'exits.csv', '--quiet'],
  ]) {
    const { status, said } = inClone(process.execPath, main, ...args);
    expect(status, said).toBe(0);
  }
  const tested = inClone('scripts/test.sh', 'test/format/idx.test.ts');
  expect(tested.said).toContain('Format, layers and types: fine.');
  expect(tested.said).toMatch(/^\d+ passed, 0 failed$/m);
  expect(tested.status, tested.said).toBe(0);
  expect(inClone('scripts/reproduce.sh', '--only', 'full-batch', '--profile', 'smoke').status).toBe(0);
});
