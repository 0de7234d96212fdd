import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exampleHeavytail, heavytail } from '../command.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heavytail-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** One worker where none are asked for: each costs a quarter of a second to start. */
const example = (...args: string[]) => {
  const jobs = args.includes('--jobs') ? [] : ['--jobs', '1'];
  return exampleHeavytail(['reproduce', ...jobs, ...args], { cwd: folder });
};
const storedCells = (claim: string) => readdirSync(join(folder, 'heavytail-report', 'cells', claim));

test('--version and --help answer on standard output', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  expect(await heavytail(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  const help = await heavytail(['reproduce', '--help']);
  expect(help).toMatchObject({ code: 0, err: '' });
  expect(help.out).toMatch(/Examples:\n {2}heavytail reproduce\n/);
});

test('help of a command is asked for in two ways', async () => {
  for (const name of ['analyze', 'reproduce', 'stable']) {
    const [after, before] = await Promise.all([heavytail([name, '--help']), heavytail(['help', name])]);
    expect(before).toEqual(after);
    expect(before.out).toMatch(new RegExp(`^Usage: heavytail ${name} `));
  }
  expect((await heavytail(['help', 'nothing'])).code).toBe(1);
});

test('help and result fit into 80 columns', async () => {
  const { out: help } = await exampleHeavytail(['reproduce', '--help']);
  const { out: result } = await example('--only', 'many-cells,worker-dies,failed-control', '--quiet');
  for (const line of `${help}${result}`.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('without a terminal, progress is plain lines on standard error', async () => {
  const { code, out, err } = await example('--only', 'many-cells,few-cells', '--jobs', '1');
  expect(code).toBe(0);
  expect(out).toMatch(/^What does theory get right\?\n- Both laws .* agree with simulation\./);
  expect(out).toMatch(/\n\nTheorem checks +Verdict +Reason\nmany-cells +supported +The sum is/);
  expect(out).toMatch(/\n\nTheorem checks: 2 supported\.\nReport: /);
  expect(err).toMatch(/^38 cells; 1 at a time\.\nfew-cells: begun\nfew-cells: supported \(/);
  expect(err).toContain('many-cells: begun; less than a minute left for all\n');
  expect(`${out}${err}`).not.toContain('\u001b');
});

test('--plan says what is left to run, and runs nothing', async () => {
  await example('--only', 'many-cells', '--quiet');
  const { code, out, err } = await example('--only', 'many-cells,few-cells', '--plan', '--quiet');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^Claim +cells +stored +one core +memory each\n/);
  expect(out).toMatch(/many-cells +30 +30 +done/);
  expect(out).toMatch(/few-cells +8 +0 +not estimated/);
  expect(out).toContain('8 cells are left; how long they take is not estimated.');
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  expect(readdirSync(join(folder, 'heavytail-report', 'cells'))).toEqual(['many-cells']);
});

test('--plan estimates time and memory of the published grid', async () => {
  const args = [
    'reproduce',
    '--plan',
    '--profile',
    'published',
    '--only',
    'noise-non-gaussian',
    '--dataset',
    'procedural-digits',
    '--json',
    '--quiet',
  ];
  const { code, out } = await heavytail(args, { cwd: folder });
  expect(code).toBe(0);
  const { claims } = JSON.parse(out) as { claims: { cells: number; seconds: number; bytes: number }[] };
  // Two losses and 5 replicates of 9 widths at 9 depths, of 6 more batch sizes for 4 of these, of 5 AlexNets; and the controls.
  expect(claims[0]!.cells).toBe(2 * 5 * (9 * 9 + 6 * 4 + 5) + 1);
  // Training alone: 65,000 iterations of 100 examples, six operations a parameter, of 1.3 million on average over
  // widths and depths: some 50 Tera-operations a cell, half an hour on a core and more.
  expect(claims[0]!.seconds).toBeGreaterThan(1100 * 600);
  // The largest network has 9.2 million parameters; two dozen vectors of that length are held, and more.
  expect(claims[0]!.bytes).toBeGreaterThan(24 * 4 * 9.2e6);
});

test('the report is written, and --json prints it and nothing else', async () => {
  const ids = 'many-cells,failed-control,some-fail';
  const { out, err } = await example('--only', ids, '--json', '--quiet', '--seed', '5');
  expect(err).toBe('');
  expect(out).toBe(readFileSync(join(folder, 'heavytail-report', 'report.json'), 'utf8'));
  const report = JSON.parse(out);
  expect(report).toMatchObject({ schema: 'heavytail.report/1', profile: 'quick', seed: 5 });
  expect(report.claims.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
    ['many-cells', 'judged'],
    ['failed-control', 'judged'],
    ['some-fail', 'failed'],
  ]);
  const again = await example('--only', ids, '--quiet', '--seed', '5');
  expect(again.out).toMatch(/\n\n(.+\n)+Report: heavytail-report\/report\.html\n$/);
  expect(readdirSync(join(folder, 'heavytail-report'))).toEqual(
    expect.arrayContaining(['report.html', 'report.json', 'results.parquet']),
  );
});

test('the report is the same for any number of jobs, but for times', async () => {
  const reports = [];
  for (const jobs of ['1', '4']) {
    const { out } = await example('--only', 'many-cells,few-cells', '--json', '--fresh', '--jobs', jobs);
    const report = JSON.parse(out);
    report.environment.date = '';
    for (const claim of report.claims) claim.seconds = 0;
    reports.push(JSON.stringify(report));
  }
  expect(reports[1]).toBe(reports[0]);
});

test('--quiet leaves standard error empty', async () => {
  expect(await example('--only', 'many-cells', '--quiet')).toMatchObject({ code: 0, err: '' });
});

test('a claim that fails to run gives exit code 2, and the others their verdicts', async () => {
  const { code, out } = await example('--only', 'some-fail,many-cells', '--quiet');
  expect(code).toBe(2);
  expect(out).toMatch(/many-cells +supported .*\nsome-fail +failed to run +1 of its 4 cells failed/);
});

test('with --check, and only then, a failed control gives exit code 3', async () => {
  expect((await example('--only', 'failed-control')).code).toBe(0);
  expect((await example('--only', 'failed-control', '--check')).code).toBe(3);
  expect((await example('--only', 'many-cells', '--check')).code).toBe(0);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s keeps finished cells; the command it prints goes on',
  async (signal) => {
    let sent = false;
    const stopped = await exampleHeavytail(
      ['reproduce', '--only', 'few-cells,held-cells', '--jobs', '2', '--fresh'],
      {
        cwd: folder,
        env: { HOLD_CELLS: '1' },
        onErr: (said, child) => {
          // Both workers hold a cell: those before are kept.
          if (sent || said.match(/^held$/gm)?.length !== 2) return;
          sent = child.kill(signal);
        },
      },
    );
    expect(stopped).toMatchObject({ code: 130, out: '' });
    expect(storedCells('few-cells')).toHaveLength(8);
    expect(storedCells('held-cells')).toHaveLength(5);
    expect(stopped.err).toContain('Interrupted: 13 of 48 cells are kept in heavytail-report.');

    const command = stopped.err.trimEnd().split('\n').at(-1) as string;
    expect(command).toMatch(/^ {2}node \S+ reproduce --only few-cells,held-cells --jobs 2$/);
    const resumed = await example(...command.trim().split(' ').slice(3));
    expect(resumed.code).toBe(0);
    expect(resumed.err).toContain('48 cells, 13 of them kept from an earlier run; 2 at a time.');
  },
);

test('a reader that closes early is no error', async () => {
  const binary = fileURLToPath(new URL('../example/main.mjs', import.meta.url));
  const child = spawn(
    'bash',
    [
      '-c',
      `"$0" "$1" reproduce --only many-cells --jobs 1 | true; echo "\${PIPESTATUS[0]}"`,
      process.execPath,
      binary,
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  await new Promise((resolve) => child.on('close', resolve));
  expect(out).toBe('0\n');
  expect(err).not.toMatch(/EPIPE|defect/);
});
