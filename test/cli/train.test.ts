import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, describe, expect, it } from 'vitest';
import { heavytail, realBinary } from './command.js';

const root = mkdtempSync(join(tmpdir(), 'heavytail-train-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = () => join(root, String(folders++));

const small = ['--dataset', 'procedural-digits', '--examples', '120', '--batch-size', '20', '--width', '8'];
const command = (folder: string, ...args: string[]) => ['train', ...small, '--out', folder, ...args];

/** The history without the times of day. */
const history = (folder: string) =>
  readFileSync(join(folder, 'history.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => ({ ...(JSON.parse(line) as object), time: 0 }));
const checkpoint = (folder: string) => readFileSync(join(folder, 'checkpoint.safetensors'));

describe('heavytail train', { timeout: 60_000 }, () => {
  it('prints what became of the run, and a line an evaluation', async () => {
    const folder = newFolder();
    const { code, out, err } = await heavytail(command(folder, '--iterations', '30', '--every', '10'));
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
    [['--examples', '99999999'], '--examples is 99999999; procedural-digits has'],
    [['--dataset', 'nothing'], 'There is no data set "nothing".'],
    [['--step-size', '1e30'], 'Training diverged at iteration'],
  ])('refuses %j in a sentence', async (args, sentence) => {
    const { code, err } = await heavytail(command(newFolder(), '--iterations', '20', ...args, '--quiet'));
    expect(code).toBe(1);
    expect(err).toContain(sentence);
    expect(err).not.toContain('    at ');
  });

  it('goes on after Ctrl-C, and says how', async () => {
    const [folder, whole] = [newFolder(), newFolder()];
    const args = ['--iterations', '300', '--every', '10'];
    let stopped = false;
    const { code, err } = await heavytail(command(folder, ...args), {
      onErr: (said, child) => {
        if (stopped || !/^ +20 /m.test(said)) return;
        stopped = true;
        child.kill('SIGINT');
      },
    });
    expect(code).toBe(130);
    expect(err).toContain('Interrupted. What was measured is kept');
    expect(err).toContain('go on with:');
    expect(history(folder).length).toBeLessThan(31);
    expect((await heavytail(command(folder, ...args, '--quiet'))).code).toBe(0);
    await heavytail(command(whole, ...args, '--quiet'));
    expect(history(folder)).toEqual(history(whole));
    expect(checkpoint(folder)).toEqual(checkpoint(whole));
  });

  it('loses nothing when a disk takes no more', async () => {
    const folder = newFolder();
    const args = ['--iterations', '2000', '--every', '10', '--width', '20'];
    // No file may grow beyond 150 kB: the events and the history do.
    const child = spawn('bash', [
      '-c',
      `trap '' XFSZ; ulimit -f 150; exec "$0" "$@"`,
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
    const resumed = await heavytail(
      command(folder, '--iterations', '2000', '--every', '10', '--width', '20'),
      {
        onErr: (said, process) => {
          if (said.includes('Goes on after iteration')) process.kill('SIGINT');
        },
      },
    );
    expect(resumed.err).toContain('Goes on after iteration');
  });
});

describe('a run that is killed', () => {
  it('goes on with the same bits, whenever it was', { timeout: 300_000 }, async () => {
    const args = ['--iterations', '400', '--every', '10', '--momentum', '0.9', '--record', '--quiet'];
    const whole = newFolder();
    expect((await heavytail(command(whole, ...args))).code).toBe(0);
    let folder = newFolder();
    const killed: string[] = [folder];
    // Moments spread evenly by the golden ratio, from before anything is written to well into the run.
    for (let kill = 0; kill < 20; kill++) {
      const moment = 600 + 2600 * ((kill * 0.618034) % 1);
      const ended = await runUntil(moment, command(folder, ...args));
      if (ended) killed.push((folder = newFolder()));
    }
    await heavytail(command(folder, ...args));
    for (const one of killed) {
      expect(history(one)).toEqual(history(whole));
      expect(checkpoint(one)).toEqual(checkpoint(whole));
    }
  });
});

/** Kills the process after so many milliseconds; true if it ended before. */
function runUntil(milliseconds: number, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [realBinary, ...args], { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.on('close', (_, signal) => {
      clearTimeout(timer);
      resolve(signal === null);
    });
  });
}
