import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/release.mjs', import.meta.url));
let folder: string;

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}
const release = (...options: string[]) => run(process.execPath, script, ...options);
const git = (...args: string[]) => {
  const { status, said } = run('git', '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args);
  expect(status, said).toBe(0);
  return said.trim();
};
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
const change = (path: string, from: string, to: string) => {
  const text = readFileSync(join(folder, path), 'utf8');
  expect(text).toContain(from);
  write(path, text.replace(from, to));
  git('commit', '--quiet', '--all', '--message', 'Change');
};

/** A small package, ready to be released. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heavytail-release-'));
  const manifest = {
    name: 'small',
    version: '1.2.0',
    repository: { type: 'git', url: 'git+https://example.org/a/small.git' },
    files: ['index.js'],
  };
  write('package.json', JSON.stringify(manifest));
  write('package-lock.json', JSON.stringify({ name: 'small', version: '1.2.0', lockfileVersion: 3 }));
  write('CITATION.cff', 'title: small\nversion: 1.2.0\n');
  write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n## 1.2.0\n\n- It is small.\n');
  write('index.js', '');
  write('.gitignore', 'build/\n');
  git('init', '--quiet');
  git('remote', 'add', 'origin', 'git@example.org:a/small.git');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Begin');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a release', () => {
  it('is packed and tagged', () => {
    const { status, said } = release('--tested');
    expect(status, said).toBe(0);
    expect(said).toContain('git push origin v1.2.0');
    expect(existsSync(join(folder, 'build/release/small-1.2.0.tgz'))).toBe(true);
    expect(git('tag', '--list', '-n')).toMatch(/^v1\.2\.0\s+small 1\.2\.0$/);
  });

  it('is tried without effect', () => {
    const { status, said } = release('--dry-run');
    expect(status, said).toBe(0);
    expect(said.split('\n').map((line) => line.trim())).toEqual([
      'small 1.2.0 can be released. These would be run:',
      'scripts/test.sh',
      'npm run coverage',
      'npm pack --pack-destination build/release',
      'git tag --annotate v1.2.0 --message small 1.2.0',
      '',
    ]);
    expect(git('tag')).toBe('');
    expect(existsSync(join(folder, 'build'))).toBe(false);
  });

  it('ends where the tests fail, before anything is tagged', () => {
    const { status, said } = release();
    expect(said).toContain('"scripts/test.sh" failed: nothing was tagged.');
    expect(status).toBe(1);
    expect(git('tag')).toBe('');
  });

  it.each<[string, () => void, string]>([
    [
      'changes that are not committed',
      () => write('new.js', ''),
      'There are changes that are not committed.',
    ],
    [
      'another version in the lock file',
      () => change('package-lock.json', '1.2.0', '1.1.0'),
      'package-lock.json is not of version 1.2.0: run npm install.',
    ],
    [
      'another version in the citation',
      () => change('CITATION.cff', '1.2.0', '1.2.01'),
      'CITATION.cff is not of version 1.2.0.',
    ],
    [
      'no entry in the changelog',
      () => change('CHANGELOG.md', '- It is small.\n', ''),
      'CHANGELOG.md says nothing under "## 1.2.0".',
    ],
    [
      'changes of no version',
      () => change('CHANGELOG.md', '## Unreleased\n', '## Unreleased\n\n- More.\n'),
      'CHANGELOG.md has changes under "## Unreleased": they belong under the version.',
    ],
    ['a tag of this version', () => git('tag', 'v1.2.0'), 'There is a tag v1.2.0: raise the version.'],
    [
      'another address',
      () => git('remote', 'set-url', 'origin', 'https://example.org/b/small'),
      'package.json gives another repository than the remote origin: git+https://example.org/a/small.git.',
    ],
  ])('is refused with %s', (_, prepare, sentence) => {
    prepare();
    expect(release('--tested')).toEqual({ status: 1, said: `${sentence}\n` });
  });

  it('says which options there are', () => {
    expect(release('--force')).toEqual({
      status: 1,
      said: 'There is no option --force; there are --dry-run and --tested.\n',
    });
  });
});
