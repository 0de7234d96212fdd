/** Exits with 0 when node_modules holds every package of package-lock.json in its version. */
import { readFileSync } from 'node:fs';

const packagesOf = (name) =>
  JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')).packages;

let installed = {};
try {
  installed = packagesOf('node_modules/.package-lock.json');
} catch {
  // Nothing is installed.
}
const missing = Object.entries(packagesOf('package-lock.json')).filter(
  ([path, { version, optional }]) => path !== '' && !optional && installed[path]?.version !== version,
);
process.exit(missing.length > 0 ? 1 : 0);
