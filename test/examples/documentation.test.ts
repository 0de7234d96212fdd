import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { examplesOf, failures } from './documentedExample.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const examples = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort()
  .flatMap((name) => examplesOf(`src/${name}`, readFileSync(join(root, 'src', name), 'utf8')));

it('the sources have examples', () => {
  expect(examples.length).toBeGreaterThan(0);
});

for (const example of examples) {
  it(`the example at ${example.file}:${example.line} gives the values that it shows`, async () => {
    expect(await failures(example)).toEqual([]);
  });
}
