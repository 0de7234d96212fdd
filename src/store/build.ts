import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** Folders whose code decides the numbers of a cell. */
const deciding = ['kernel', 'format', 'law', 'tail', 'sde', 'net', 'probe', 'training', 'claim'];

/**
 * sha256, in hex, of the built code that decides the numbers of a cell. A stored cell of another
 * build is not reused, so that an edited experiment never shows old numbers.
 */
export function buildFingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of deciding) {
    const root = new URL(`../${folder}/`, import.meta.url);
    for (const name of sourceNames(root)) {
      hash.update(`${folder}/${name}\n`).update(readFileSync(new URL(name, root)));
    }
  }
  return hash.digest('hex');
}

function sourceNames(root: URL): string[] {
  let names: string[];
  try {
    names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.js'))
    .sort();
}
