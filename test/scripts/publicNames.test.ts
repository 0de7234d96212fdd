import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { publicNames } from '../../scripts/public-names.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  exports: Record<string, unknown>;
};
const found = publicNames(root);

test('what a user imports is found where it is declared', () => {
  expect(found.get('src/tail/order/hill.ts')).toContain('estimateHill');
  expect(found.get('src/tail/estimate.ts')).toContain('TailIndexFound');
  expect(found.get('src/law/stable/fit/fit.ts')).toContain('fit');
  expect(found.has('src/cli/program.ts')).toBe(false);
});

test('no value that a user can import is missed', async () => {
  const names = new Set([...found.values()].flatMap((set) => [...set]));
  const subpaths = Object.keys(exports).filter((path) => path !== '.' && !path.endsWith('.json'));
  expect(subpaths.length).toBeGreaterThan(5);
  for (const subpath of subpaths) {
    const module = (await import(subpath.replace('.', 'heavytail'))) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module)) {
      // A function may be handed on under another name.
      expect(names, subpath).toContain(typeof value === 'function' ? value.name : name);
    }
  }
});
