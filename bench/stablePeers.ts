import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Density, distribution and survival of stable laws by other programs, each if it is there. */

/** One point of S0, scale 1, location 0. */
export interface Point {
  readonly alpha: number;
  readonly beta: number;
  readonly x: number;
}

/** By other programs: density, distribution and survival a point, NaN where the program fails. */
export type Values = readonly (readonly number[])[];

const folder = join(import.meta.dirname, '../../bench');

function run(commands: readonly (readonly [string, string])[], points: readonly Point[]): Values | undefined {
  const input = points.map(({ alpha, beta, x }) => `${alpha} ${beta} ${x}\n`).join('');
  for (const [command, file] of commands) {
    try {
      const output = execFileSync(command, [join(folder, file)], {
        encoding: 'utf8',
        input,
        stdio: ['pipe', 'pipe', 'ignore'],
        maxBuffer: 1 << 28,
      });
      const values = output
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/).map(Number));
      if (values.length === points.length) return values;
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

/** scipy's levy_stable, by the Python on the path or Debian's. */
export const scipyValues = (points: readonly Point[]): Values | undefined =>
  run(
    [
      ['python3', 'stable-scipy.py'],
      ['/usr/bin/python3', 'stable-scipy.py'],
    ],
    points,
  );

/** The R package stabledist. */
export const stabledistValues = (points: readonly Point[]): Values | undefined =>
  run([['Rscript', 'stable-stabledist.R']], points);
