import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
// Inside the package, so that its own name can be imported.
const folder = join(root, 'build/examples');
mkdirSync(folder, { recursive: true });
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (file: string) => execFileSync(process.execPath, [file], { encoding: 'utf8', cwd: folder });

it.each(readdirSync(join(root, 'examples')))('examples/%s runs', (name) => {
  const output = run(join(root, 'examples', name));
  expect(output).not.toMatch(/NaN|undefined/);
  expect(output.trim().split('\n').length).toBeGreaterThan(3);
});

interface Block {
  readonly file: string;
  readonly code: string;
}

const documents = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => join('docs', name))];
const blocks: Block[] = documents
  .filter((file) => file.endsWith('.md'))
  .flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/```js\n(.*?)```/gs)].map(([, code]) => ({
      file,
      code,
    })),
  );

/** `expression; // 3.27, its median` says that the expression is 3.27 to the digits given. */
const claim = /^(?!const |let |import )(.+); \/\/ (-?\d[\d.]*(?:e-?\d+)?)(?=[\s,:]|$)(.*)$/gm;

it.each(blocks)('the code in $file runs and gives the numbers beside it', ({ file, code }) => {
  const checked = code.replace(claim, (_, expression: string, number: string) => {
    const digits = number.replace(/e.*/, '').split('.')[1]?.length ?? 0;
    const power = Number(number.split('e')[1] ?? 0);
    const tolerance = 0.5000001 * 10 ** (power - digits);
    return `console.log(Math.abs([${expression}].flat()[0] - ${number}) <= ${tolerance}, ${JSON.stringify(expression)});`;
  });
  const path = join(folder, `${file.replaceAll(/\W/g, '-')}.mjs`);
  writeFileSync(path, checked);
  expect(run(path)).not.toMatch(/false|NaN/);
});

it('finds blocks of code, and numbers in them', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(2);
  expect(blocks.flatMap(({ code }) => [...code.matchAll(claim)]).length).toBeGreaterThanOrEqual(6);
});
