import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, type Option } from 'commander';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { claims } from 'heavytail/claim';
import { commands } from '#heavytail/cli/program';
import { heavytail } from './command.js';

/**
 * Every option of every command, as commander has them, with values of all kinds: it is taken or refused, and then in a
 * sentence that names an option.
 */

const folder = mkdtempSync(join(tmpdir(), 'heavytail-options-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An npy file of version 1.0 with float64 or int64. */
function npy(name: string, shape: number[], values: Float64Array | BigInt64Array): void {
  const kind = values instanceof Float64Array ? '<f8' : '<i8';
  const text = `{'descr': '${kind}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const header = `${text.padEnd(117)}\n`;
  const start = Buffer.concat([Buffer.from([0x93]), Buffer.from('NUMPY\x01\x00'), Buffer.from([118, 0])]);
  writeFileSync(
    join(folder, name),
    Buffer.concat([start, Buffer.from(header, 'latin1'), Buffer.from(values.buffer)]),
  );
}
const waves = (n: number) =>
  Float64Array.from({ length: n }, (_, i) => Math.sin(1.7 * i) / (1.1 + Math.cos(i)));
for (const [part, examples] of Object.entries({ train: 12, test: 6 })) {
  npy(`x_${part}.npy`, [examples, 2], waves(2 * examples));
  npy(
    `y_${part}.npy`,
    [examples],
    BigInt64Array.from({ length: examples }, (_, i) => BigInt(i % 2)),
  );
}
npy('grads.npy', [24, 3], waves(72));
npy('full.npy', [1, 3], waves(3));
writeFileSync(
  join(folder, 'sample.txt'),
  Array.from({ length: 30 }, (_, i) => Math.tan(0.1 * (i - 15))).join('\n'),
);

/** Arguments with which a command costs next to nothing, and stands beside any value of the option. */
function companions(command: string, option: string): string[] {
  const path = ['--path', '0', '--paths', '1', '--jobs', '1'];
  const tiny = ['--until', '1e-6', '--time-step', '1e-7'];
  const sgd = {
    '--step-size': ['--sigma', '1'],
    '--sigma': ['--step-size', '1e-7'],
    '--batch-size': ['--step-size', '1e-7', '--sigma', '1'],
  };
  const moving =
    option in sgd
      ? ['--until', '1e-6', ...sgd[option as keyof typeof sgd]]
      : option.startsWith('--right-')
        ? ['--potential', 'asymmetric-double-well', ...tiny]
        : option === '--through'
          ? ['--potential', 'spline', ...tiny]
          : tiny;
  switch (command) {
    case 'reproduce':
      // Data are read for the options that name them alone.
      return option === '--only'
        ? ['--plan']
        : ['--plan', '--only', ['--data', '--dataset'].includes(option) ? 'levy-jumps' : 'levy-height'];
    case 'analyze':
      return ['grads.npy', '--describe'];
    case 'escape':
      // A path that starts outside ends at once, however long it may take or short its steps are.
      return ['--until', '--time-step', '--step-size'].includes(option)
        ? [...path, ...(option === '--step-size' ? ['--sigma', '1'] : []), '--start', '99']
        : [...path, ...moving];
    case 'walk':
      return ['--until', '--time-step', '--step-size'].includes(option)
        ? [
            '--paths',
            '1',
            ...(option === '--step-size' ? ['--sigma', '1'] : []),
            ...(option === '--until' ? ['--time-step', '0.01'] : ['--until', '0.01']),
          ]
        : ['--paths', '1', ...moving];
    case 'train': {
      const small = ['--depth', '2', '--width', '3'];
      const fitting = {
        '--noise-scale': ['--noise', 'isotropic', ...small],
        '--noise-alpha': ['--noise', 'stable', '--noise-scale', '1', ...small],
        '--amplification': ['--noise', 'svag', ...small],
        '--channels': ['--model', 'alexnet'],
        '--dropout': ['--model', 'alexnet'],
      };
      // Whatever the number of steps, the first evaluation ends the run.
      const end = ['--stop-accuracy', '1e-9', '--iterations', '0'];
      return [
        '--dataset',
        `npy:${folder}`,
        '--batch-size',
        '4',
        '--fresh',
        ...end,
        ...(fitting[option as keyof typeof fitting] ?? small),
      ];
    }
    case 'data list':
    case 'data check':
      return [];
    case 'data get':
      // Refused before anything is asked of the network.
      return ['no-such-data'];
    case 'stable draw':
      return ['--alpha', '1.5', '-n', '3'];
    case 'stable fit':
      return ['--file', 'sample.txt', '--method', 'quantile'];
    default:
      return ['--alpha', '1.5', ...(option === '--file' ? [] : ['0.1', '0.9'])];
  }
}

interface Case {
  readonly command: string;
  readonly option: Option;
}

/** The options that take a value, of a command and of those within it. */
function casesOf(name: string, command: Command): Case[] {
  return [
    ...command.options.filter(({ required }) => required).map((option) => ({ command: name, option })),
    ...command.commands.flatMap((inner) => casesOf(`${name} ${inner.name()}`, inner)),
  ];
}

/** What is wrong with the answer to a value; undefined where nothing is. */
async function complaintOf({ command, option }: Case, value: string): Promise<string | undefined> {
  const flag = option.long ?? option.short!;
  // So many draws would be drawn.
  if (flag === '--count' && Number(value) > 1000) return undefined;
  const args = [...command.split(' '), ...companions(command, flag), `${flag}=${value}`];
  const { code, out, err } = await heavytail(args, { cwd: folder });
  const flags = args.flatMap((word) => /^--?[a-z][a-z-]*/.exec(word) ?? []);
  const squeezed = (text: string) => text.replace(/[\s-]/g, '');
  const named = [...flags, option.short ?? flag, value].some(
    (word) => squeezed(word) !== '' && squeezed(err).includes(squeezed(word)),
  );
  const said = (out + err).replaceAll(value || '\0', '');
  const faults = {
    'tells of itself': /defect|\bat .*:\d+:\d+|node:internal|\bE[A-Z]{4,}\b/.test(said),
    'prints what is no number': /NaN|undefined|\[object/.test(said),
    'ends with another code': code !== 0 && code !== 1,
    'is no sentence': code === 1 && !/^\S.*(?:[.?!]|: heavytail [^\n]*)\n$/s.test(err),
    'names no option': code === 1 && !named,
  };
  const found = Object.entries(faults).find(([, holds]) => holds)?.[0];
  return found && `${found}: ${args.join(' ')}\n${said}`;
}

const words = [
  '',
  ' ',
  'x',
  'nan',
  'inf',
  '-inf',
  '∞',
  '1_000',
  '0x10',
  '1,5',
  'a'.repeat(5000),
  '--json',
  '.',
  'grads.npy/x',
  'no/such',
];
const numbers = [
  '0',
  '-0',
  '1',
  '-1',
  '−1',
  '1.5',
  '1e3',
  '1e400',
  '-1e300',
  '1e300',
  '1e-300',
  '2147483648',
  '9007199254740993',
];

describe.each(commands)('$name', ({ name, load }) => {
  const casesOfAll = async () => {
    const command = new Command(name);
    await (await load())(command, () => {}, { claims: () => Promise.resolve(claims) });
    return casesOf(name, command);
  };

  it('reads a value that begins with a minus after a space and after an equals sign', async () => {
    for (const { command, option } of await casesOfAll()) {
      const flag = option.long ?? option.short!;
      const before = [...command.split(' '), ...companions(command, flag)];
      const spaced = await heavytail([...before, flag, '-1'], { cwd: folder });
      expect(spaced).toEqual(await heavytail([...before, `${flag}=-1`], { cwd: folder }));
      expect(spaced.err).not.toMatch(/^Unknown option/);
    }
  });

  it('takes or refuses every value of its options in a sentence', async () => {
    const cases = await casesOfAll();
    expect(cases.length).toBeGreaterThan(2);
    // A plan of claims looks for cells that are stored: fewer values do.
    const values = name === 'reproduce' ? ['', 'x', '-1', '1e3', 'grads.npy/x'] : [...words, ...numbers];
    for (const one of cases) {
      for (const value of values) expect(await complaintOf(one, value)).toBeUndefined();
    }
    if (name === 'reproduce') return;
    const anything = fc.oneof(fc.double().map(String), fc.integer().map(String), fc.string({ maxLength: 8 }));
    const given = fc.tuple(
      fc.constantFrom(...cases),
      anything.filter((text) => !/[/\0]|^\.*$/.test(text)),
    );
    await fc.assert(
      fc.asyncProperty(given, async ([one, value]) => {
        expect(await complaintOf(one, value)).toBeUndefined();
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});
