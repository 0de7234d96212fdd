import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { heavytail } from '../command.js';

const folder = mkdtempSync(join(tmpdir(), 'heavytail-interrupt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string) => join(folder, name);

/** Ctrl-C is sent when the run says something, never after some time. */
describe('heavytail escape', () => {
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
    const replayed = await heavytail(['escape', ...stuck, '--path', path!, '--json']);
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
