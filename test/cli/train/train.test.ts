import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, describe, expect, it } from 'vitest';
import type { HistoryLine } from '#heavytail/store/index';
import { heavytail, realBinary } from '../command.js';
import { crashAt, crashes } from '../crash.js';
import { writeSmallDataset } from './smallDataset.js';

const root = mkdtempSync(join(tmpdir(), 'heavytail-train-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = () => join(root, String(folders++));

const small = ['--examples', '120', '--batch-size', '20', '--width', '8'];
const dataset = writeSmallDataset(root, 120, 40);
const command = (folder: string, ...args: string[]) => [
  'train',
  ...['--dataset', dataset],
  ...small,
  ...['--out', folder],
  ...args,
];

/** The history without the times of day. */
const history = (folder: string) =>
  readFileSync(join(folder, 'history.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => ({ ...(JSON.parse(line) as HistoryLine), time: 0 }));
const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const checkpoint = (folder: string) => hash(join(folder, 'checkpoint.safetensors'));
/** What was recorded, where something was. */
const gradients = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^gradients.*\.safetensors$/.test(name))
    .sort()
    .map((name) => [name, hash(join(folder, name))]);

function expectSame(folder: string, whole: string, doing?: string): void {
  expect(history(folder), doing).toEqual(history(whole));
  expect(checkpoint(folder), doing).toEqual(checkpoint(whole));
  expect(gradients(folder), doing).toEqual(gradients(whole));
}

describe('heavytail train', () => {
  it('prints what became of the run, and a line per evaluation', async () => {
    const { code, out, err } = await heavytail(command(newFolder(), '--iterations', '30', '--every', '10'));
    expect(code).toBe(0);
    expect(out).toMatch(/^Trained 30 iterations: training loss [\d.]+, accuracy [\d.]+ %/);
    expect(out).toContain('Published statistic');
    expect(err.split('\n').filter((line) => /^ +\d+ +\d\.\d{4}/.test(line))).toHaveLength(4);
    expect(Math.max(...`${out}${err}`.split('\n').map((line) => line.length))).toBeLessThan(100);
  });

  it('has help that fits 80 columns', async () => {
    const { code, out } = await heavytail(['train', '--help']);
    expect(code).toBe(0);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('leaves tables that others can read', async () => {
    const folder = newFolder();
    await heavytail(command(folder, '--iterations', '25', '--every', '10', '--quiet'));
    const read = (name: string) =>
      parquetReadObjects({ file: new Uint8Array(readFileSync(join(folder, name))).buffer });
    const rows = await read('history.parquet');
    expect(rows.map(({ iteration }) => iteration)).toEqual([0, 10, 20, 25]);
    expect(rows[0]).toHaveProperty('norm layer1.weight');
    const steps = await read('steps.parquet');
    expect(steps.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
  });

  it('prints JSON alone, the same for the same seed', async () => {
    const runs = [newFolder(), newFolder()].map((folder) =>
      heavytail(command(folder, '--iterations', '20', '--every', '10', '--json', '--quiet')),
    );
    const [one, two] = (await Promise.all(runs)).map(({ out, err }) => {
      expect(err).toBe('');
      return JSON.parse(out) as { schema: string; finished: boolean; evaluations: object[] };
    });
    expect(one).toMatchObject({ schema: 'heavytail.training/1', finished: true });
    expect(one!.evaluations).toHaveLength(3);
    expect(two!.evaluations).toEqual(one!.evaluations);
  });

  it('records gradients that analyze finds in the folder of the run', async () => {
    const folder = newFolder();
    await heavytail(command(folder, '--iterations', '10', '--every', '10', '--record', '--quiet'));
    const { code, out } = await heavytail(['analyze', folder, '--describe']);
    expect(code).toBe(0);
    expect(out).toMatch(/layer3\.weight +10 +200 +80 +20 +float32/);
    const silent = newFolder();
    await heavytail(command(silent, '--iterations', '0', '--quiet'));
    const refused = await heavytail(['analyze', silent]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('is the folder of a training run that recorded no gradients.');
  });

  it.each<[string[], string]>([
    [['--batch-size', '50'], '--batch-size is 50; with 120 training examples it can be 1 to 40.'],
    [['--width', '0'], '--width is "0".'],
    [['--step-size', 'NaN'], '--step-size is "NaN".'],
    [['--step-size', '-1'], '--step-size is "-1".'],
    [['--momentum', '1'], '--momentum is "1".'],
    [['--weight-decay', '-1'], '--weight-decay is "-1".'],
    [['--clip', '0'], '--clip is "0".'],
    [['--noise', 'levy'], '--noise is "levy".'],
    [['--model', 'alexnet'], '--width has no effect with --model alexnet.'],
    [['--channels', '4'], '--channels has no effect with --model fc.'],
    [['--dropout', '0.2'], '--dropout has no effect with --model fc.'],
    [['--noise', 'stable'], '--noise stable needs --noise-scale.'],
    [['--noise-alpha', '1.2'], '--noise-alpha has no effect with --noise minibatch.'],
    [
      ['--dataset', 'procedural-digits', '--examples', '99999999'],
      '--examples is 99999999; procedural-digits has 60000 training examples.',
    ],
    [['--dataset', 'nothing'], 'There is no data set "nothing".'],
    [['--step-size', '1e30'], 'Training diverged at iteration'],
  ])('refuses %j in a sentence', async (args, sentence) => {
    const { code, err } = await heavytail(command(newFolder(), '--iterations', '20', ...args, '--quiet'));
    expect(code).toBe(1);
    expect(err).toContain(sentence);
    expect(err).not.toContain('    at ');
  });

  it('loses nothing when a disk takes no more', async () => {
    const [folder, whole] = [newFolder(), newFolder()];
    const args = ['--iterations', '100', '--every', '10', '--quiet'];
    // No file may grow beyond 8 kB: the events and the history do.
    const child = spawn('bash', [
      '-c',
      `trap '' XFSZ; ulimit -f 8; exec "$0" "$@"`,
      process.execPath,
      realBinary,
      ...command(folder, ...args),
    ]);
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(1);
    expect(err).toMatch(/cannot be written: /);
    expect(err).not.toContain('    at ');
    const kept = history(folder).length;
    expect(kept).toBeGreaterThan(1);
    expect(kept).toBeLessThan(11);
    const resumed = await heavytail(command(folder, '--iterations', '100', '--every', '10'));
    expect(resumed.err).toMatch(/Goes on after iteration [1-9]/);
    await heavytail(command(whole, ...args));
    expectSame(folder, whole);
  });
});

describe('a run that is interrupted', () => {
  // As little as a run can have to evaluate and to record: it is run a hundred times.
  const args = ['--momentum', '0.9', '--record', '--examples', '10', '--batch-size', '1', '--depth', '1'];

  it('goes on with the same bits after kills and Ctrl-C, and says how', async () => {
    const folder = newFolder();
    const endless = command(folder, ...args, '--iterations', '100000000', '--every', '10');
    // Before the first evaluation, in a run's beginnings, and where it was taken up again.
    for (const rows of [0, 1, 6]) expect((await stopped(endless, rows, 'SIGKILL')).code).toBe(null);
    const { code, err } = await stopped(endless, 8, 'SIGINT');
    expect(code).toBe(130);
    expect(err).toMatch(/Goes on after iteration [1-9]/);
    expect(err).toContain('Interrupted. What was measured is kept');
    expect(err).toContain('go on with:');
    const [whole, kept] = [newFolder(), history(folder)];
    const { iteration } = kept.at(-1)!.evaluation;
    await heavytail(command(whole, ...args, '--iterations', String(iteration), '--every', '10', '--quiet'));
    // The whole run ends there.
    expect(kept).toEqual(history(whole).map((line) => ({ ...line, last: false })));
    expect(checkpoint(folder)).toEqual(checkpoint(whole));
    expect(gradients(folder)).toEqual(gradients(whole));
  });

  const short = [...args, '--iterations', '2', '--every', '2', '--quiet'];

  it('goes on with the same bits, wherever it was', async () => {
    const whole = newFolder();
    const crashed = (change: number) => join(root, `crashed-${change}`);
    const changes = await crashes(whole, () => heavytail(command(whole, ...short)), crashed);
    // Two evaluations, each with gradients, history, checkpoint and events; what a run begins and ends with.
    expect(changes).toBeGreaterThan(40);
    for (let change = 1; change <= changes; change++) {
      const folder = crashed(change);
      expect((await heavytail(command(folder, ...short))).code).toBe(0);
      expectSame(folder, whole, `crash at change ${change} of ${changes}`);
    }
  });

  it('goes on with the same bits, however often', async () => {
    const [folder, whole] = [newFolder(), newFolder()];
    await heavytail(command(whole, ...short));
    // Each run goes a change further than the one before, from where that one has come to.
    let change = 1;
    while ((await crashAt(change, () => heavytail(command(folder, ...short)))) === change) change++;
    expect(change).toBeGreaterThan(20);
    expectSame(folder, whole);
  });
});

/** Starts a process and sends it the signal when it has said so many rows of evaluations. */
function stopped(args: readonly string[], rows: number, signal: NodeJS.Signals) {
  let sent = false;
  return heavytail(args, {
    onErr: (said, child) => {
      if (sent || (said.match(/^ +\d+ +\d\.\d{4}/gm) ?? []).length < rows) return;
      sent = child.kill(signal);
    },
  });
}
