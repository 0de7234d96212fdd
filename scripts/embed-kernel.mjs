/**
 * Writes the compiled kernel into an ES module as base64, so that the same import works
 * in Node, in a worker and in a bundled page, with no fetch and no file access.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const wasm = readFileSync(new URL('../build/heavytail.wasm', import.meta.url));
mkdirSync(new URL('../dist/kernel/', import.meta.url), { recursive: true });
writeFileSync(
  new URL('../dist/kernel/module.js', import.meta.url),
  `export const kernelBase64 =\n  '${wasm.toString('base64')}';\n`,
);
