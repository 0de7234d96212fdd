import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '#heavytail/cli/program';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { normalLimit } from '../falseAlarm.js';
import { type Ended, heavytail } from './command.js';

/**
 * Most runs are made in this process, by the program that the command starts: a process of its own takes a second to
 * load. What only a process shows, exit codes and Ctrl-C, is tested on some.
 */

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

/** The program in this process: what it prints, and its exit code. */
async function program(args: readonly string[]): Promise<Ended> {
  const said = { out: '', err: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name === 'stdout' ? 'out' : 'err'] += String(text);
      return true;
    }),
  );
  try {
    return { code: await runProgram(args, { claims: [] }), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

async function report(...args: string[]): Promise<Report> {
  const { code, out, err } = await program(['escape', '--jobs', '1', '--json', ...args]);
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as Report;
}

const lineLengths = (text: string) => text.split('\n').map((line) => line.length);

describe('heavytail escape', { timeout: 30_000 }, () => {
  it('answers in one line, and in a table that fits 80 columns', async () => {
    const { code, out, err } = await heavytail(['escape', '--paths', '300']);
    expect([code, err]).toEqual([0, '']);
    const [first, ...rest] = out.split('\n');
    // The reference itself is known to 0.34 %, which it says.
    expect(first).toMatch(/^Mean exit time [\d.]+ ± [\d.]+; nonlocal equation (76|77)\.\d+\.$/);
    expect(rest.join('\n')).toContain('small-noise Levy    79.267');
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /time step makes times [\d.]+ % too (long|short) \(± [\d.]+ %\), as \d+ paths/,
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

  it('takes the bias of the time step off the mean, and says so in its JSON', async () => {
    const {
      mean,
      sampleMean,
      discretisation,
      process: kind,
    } = await report('--noise-scale', '1', '--paths', '200');
    expect(kind).toBe('equation');
    expect(mean!.mean).toBeCloseTo(sampleMean! - discretisation!.bias, 12);
    expect(mean!.low).toBeLessThan(mean!.mean);
    expect(mean!.high).toBeGreaterThan(mean!.mean);
  });

  it('gives the same exits for any number of threads, and again', async () => {
    const runs: string[][] = [];
    for (const jobs of ['1', '2']) {
      const found = await report(
        '--paths',
        '300',
        '--jobs',
        jobs,
        '--csv',
        file(`exits-${jobs}.csv`),
        '--quiet',
      );
      runs.push([readFileSync(file(`exits-${jobs}.csv`), 'utf8'), JSON.stringify(found)]);
    }
    expect(runs[1]).toEqual(runs[0]);
    const [one] = runs[0]!;
    const [head, ...rows] = one!.trimEnd().split('\r\n');
    expect(head).toBe('path,time,place,jump,steps,censored');
    expect(rows).toHaveLength(300);
    // A path alone is that of the experiment, and its last place the one where it left.
    const row = rows[217]!.split(',');
    const replayed = await program([
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
    const { paths, left, median, exponential } = await report('--until', '20', '--paths', '400');
    expect(paths).toBe(400);
    expect(left).toBeGreaterThan(20);
    expect(left).toBeLessThan(200);
    expect(median.median).toBeNull();
    expect(exponential).toBeNull();
    const { out } = await program(['escape', '--jobs', '1', '--until', '0.05', '--paths', '64']);
    expect(out).toMatch(/^\d of 64 paths left, too few for a mean exit time; nonlocal equation/);
    expect(out).toContain('median, 95 %       not reached');
    expect(out).not.toContain('∞ (∞ to ∞)');
  });

  it('speaks of one path as of one', async () => {
    const { out } = await program(['escape', '--jobs', '1', '--paths', '1']);
    expect(out).toMatch(/^1 of 1 path left, too few for a mean exit time/);
    expect(out).toContain('1 path from 0 until it leaves −1 to 1');
    expect(out).toContain('of too few paths for an interval');
  });

  it("warns where SGD's iteration is far from the equation, in lines that fit the terminal", async () => {
    const args = ['--step-size', '0.2', '--sigma', '3', '--alpha', '1.7', '--paths', '2000'];
    const { columns, isTTY } = process.stdout;
    Object.assign(process.stdout, { columns: 60, isTTY: true });
    const { out } = await program(['escape', '--jobs', '1', ...args]).finally(() =>
      Object.assign(process.stdout, { columns, isTTY }),
    );
    // eslint-disable-next-line no-control-regex -- colours
    const plain = out.replace(/\u001b\[\d+m/g, '');
    const words = plain.replace(/\s+/g, ' ');
    expect(words).toMatch(
      /Warning: The measured mean [\d.]+ and the nonlocal equation, [\d.]+, are \d+ standard errors apart\./,
    );
    expect(words).toContain('as --step-size falls');
    expect(Math.max(...lineLengths(plain))).toBeLessThanOrEqual(60);
  });

  it('warns where few paths carry the mean', async () => {
    const near = ['--potential', 'flat', '--noise-scale', '1', '--domain=-1,1', '--start', '0.999'];
    const { warnings } = await report(...near, '--paths', '300');
    expect(warnings[0]).toMatch(
      /^About \d+ of 300 paths stay long, and the mean rests on them: .* Give --paths \d+ or more\.$/,
    );
  });

  it('takes every potential, and a page with figures', async () => {
    for (const args of [
      ['--potential', 'asymmetric-double-well', '--right-width', '3', '--well', '1'],
      ['--potential', 'spline', '--through=-2:2,-1:0,0:1,2:-1,4:3'],
      ['--potential', 'multi-well', '--through=-1:0,0:1,2:-1'],
      ['--potential', 'flat', '--noise-scale', '1'],
      ['--clip', '0.6', '--noise-scale', '0.3'],
    ]) {
      const { left } = await report('--paths', '64', '--html', file('page.html'), '--quiet', ...args);
      expect(left).toBe(64);
      const page = readFileSync(file('page.html'), 'utf8');
      expect(page).toContain('<h1>Escape</h1>');
      expect(page).not.toMatch(/NaN|undefined|Infinity/);
      expect(page.match(/<svg/g)).toHaveLength(4);
    }
  });

  it.each([
    [['--noise-scale=-1'], 'The noise scale is -1'],
    [['--alpha', '3'], 'The index alpha is 3'],
    [['--start', '5'], 'The start 5 lies outside the domain'],
    [['--domain=-inf,inf'], 'The domain is the whole line'],
    [['--domain', '1'], '--domain is "1"'],
    [['--paths', '0'], '--paths is "0"'],
    [['--time-step', '3'], 'The time step 3 is too coarse'],
    [['--time-step', '0.2'], 'paths settle in the potential within about 0.5'],
    [['--time-step', '0.05', '--noise-scale', '1'], 'its noise moves a path by about 0.14'],
    [
      ['--potential', 'flat', '--driver', 'brownian', '--domain=-1,1', '--time-step', '100'],
      'noise or drift alone takes a path out within a few such steps',
    ],
    [['--step-size', '3', '--sigma', '1'], 'The step size 3 is too coarse'],
    [['--driver', 'brownian', '--noise-scale', '0.14'], 'The run would take about'],
    [['--potential', 'flat', '--domain', '0,inf', '--start', '1'], 'a path leaves after about ∞'],
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
    [['--until', '0'], '--until is 0'],
    [['--scheme', 'bridge'], 'The scheme "bridge" was asked for a Levy driver'],
    [['--height', '0'], '--height is 0'],
  ])('refuses %j in a sentence', async (args, sentence) => {
    await expect(program(['escape', ...args])).rejects.toThrow(
      expect.objectContaining({ name: 'UserError', message: expect.stringContaining(sentence) as string }),
    );
  });

  it.each([
    [['--time-step', '3'], 'The time step 3 is too coarse'],
    [['--hieght', '1'], "Unknown option '--hieght'"],
  ])('says %j at the command line, with exit code 1 and without a stack trace', async (args, sentence) => {
    const { code, out, err } = await heavytail(['escape', ...args]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/ at .*\.js:/);
  });

  it('takes values that begin with a minus, with an equals sign and without', async () => {
    const { domain } = await report('--domain', '-1,0.5', '--start', '-0.2', '--paths', '4');
    expect(domain).toEqual([-1, 0.5]);
  });

  // From a half-line Brownian paths stay for ever, on average: with this seed the first 64 leave soon, and one of the
  // next 64 stays for more than 6·10⁸ steps, so that a thread is deep in the kernel when the signal comes.
  const halfLine = ['--potential', 'flat', '--driver', 'brownian', '--noise-scale', '1', '--start', '1'];
  const stuck = [...halfLine, '--domain', '0,inf', '--until', '1e12', '--seed', '65', '--jobs', '2'];

  it('hears Ctrl-C while a path stays, keeps what is done, and numbers it as the experiment does', async () => {
    const args = ['escape', ...stuck, '--paths', '2048', '--csv', file('part.csv')];
    const { code, out, err } = await heavytail(args, {
      onErr: (said, child) => {
        if (/\d of 2048 paths done/.test(said) && !child.killed) child.kill('SIGINT');
      },
    });
    expect(code).toBe(130);
    expect(err).toMatch(/^About [\d.·⁰¹²³⁴⁵⁶⁷⁸⁹]+ steps are needed, which take/);
    expect(err).toMatch(/Interrupted: \d+ of 2048 paths are\s+done;/);
    expect(out).toMatch(/\d+ of 2048 paths from 1 until they leave 0 to ∞/);
    const rows = readFileSync(file('part.csv'), 'utf8').trimEnd().split('\r\n').slice(1);
    expect(rows.length).toBeGreaterThanOrEqual(64);
    expect(rows.length).toBeLessThan(2048);
    const [path, time] = rows[63]!.split(',');
    const replayed = await program(['escape', ...stuck, '--path', path!, '--json']);
    expect((JSON.parse(replayed.out) as { time: number }).time).toBe(Number(time));
  });

  it('hears Ctrl-C before any path is done', async () => {
    // Nothing leaves this well: kT is a hundredth of the barrier.
    const args = ['escape', '--driver', 'brownian', '--noise-scale', '0.14', '--until', '1e9'];
    const { code, out, err } = await heavytail([...args, '--paths', '64', '--csv', file('none.csv')], {
      onErr: (said, child) => {
        if (said.includes('Ctrl-C keeps') && !child.killed) child.kill('SIGINT');
      },
    });
    expect([code, out]).toEqual([130, '']);
    expect(err).toMatch(/Interrupted before any range of paths was done\.\n$/);
    expect(existsSync(file('none.csv'))).toBe(false);
  });
});

describe('heavytail walk', { timeout: 30_000 }, () => {
  it('says what paths do, and writes places and a page', async () => {
    const args = ['walk', '--potential', 'double-well', '--noise-scale', '0.2', '--until', '50'];
    const { code, out } = await program([
      ...args,
      '--csv',
      file('walk.csv'),
      '--html',
      file('walk.html'),
      '--quiet',
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/^The largest thousandth of the steps carries [\d.]+ % of the squared path length/);
    expect(Math.max(...lineLengths(out))).toBeLessThanOrEqual(80);
    const rows = readFileSync(file('walk.csv'), 'utf8').trimEnd().split('\r\n');
    expect(rows[0]).toBe('path,time,place');
    expect(rows.length).toBeGreaterThan(5000);
    expect(rows.length).toBeLessThan(10_005);
    const page = readFileSync(file('walk.html'), 'utf8');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    const again = await program(args);
    expect(again.out).toBe(out);
  });

  it('finds jumps in Levy paths and none in Brownian ones', async () => {
    const share = async (...args: string[]) => {
      const { out } = await program(['walk', '--json', '--potential', 'flat', '--paths', '1', ...args]);
      return (JSON.parse(out) as { paths: { largestShare: number }[] }).paths[0]!.largestShare;
    };
    expect(await share('--alpha', '1.2')).toBeGreaterThan(0.5);
    // Of normal steps the largest thousandth carries 1.3 %.
    expect(await share('--driver', 'brownian')).toBeLessThan(0.02);
  });

  it.each([
    [['--scheme', 'bridge'], 'The scheme "bridge"'],
    [['--until', '1e9'], 'steps in all are held'],
    [['--until', '0'], '--until is 0'],
    [['--every', '0.5'], '--every is 0.5'],
    [['--paths', '0'], '--paths is "0"'],
  ])('refuses %j in a sentence', async (args, sentence) => {
    await expect(program(['walk', ...args])).rejects.toThrow(sentence);
  });
});
