import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';
import { heavytail } from '../command.js';

const folder = mkdtempSync(join(tmpdir(), 'heavytail-escape-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => join(folder, name);

interface Report {
  readonly schema: string;
  readonly paths: number;
  readonly left: number;
  readonly timeStep: number;
  readonly scheme: string;
  readonly process: string;
  readonly driver: { readonly kind: string; readonly noiseScale: number };
  readonly domain: readonly (number | null)[];
  readonly mean: {
    readonly mean: number;
    readonly standardError: number;
    readonly low: number;
    readonly high: number;
  } | null;
  readonly sampleMean: number | null;
  readonly median: { readonly median: number | null };
  readonly exponential: { readonly rejected: boolean } | null;
  readonly discretisation: { readonly bias: number; readonly paths: number } | null;
  readonly warnings: readonly string[];
  readonly theory: readonly {
    readonly name: string;
    readonly meanTime: number | null;
    readonly ratio: number | null;
  }[];
}

async function report(...args: string[]): Promise<Report> {
  const { code, out, err } = await heavytail(['escape', '--jobs', '1', '--json', ...args]);
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as Report;
}

const lineLengths = (text: string) => text.split('\n').map((line) => line.length);

describe('heavytail escape', () => {
  it('answers in one line, and in a table that fits 80 columns', async () => {
    const { code, out, err } = await heavytail(['escape', '--jobs', '1', '--paths', '150']);
    expect([code, err]).toEqual([0, '']);
    const [first, ...rest] = out.split('\n');
    // The reference itself is known to 0.34 %, which it says.
    expect(first).toMatch(/^Mean exit time [\d.]+ ± [\d.]+; nonlocal equation (76|77)\.\d+\.$/);
    expect(rest.join('\n')).toContain('small-noise Lévy    79.267');
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /time step makes times [\d.]+ % too (long|short) \(± [\d.]+ %\): \d+ more paths ran/,
    );
    expect(Math.max(...lineLengths(out))).toBeLessThanOrEqual(80);
  });

  it('measures Brownian exits at the passage-time integral', async () => {
    const args = [
      '--driver',
      'brownian',
      '--potential',
      'double-well',
      '--noise-scale',
      '0.8',
      '--paths',
      '1000',
    ];
    const { mean, theory, domain, scheme, warnings } = await report(...args);
    expect(domain).toEqual([null, 0]);
    expect(scheme).toBe('bridge');
    const [integral, kramers] = theory;
    expect([integral!.name, kramers!.name]).toEqual(['passage-time integral', 'Kramers']);
    // The bridge is of second order: its bias is far below the error of 1000 paths.
    const off = Math.abs(mean!.mean - integral!.meanTime!);
    expect(off).toBeLessThan(normalLimit * mean!.standardError);
    expect(warnings).toEqual([]);
  });

  it('gives the same exits for any number of threads, and again', async () => {
    const args = ['--paths', '128', '--quiet', '--csv'];
    const [one, two] = [
      await report('--jobs', '1', ...args, file('one.csv')),
      await report('--jobs', '2', ...args, file('two.csv')),
    ];
    expect(two).toEqual(one);
    const exits = readFileSync(file('one.csv'), 'utf8');
    expect(readFileSync(file('two.csv'), 'utf8')).toBe(exits);
    // The bias of the time step is taken off the mean.
    const { mean, sampleMean, discretisation } = one;
    expect(one.process).toBe('equation');
    expect(mean!.mean).toBeCloseTo(sampleMean! - discretisation!.bias, 12);
    expect(mean!.low).toBeLessThan(mean!.mean);
    expect(mean!.high).toBeGreaterThan(mean!.mean);
    const [head, ...rows] = exits.trimEnd().split('\r\n');
    expect(head).toBe('path,time,place,jump,steps,censored');
    expect(rows).toHaveLength(128);
    // A path alone is that of the experiment, and its last place the one where it left.
    const row = rows[117]!.split(',');
    const replay = ['escape', '--path', '117', '--csv', file('path.csv'), '--json', '--quiet'];
    const replayed = await heavytail(replay);
    const found = JSON.parse(replayed.out) as { time: number; place: number; jump: number };
    expect([found.time, found.place, found.jump].map(String)).toEqual(row.slice(1, 4));
    const places = readFileSync(file('path.csv'), 'utf8').trimEnd().split('\r\n');
    expect(places).toHaveLength(Number(row[4]) + 2);
    expect(places.at(-1)!.split(',')[1]).toBe(row[2]);
  });

  it("takes SGD's own terms", async () => {
    const {
      timeStep,
      driver,
      scheme,
      process: kind,
      discretisation,
    } = await report(
      ...['--step-size', '0.1', '--batch-size', '16', '--sigma', '2', '--alpha', '1.5', '--paths', '20'],
    );
    expect([timeStep, scheme, driver.kind]).toEqual([0.1, 'euler', 'levy']);
    // The iteration is what it is at its step: nothing is taken off.
    expect([kind, discretisation]).toEqual(['iteration', null]);
    // One step's noise: eta sigma b^(1/alpha - 1), of scale noiseScale eta^(1/alpha).
    expect(driver.noiseScale * 0.1 ** (1 / 1.5)).toBeCloseTo(0.1 * 2 * 16 ** (1 / 1.5 - 1), 12);
  });

  it('counts paths that are given up', async () => {
    const { paths, left, median, exponential, warnings } = await report('--until', '20', '--paths', '400');
    expect(warnings[0]).toContain(`${400 - left} of 400 paths were given up`);
    expect(paths).toBe(400);
    expect(left).toBeGreaterThan(20);
    expect(left).toBeLessThan(200);
    expect(median.median).toBeNull();
    expect(exponential).toBeNull();
    const short = ['--until', '0.05', '--paths', '64', '--driver', 'brownian'];
    const { out } = await heavytail(['escape', '--jobs', '1', ...short]);
    expect(out).toMatch(/^0 of 64 paths left, too few for a mean exit time; passage-time integral/);
    expect(out).toMatch(/median, 95 % +not reached/);
    expect(out).not.toContain('∞ (∞ to ∞)');
  });

  it('speaks of one path as of one', async () => {
    const args = ['--driver', 'brownian', '--noise-scale', '1', '--paths', '1'];
    const { out } = await heavytail(['escape', '--jobs', '1', ...args]);
    expect(out).toMatch(/^1 of 1 path left, too few for a mean exit time/);
    expect(out).toContain('1 path from 0 until it leaves −1 to 1');
    expect(out).toContain('; too few paths for an interval');
  });

  it("warns where SGD's iteration is far from the equation, in lines that fit the terminal", async () => {
    const args = ['--step-size', '0.2', '--sigma', '3', '--paths', '2000'];
    const { columns, isTTY } = process.stdout;
    Object.assign(process.stdout, { columns: 60, isTTY: true });
    const { out } = await heavytail(['escape', '--jobs', '1', ...args]).finally(() =>
      Object.assign(process.stdout, { columns, isTTY }),
    );
    const plain = out.replace(/\u001b\[\d+m/g, '');
    const words = plain.replace(/\s+/g, ' ');
    expect(words).toMatch(
      /Warning: The measured mean [\d.]+ and the nonlocal equation, [\d.]+, are \d+ standard errors apart\./,
    );
    expect(words).toContain('as --step-size falls');
    expect(Math.max(...lineLengths(plain))).toBeLessThanOrEqual(60);
  });

  it('warns where few paths carry the mean', async () => {
    const near = [
      '--driver',
      'brownian',
      '--potential',
      'flat',
      '--noise-scale',
      '1',
      '--domain=-1,1',
      '--start',
      '0.999',
    ];
    const { warnings } = await report(...near, '--paths', '300');
    expect(warnings[0]).toMatch(
      /^About \d+ of 300 paths stay long, and the mean rests on them: .* Give --paths \d+ or more\.$/,
    );
  });

  it('takes every potential, and a page with figures', async () => {
    // Brownian noise has no table that each thread makes for itself.
    const quick = ['--driver', 'brownian', '--noise-scale', '1'];
    for (const args of [
      ['--potential', 'asymmetric-double-well', '--right-width', '3', '--well', '1'],
      ['--potential', 'spline', '--through=-2:2,-1:0,0:1,2:-1,4:3', ...quick],
      ['--potential', 'multi-well', '--through=-1:0,0:1,2:-1', ...quick],
      ['--potential', 'flat', ...quick],
      ['--clip', '0.6', '--noise-scale', '0.3'],
    ]) {
      const { left } = await report('--paths', '16', '--html', file('page.html'), '--quiet', ...args);
      expect(left).toBe(16);
      const page = readFileSync(file('page.html'), 'utf8');
      expect(page).toContain('<h1>Escape</h1>');
      expect(page).not.toMatch(/NaN|undefined|Infinity/);
      expect(page.match(/<svg/g)).toHaveLength(4);
      expect(page).toContain('>the last 20 steps</text>');
      expect(page).toMatch(/>(Euler )?path 2, last step −?[\d.]+</);
    }
  });

  it('takes values that begin with a minus, with an equals sign and without', async () => {
    const args = ['--driver', 'brownian', '--noise-scale', '1', '--paths', '4'];
    const { domain } = await report('--domain', '-1,0.5', '--start', '-0.2', ...args);
    expect(domain).toEqual([-1, 0.5]);
  });
});
