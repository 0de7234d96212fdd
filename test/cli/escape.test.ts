import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { normalLimit } from '../falseAlarm.js';
import { heavytail, realBinary } from './command.js';

const folder = mkdtempSync(join(tmpdir(), 'heavytail-escape-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => join(folder, name);

interface Report {
  readonly schema: string;
  readonly paths: number;
  readonly left: number;
  readonly timeStep: number;
  readonly scheme: string;
  readonly driver: { readonly kind: string; readonly noiseScale: number };
  readonly domain: readonly (number | null)[];
  readonly mean: { readonly mean: number; readonly standardError: number } | null;
  readonly median: { readonly median: number | null };
  readonly exponential: { readonly rejected: boolean } | null;
  readonly theory: readonly {
    readonly name: string;
    readonly meanTime: number | null;
    readonly ratio: number | null;
  }[];
}

async function report(...args: string[]): Promise<Report> {
  const { code, out, err } = await heavytail(['escape', '--json', ...args]);
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as Report;
}

describe('heavytail escape', { timeout: 30_000 }, () => {
  it('answers in one line, and in a table that fits 80 columns', async () => {
    const { code, out, err } = await heavytail(['escape', '--paths', '500']);
    expect([code, err]).toEqual([0, '']);
    const [first, ...rest] = out.split('\n');
    expect(first).toMatch(/^Mean exit time [\d.]+ ± [\d.]+; nonlocal equation 76\.93\.$/);
    expect(rest.join('\n')).toContain('small-noise Lévy    79.267');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('measures Brownian exits at the passage-time integral', async () => {
    const args = ['--driver', 'brownian', '--potential', 'double-well', '--noise-scale', '0.8'];
    const { mean, theory, domain, scheme } = await report(...args);
    expect(domain).toEqual([null, 0]);
    expect(scheme).toBe('bridge');
    const [integral, kramers] = theory;
    expect([integral!.name, kramers!.name]).toEqual(['passage-time integral', 'Kramers']);
    // The bridge is of second order: its bias is far below the error of 2000 paths.
    const off = Math.abs(mean!.mean - integral!.meanTime!);
    expect(off).toBeLessThan(normalLimit * mean!.standardError);
  });

  it('gives the same exits for any number of threads, and again', async () => {
    const [one, two] = await Promise.all(
      ['1', '2'].map(async (jobs) => {
        await report('--paths', '300', '--jobs', jobs, '--csv', file(`exits-${jobs}.csv`), '--quiet');
        return readFileSync(file(`exits-${jobs}.csv`), 'utf8');
      }),
    );
    expect(one).toBe(two);
    const [head, ...rows] = one!.trimEnd().split('\r\n');
    expect(head).toBe('path,time,place,jump,steps,censored');
    expect(rows).toHaveLength(300);
    // A path alone is that of the experiment, and its last place the one where it left.
    const row = rows[217]!.split(',');
    const replayed = await heavytail([
      'escape',
      '--path',
      '217',
      '--csv',
      file('path.csv'),
      '--json',
      '--quiet',
    ]);
    const found = JSON.parse(replayed.out) as { time: number; place: number; jump: number };
    expect([found.time, found.place, found.jump].map(String)).toEqual(row.slice(1, 4));
    const places = readFileSync(file('path.csv'), 'utf8').trimEnd().split('\r\n');
    expect(places).toHaveLength(Number(row[4]) + 2);
    expect(places.at(-1)!.split(',')[1]).toBe(row[2]);
  });

  it("takes SGD's own terms", async () => {
    const { timeStep, driver, scheme } = await report(
      ...['--step-size', '0.1', '--batch-size', '16', '--sigma', '2', '--alpha', '1.5', '--paths', '20'],
    );
    expect([timeStep, scheme, driver.kind]).toEqual([0.1, 'euler', 'levy']);
    // One step's noise: eta sigma b^(1/alpha - 1), of scale noiseScale eta^(1/alpha).
    expect(driver.noiseScale * 0.1 ** (1 / 1.5)).toBeCloseTo(0.1 * 2 * 16 ** (1 / 1.5 - 1), 12);
  });

  it('counts paths that are given up', async () => {
    const { paths, left, median, exponential } = await report('--until', '20', '--paths', '400');
    expect(paths).toBe(400);
    expect(left).toBeGreaterThan(20);
    expect(left).toBeLessThan(200);
    expect(median.median).toBeNull();
    expect(exponential).toBeNull();
    const { out } = await heavytail(['escape', '--until', '0.05', '--paths', '64']);
    expect(out).toMatch(/^\d of 64 paths left, too few for a mean exit time; nonlocal equation/);
  });

  it('takes every potential, and a page with figures', async () => {
    for (const args of [
      ['--potential', 'asymmetric-double-well', '--right-width', '3', '--well', '1'],
      ['--potential', 'spline', '--through=-2:2,-1:0,0:1,2:-1,4:3'],
      ['--potential', 'multi-well', '--through=-1:0,0:1,2:-1'],
      ['--potential', 'flat', '--noise-scale', '1'],
      ['--clip', '0.6', '--noise-scale', '0.3'],
    ]) {
      const { left } = await report('--paths', '100', '--html', file('page.html'), '--quiet', ...args);
      expect(left).toBe(100);
      const page = readFileSync(file('page.html'), 'utf8');
      expect(page).toContain('<h1>Escape</h1>');
      expect(page).not.toMatch(/NaN|undefined|Infinity/);
      expect(page.match(/<svg/g)).toHaveLength(4);
    }
  });

  it.each([
    [['--noise-scale=-1'], '--noise-scale is "-1"'],
    [['--alpha', '3'], '--alpha is "3"'],
    [['--start', '5'], 'The start 5 lies outside the domain'],
    [['--domain=-inf,inf'], 'The domain is the whole line'],
    [['--domain', '1'], '--domain is "1"'],
    [['--paths', '0'], '--paths is "0"'],
    [['--time-step', '3'], 'The time step 3 is too coarse'],
    [
      ['--time-step', '0.1', '--step-size', '0.1', '--sigma', '1'],
      '--time-step was given beside --step-size',
    ],
    [['--step-size', '0.1'], '--sigma is missing'],
    [['--noise-scale', '1', '--step-size', '0.1', '--sigma', '1'], '--noise-scale was given beside'],
    [['--potential', 'well'], 'There is no potential "well"'],
    [['--right-width', '2'], '--right-width does not go with --potential quadratic'],
    [['--potential', 'flat', '--height', '2'], '--height does not go with --potential flat'],
    [['--potential', 'multi-well'], '--potential multi-well needs --through'],
    [['--driver', 'brownian', '--alpha', '1.2'], '--alpha 1.2 does not go with --driver brownian'],
    [['--potential', 'spline'], '--potential spline needs --through'],
    [['--potential', 'spline', '--through', '0:1,x'], '--through has the point "x"'],
    [['--driver', 'poisson'], 'There is no driver "poisson"'],
    [['--driver', 'brownian', '--clip', '1'], '--clip does not go with --driver brownian'],
    [['--well', '3'], 'There is no well 3'],
    [['--until', '0'], '--until is "0"'],
    [['--scheme', 'bridge'], 'The scheme "bridge" was asked for a Lévy driver'],
    [['--height', '0'], '--height is "0"'],
    [['--hieght', '1'], "Unknown option '--hieght'"],
  ])('refuses %j in a sentence', async (args, sentence) => {
    const { code, out, err } = await heavytail(['escape', ...args]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/ at .*\.js:/);
  });

  it('numbers paths as the experiment does when it is interrupted half-way', async () => {
    const args = ['--driver', 'brownian', '--noise-scale', '0.42', '--paths', '1024', '--jobs', '4'];
    const child = spawn(
      process.execPath,
      [realBinary, 'escape', ...args, '--csv', file('part.csv'), '--json'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { PATH: process.env.PATH },
      },
    );
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    await new Promise((resolve) => setTimeout(resolve, 3500));
    child.kill('SIGINT');
    // Fast machines end before the signal, slow ones have nothing yet: neither has a row to check.
    if ((await ended) !== 130 || !existsSync(file('part.csv'))) return;
    const rows = readFileSync(file('part.csv'), 'utf8').trimEnd().split('\r\n').slice(1);
    const [path, time] = rows.at(-1)!.split(',');
    const { out } = await heavytail(['escape', ...args, '--path', path!, '--json']);
    expect((JSON.parse(out) as { time: number }).time).toBe(Number(time));
  });

  it('hears Ctrl-C while paths wait behind a barrier, and keeps what is done', async () => {
    // Nothing leaves this well: kT is a hundredth of the barrier.
    const args = ['escape', '--driver', 'brownian', '--noise-scale', '0.14', '--paths', '64'];
    const child = spawn(process.execPath, [realBinary, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    await new Promise((resolve) => setTimeout(resolve, 2500));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(err).toBe('Interrupted before any range of paths was done.\n');
  });
});

describe('heavytail walk', { timeout: 30_000 }, () => {
  it('says what paths do, and writes places and a page', async () => {
    const args = ['walk', '--potential', 'double-well', '--noise-scale', '0.2', '--until', '50'];
    const { code, out } = await heavytail([...args, '--csv', file('walk.csv'), '--html', file('walk.html')]);
    expect(code).toBe(0);
    expect(out).toMatch(/^The largest thousandth of the steps carries [\d.]+ % of the squared path length/);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const rows = readFileSync(file('walk.csv'), 'utf8').trimEnd().split('\r\n');
    expect(rows[0]).toBe('path,time,place');
    expect(rows.length).toBeGreaterThan(5000);
    expect(rows.length).toBeLessThan(10_005);
    const page = readFileSync(file('walk.html'), 'utf8');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    const again = await heavytail(args);
    expect(again.out).toBe(out);
  });

  it('finds jumps in Levy paths and none in Brownian ones', async () => {
    const share = async (...args: string[]) => {
      const { out } = await heavytail(['walk', '--json', '--potential', 'flat', '--paths', '1', ...args]);
      return (JSON.parse(out) as { paths: { largestShare: number }[] }).paths[0]!.largestShare;
    };
    expect(await share('--alpha', '1.2')).toBeGreaterThan(0.5);
    // Of normal steps the largest thousandth carries 1.3 %.
    expect(await share('--driver', 'brownian')).toBeLessThan(0.02);
  });

  it.each([
    [['--scheme', 'bridge'], 'The scheme "bridge"'],
    [['--until', '1e9'], 'steps in all are held'],
    [['--until', '0'], '--until is "0"'],
    [['--every', '0.5'], '--every is "0.5"'],
    [['--paths', '0'], '--paths is "0"'],
  ])('refuses %j in a sentence', async (args, sentence) => {
    const { code, out, err } = await heavytail(['walk', ...args]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(sentence);
  });
});
