/**
 * Exits with 0 when dist/ was built from the sources as they are. `node scripts/is-built.mjs --record` notes, after
 * a build, what it was made from.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const note = new URL('dist/built-from', root);

function filesOf(folder) {
  return readdirSync(new URL(`${folder}/`, root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(fileURLToPath(root), join(entry.parentPath, entry.name)))
    .sort();
}

function fingerprint() {
  const hash = createHash('sha256');
  const settings = ['package-lock.json', 'tsconfig.json', 'asconfig.json', 'scripts/embed-kernel.mjs'];
  for (const file of [...filesOf('assembly'), ...filesOf('src'), ...settings]) {
    hash.update(`${file}\n`).update(readFileSync(new URL(file, root)));
  }
  return hash.digest('hex');
}

if (process.argv[2] === '--record') {
  writeFileSync(note, fingerprint());
} else {
  let recorded;
  try {
    recorded = readFileSync(note, 'utf8');
  } catch {
    // Nothing is built.
  }
  process.exit(recorded === fingerprint() ? 0 : 1);
}
