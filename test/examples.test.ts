import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { need } from './needs.js';

/**
 * What a reader may copy from README.md and docs/ runs, and gives what stands there.
 *
 * - Code fenced as `js` runs; `expression; // 3.27, its median` says that the expression is 3.27 to the digits given.
 * - Text fenced as `console` is a terminal: lines that begin with `$ ` run in one folder, in the order of the documents,
 *   and what they print stands below them, word for word (what went wrong, where they print nothing else). A last
 *   line `…` stands for lines that are left out.
 * - Code fenced as `python` whose first line is `# name.py` is a file in that folder, beside the recorder for PyTorch.
 *
 * HEAVYTAIL_UPDATE_DOCS=1 writes what the commands print into the documents, for when the words of the output have changed.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
// Inside the package, so that its own name can be imported.
const folder = join(root, 'build/examples');
const terminal = join(folder, 'terminal');
const programs = join(folder, 'programs');
const updates = process.env.HEAVYTAIL_UPDATE_DOCS === '1';

const torch = ['python3', '/usr/bin/python3'].find(
  (python) => spawnSync(python, ['-c', 'import numpy, torch']).status === 0,
);

function program(name: string, start: string): void {
  writeFileSync(join(programs, name), `#!/bin/sh\nexec ${start} "$@"\n`);
  chmodSync(join(programs, name), 0o755);
}

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const path of [terminal, programs]) mkdirSync(path, { recursive: true });
  // The command as npm links it for a user.
  program('heavytail', `"${process.execPath}" "${join(root, 'dist/cli/main.js')}"`);
  if (torch !== undefined) program('python3', torch);
  copyFileSync(join(root, 'recorder/heavytail_torch.py'), join(terminal, 'heavytail_torch.py'));
  for (const { text } of blocksOf('python')) {
    const name = /^# (\w+\.py)\n/.exec(text)?.[1];
    if (name !== undefined) writeFileSync(join(terminal, name), text);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const documents = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => join('docs', name))].filter(
  (file) => file.endsWith('.md'),
);
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Block {
  readonly file: string;
  readonly text: string;
}

const blocksOf = (language: string): Block[] =>
  documents.flatMap((file) =>
    [...read(file).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text]) => ({
      file,
      text,
    })),
  );

const run = (file: string) => execFileSync(process.execPath, [file], { encoding: 'utf8', cwd: folder });

it.each(readdirSync(join(root, 'examples')))('examples/%s runs', (name) => {
  const output = run(join(root, 'examples', name));
  expect(output).not.toMatch(/NaN|undefined/);
  expect(output.trim().split('\n').length).toBeGreaterThan(3);
});

const claim = /^(?!const |let |import )(.+); \/\/ (-?\d[\d.]*(?:e-?\d+)?)(?=[\s,:]|$)(.*)$/gm;

it.each(blocksOf('js'))('the code in $file runs and gives the numbers beside it', ({ file, text }) => {
  const checked = text.replace(claim, (_, expression: string, number: string) => {
    const digits = number.replace(/e.*/, '').split('.')[1]?.length ?? 0;
    const power = Number(number.split('e')[1] ?? 0);
    const tolerance = 0.5000001 * 10 ** (power - digits);
    return `console.log(Math.abs([${expression}].flat()[0] - ${number}) <= ${tolerance}, ${JSON.stringify(expression)});`;
  });
  const path = join(folder, `${file.replaceAll(/\W/g, '-')}.mjs`);
  writeFileSync(path, checked);
  expect(run(path)).not.toMatch(/false|NaN/);
});

/** What a command prints; the same command in two documents runs once. */
const printed = new Map<string, string>();
function outputOf(shown: string): string {
  const line = shown.replaceAll('npx heavytail', 'heavytail');
  const known = printed.get(line);
  if (known !== undefined) return known;
  const { stdout, stderr } = spawnSync('sh', ['-c', line], {
    encoding: 'utf8',
    cwd: terminal,
    env: { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = stdout === '' ? stderr : stdout;
  printed.set(line, output);
  return output;
}

/** A command and the lines below it. */
const session = /^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm;
const skip = '…\n';

/** The output of a command, shortened as the document has shortened it: its first lines, then `…`. */
function shortened(output: string, shown: string): string {
  if (!shown.includes(skip)) return output;
  const first = shown.slice(0, shown.indexOf(skip)).split('\n').length - 1;
  return `${output.split('\n').slice(0, first).join('\n')}${first > 0 ? '\n' : ''}${skip}`;
}

function compare({ file, text }: Block): void {
  const real = text.replace(session, (_, line: string, shown: string) => {
    return `$ ${line}\n${shortened(outputOf(line), shown)}`;
  });
  if (updates)
    writeFileSync(
      join(root, file),
      read(file).replace(text, () => real),
    );
  else expect(text).toBe(real);
}

const usesTorch = ({ text }: Block) => text.includes('$ python3 ');
const blocksOfConsole = blocksOf('console');
it.each(blocksOfConsole.filter((block) => !usesTorch(block)))(
  'the commands in $file print what stands below them',
  compare,
);
need('PyTorch and NumPy', torch !== undefined).describe('the recorder for PyTorch', () => {
  it.each(blocksOfConsole.filter(usesTorch))('gives what stands in $file', compare);
});

it('finds blocks of code, numbers in them, and commands with output', () => {
  expect(blocksOf('js').flatMap(({ text }) => [...text.matchAll(claim)]).length).toBeGreaterThanOrEqual(6);
  const sessions = blocksOf('console').flatMap(({ text }) => [...text.matchAll(session)]);
  expect(sessions.filter(([, , shown]) => shown.replace(skip, '') !== '').length).toBeGreaterThanOrEqual(6);
});

it.each(documents.filter((file) => file !== 'docs/README.md'))(
  '%s has an example that is run here',
  (file) => {
    expect(read(file)).toMatch(/^```(js|console)\n/m);
  },
);
