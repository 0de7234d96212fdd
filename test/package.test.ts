import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { layers } from '../scripts/layers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json'));

function filesUnder(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => ending.test(name));
}

test('every export has code and types, and can be imported', async () => {
  for (const [subpath, target] of Object.entries<{ types: string; default: string } | string>(
    manifest.exports,
  )) {
    const paths = typeof target === 'string' ? [target] : Object.values(target);
    for (const path of paths) expect(existsSync(join(root, path)), path).toBe(true);
    if (typeof target === 'string') continue;
    const module = await import(subpath.replace('.', manifest.name));
    expect(Object.keys(module).length, subpath).toBeGreaterThan(0);
    expect(module.default, subpath).toBeUndefined();
  }
});

test('the command and all files that are published exist', () => {
  for (const path of Object.values<string>(manifest.bin)) {
    expect(read(path)).toMatch(/^#!\/usr\/bin\/env node\n/);
  }
  const given = manifest.files.filter((path: string) => !path.startsWith('!'));
  for (const path of given) expect(existsSync(join(root, path)), path).toBe(true);
});

test('documents, examples and their pictures are published', () => {
  expect(manifest.files).toEqual(expect.arrayContaining(['docs', 'examples']));
  for (const path of filesUnder('docs', /\.(svg|png|webp)$/)) {
    expect(statSync(join(root, path)).size, path).toBeLessThan(100_000);
  }
});

test('the addresses of the package are those of one repository', () => {
  const repository = manifest.repository.url.replace(/^git\+|\.git$/g, '');
  expect(manifest.homepage).toBe(`${repository}#readme`);
  expect(manifest.bugs).toBe(`${repository}/issues`);
});

test('the citation is of this version', () => {
  expect(read('CITATION.cff')).toMatch(new RegExp(`^version: ${manifest.version}$`, 'm'));
});

test('every folder of src is a layer, and a layer imports from layers above it only', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true });
  const known = layers.map(({ folder }) => folder);
  for (const entry of folders) if (entry.isDirectory()) expect(known).toContain(entry.name);
  layers.forEach(({ imports }, place) => {
    for (const name of imports) expect(known.slice(0, place)).toContain(name);
  });
});

test('ARCHITECTURE.md prints the layers as they are enforced', () => {
  const rows = layers.map(({ folder, imports, remark }) => {
    const list = imports.length === known(layers).length - 1 ? 'all' : imports.join(', ') || 'nothing';
    return `| \`${folder}\` | ${list} | ${remark} |`;
  });
  expect(read('ARCHITECTURE.md').replaceAll(/ +/g, ' ')).toContain(rows.join('\n'));
});

function known(all: readonly { readonly folder: string }[]): string[] {
  return all.map(({ folder }) => folder);
}

/** Examples in comments import the package itself. */
const withoutComments = (code: string) => code.replace(/^ *\* .*$/gm, '');

test('the part that runs in a page imports no package and nothing of Node', () => {
  for (const folder of [
    'law',
    'statistics',
    'tail',
    'sde',
    'net',
    'probe',
    'evidence',
    'claim',
    'format',
    'kernel',
  ]) {
    if (!existsSync(join(root, 'src', folder))) continue;
    for (const path of filesUnder(join('src', folder), /\.ts$/)) {
      if (path.endsWith(join('pool', 'node.ts'))) continue;
      for (const [, source] of withoutComments(read(path)).matchAll(/\bfrom '([^'\s]+)'/g))
        expect(source, path).toMatch(/^\./);
    }
  }
});

test('every dependency is used where it is declared', () => {
  const code = withoutComments(filesUnder('src', /\.ts$/).map(read).join('\n'));
  const imported = [...code.matchAll(/\b(?:from |import\(|resolve\()'([^'.#\s][^'\s]*)'/g)].map(
    ([, source]) => source,
  );
  const packages = imported
    .filter((source) => !source.startsWith('node:'))
    .map((source) =>
      source
        .split('/')
        .slice(0, source.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  expect([...new Set(packages)].sort()).toEqual(Object.keys(manifest.dependencies).sort());
});

test('the lock file fixes every package by content and names no host', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
  };
  for (const [path, entry] of Object.entries(packages)) {
    expect(entry.resolved, path).toBeUndefined();
    if (path !== '' && !entry.link) expect(entry.integrity, path).toMatch(/^sha512-/);
  }
});

test('links between documents lead somewhere', () => {
  const documents = [
    ...filesUnder('docs', /\.md$/),
    ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ];
  for (const document of documents) {
    for (const [, target] of read(document).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)) {
      expect(existsSync(join(root, document, '..', target)), `${document}: ${target}`).toBe(true);
    }
  }
});
