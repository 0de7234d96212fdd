/** Runs the compiled benches of the given names, or all: `npm run bench -- draw`. Build first. */
import { existsSync, readdirSync } from 'node:fs';

const folder = new URL('../bench/', import.meta.url);
const compiled = new URL('../build/bench/', import.meta.url);
/** What benches have in common. */
const parts = ['timing.ts', 'plainReads.ts', 'stablePeers.ts', 'exitWorker.ts'];
const all = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !parts.includes(file))
  .map((file) => file.slice(0, -3));
const names = process.argv.length > 2 ? process.argv.slice(2) : all;
for (const name of names) {
  const file = new URL(`${name}.js`, compiled);
  if (!existsSync(file)) {
    console.error(`There is no bench named ${name}; there are ${all.join(', ')}.`);
    process.exit(1);
  }
  await import(file.href);
}
