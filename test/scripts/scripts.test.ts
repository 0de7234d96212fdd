import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const script = (name: string) => fileURLToPath(new URL(`../../scripts/${name}`, import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heavytail-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function setupWith(node: string | undefined) {
  if (node !== undefined) {
    writeFileSync(join(folder, 'node'), node);
    chmodSync(join(folder, 'node'), 0o755);
  }
  for (const tool of ['bash', 'dirname']) {
    writeFileSync(join(folder, tool), `#!/bin/sh\nexec /usr/bin/${tool} "$@"\n`);
    chmodSync(join(folder, tool), 0o755);
  }
  return spawnSync('/usr/bin/bash', [script('setup.sh')], { env: { PATH: folder }, encoding: 'utf8' });
}

test('set-up says which Node is needed when there is none', () => {
  const { status, stderr } = setupWith(undefined);
  expect(status).toBe(1);
  expect(stderr).toBe('Node.js is not installed. heavytail needs Node 20.19 or newer.\n');
});

test('set-up refuses a Node that is too old', () => {
  const { status, stderr } = setupWith(
    '#!/bin/sh\n[ "$1" = --version ] && echo v18.20.4 && exit 0\nexit 1\n',
  );
  expect(status).toBe(1);
  expect(stderr).toBe('Node v18.20.4 is too old. heavytail needs Node 20.19 or newer.\n');
});

function count(report?: unknown, environment: Readonly<Record<string, string>> = {}, data = 'nowhere') {
  const path = join(folder, 'report.json');
  rmSync(path, { force: true });
  if (report !== undefined) writeFileSync(path, JSON.stringify(report));
  const { status, stdout } = spawnSync(process.execPath, [script('count-tests.mjs'), path, data], {
    encoding: 'utf8',
    env: environment,
  });
  return [stdout, status];
}

const file = (status: string, ...states: string[]) => {
  return { status, assertionResults: states.map((state) => ({ status: state, title: 'a test' })) };
};

test('tests are counted, and a failure is a failure', () => {
  expect(count({ testResults: [file('passed', 'passed', 'passed')] })).toEqual(['2 passed, 0 failed\n', 0]);
  expect(count({ testResults: [file('passed', 'passed', 'pending'), file('failed', 'failed')] })).toEqual([
    '1 passed, 1 failed, 1 skipped\n',
    1,
  ]);
});

test('a file that could not be run, and a report that was not written, are failures', () => {
  expect(count({ testResults: [file('failed'), file('passed', 'passed')] })).toEqual([
    '1 passed, 1 failed\n',
    1,
  ]);
  expect(count()).toEqual(['0 passed, 1 failed\n', 1]);
});

const wanting = {
  status: 'passed',
  assertionResults: [
    { status: 'passed', title: 'adds' },
    { status: 'skipped', title: 'a run of SGD (needs MNIST)' },
    { status: 'pending', title: 'the published statistic (needs MNIST)' },
    { status: 'skipped', title: 'in Chromium (needs Chromium)' },
  ],
};
const named =
  'Skipped for want of MNIST: a run of SGD; the published statistic.\n' +
  'Skipped for want of Chromium: in Chromium.\n';

test('what was skipped for want of something is named', () => {
  expect(count({ testResults: [wanting] })).toEqual([`${named}1 passed, 0 failed, 3 skipped\n`, 0]);
  expect(count({ testResults: [wanting] }, { CI: 'true' })).toEqual([
    `${named}1 passed, 0 failed, 3 skipped\n`,
    0,
  ]);
});

test('a continuous check that has the data may not skip what needs it', () => {
  expect(count({ testResults: [wanting] }, {}, folder)[1]).toBe(0);
  expect(count({ testResults: [wanting] }, { CI: 'true' }, folder)).toEqual([
    `${named}A continuous check with the data folder ${folder} must not skip them.\n1 passed, 2 failed, 3 skipped\n`,
    1,
  ]);
});
