import { gaussianAtFirst } from '#heavytail/claim/finding/gaussian-at-first/claim';
import type { Watched } from '#heavytail/claim/finding/gaussian-at-first/run';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };
type Results = Parameters<typeof gaussianAtFirst.judge>[0];

/**
 * Twelve series whose powers over the last two decades are known, with intervals of ±0.0664 (Student's 2.201
 * times 0.1/√11), and of ±0.0939 for their difference.
 */
function grown(before: number, last: number, accepted: readonly number[] = [0.94, 0.9, 0]): Watched {
  const logSquares = Array.from({ length: 12 }, (_, series) => {
    const sign = series % 2 ? 1 : -1;
    const otherSign = series % 4 < 2 ? 1 : -1;
    const middle = Math.LN10 * (before + 0.1 * sign);
    return [0, middle, middle + Math.LN10 * (last + 0.1 * otherSign)];
  });
  return { logSquares, accepted };
}
const growing = grown(0.3, 0.3);
const flat = grown(-0.1, -0.1);
const between = grown(0.1, 0);

function judged(
  snapshots: readonly Watched[],
  worlds: Partial<Record<'gaussian' | 'mixture' | 'stable', Watched>> = {},
) {
  const looks = snapshots.map((snapshot, i) => ({ ...snapshot, iteration: 100 * i }));
  const known = { gaussian: flat, mixture: between, stable: growing, ...worlds };
  const results = [
    { kind: 'network', network: { width: 16, replicate: 0 }, looks },
    { kind: 'worlds', worlds: known },
  ] as unknown as Results;
  return gaussianAtFirst.judge(results, settings);
}

describe('the growth of the mean square decides', () => {
  it.each([
    [0.07, 0.12, 'supported'],
    [0.06, 0.12, 'undecided'],
    [0.12, 0.07, 'supported'],
    [0.12, 0.06, 'undecided'],
    [0.21, 0.3, 'supported'],
    [0.2, 0.3, 'undecided'],
    [0.3, 0.21, 'supported'],
    [0.3, 0.2, 'undecided'],
    [0.3, -0.02, 'refuted'],
    [0.3, -0.01, 'undecided'],
  ])('by powers of %d and %d over the last two decades: %s', (before, last, verdict) => {
    expect(judged([grown(before, last)]).verdict).toBe(verdict);
  });

  it('in all snapshots together', () => {
    expect(judged([growing, growing]).verdict).toBe('supported');
    expect(judged([growing, between]).verdict).toBe('undecided');
    expect(judged([flat, between]).verdict).toBe('undecided');
    const { reason } = judged([flat, growing]);
    expect(reason).toContain('settled in 1 of 2 snapshots.');
    expect(reason).toContain('powers -0.10 to 0.30');
  });
});

describe('whether noise passes for Gaussian', () => {
  const accepting = (...shares: readonly (readonly [first: number, later: number])[]) => {
    const { parts } = judged(shares.map(([first, later]) => grown(0.3, 0.3, [first, 0.5, later])));
    return parts!.slice(0, 2).map(({ verdict }) => verdict);
  };

  it('at first is decided by nine tenths of what Gaussian noise has', () => {
    expect(accepting([0.86, 0])).toEqual(['supported', 'supported']);
    expect(accepting([0.85, 0])).toEqual(['refuted', 'supported']);
    expect(accepting([0.85, 0], [0.86, 0])).toEqual(['undecided', 'supported']);
  });

  it('later is decided by one half', () => {
    expect(accepting([0.94, 0.5])).toEqual(['supported', 'supported']);
    expect(accepting([0.94, 0.51])).toEqual(['supported', 'refuted']);
    expect(accepting([0.94, 0.51], [0.94, 0.49])).toEqual(['supported', 'undecided']);
  });
});

describe('a control that fails forbids the verdict', () => {
  it.each<[string, Parameters<typeof judged>[1]]>([
    ['alpha-stable noise settles', { stable: flat }],
    ['alpha-stable noise is left open', { stable: between }],
    ['Gaussian noise grows', { gaussian: growing }],
    ['Gaussian noise is left open', { gaussian: between }],
    ['noise of finite variance grows', { mixture: growing }],
  ])('%s', (_, worlds) => {
    expect(judged([growing], worlds).verdict).toBe('undecided');
    expect(judged([flat], worlds).verdict).toBe('undecided');
  });

  it('but noise of finite variance may settle', () => {
    expect(judged([growing], { mixture: flat }).verdict).toBe('supported');
  });
});
