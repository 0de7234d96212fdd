import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { heavytail } from '../command.js';

const folder = mkdtempSync(join(tmpdir(), 'heavytail-walk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => join(folder, name);

describe('heavytail walk', () => {
  it('says what paths do, and writes places and a page', async () => {
    const args = ['walk', '--potential', 'double-well', '--noise-scale', '0.2', '--until', '50'];
    const { code, out } = await heavytail([
      ...args,
      '--csv',
      file('walk.csv'),
      '--html',
      file('walk.html'),
      '--quiet',
    ]);
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

  it('finds jumps in Lévy paths and none in Brownian ones', async () => {
    const share = async (...args: string[]) => {
      const { out } = await heavytail(['walk', '--json', '--potential', 'flat', '--paths', '1', ...args]);
      return (JSON.parse(out) as { paths: { largestShare: number }[] }).paths[0]!.largestShare;
    };
    expect(await share('--alpha', '1.2')).toBeGreaterThan(0.5);
    // Of normal steps the largest thousandth carries 1.3 %.
    expect(await share('--driver', 'brownian')).toBeLessThan(0.02);
  });
});
