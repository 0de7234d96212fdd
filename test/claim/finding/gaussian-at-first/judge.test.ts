import { gaussianAtFirst } from '#heavytail/claim/finding/gaussian-at-first/claim';
import type { FirstWorlds, Watched } from '#heavytail/claim/finding/gaussian-at-first/run';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };
type Results = Parameters<typeof gaussianAtFirst.judge>[0];

const series = 12;

/**
 * Twelve series whose powers over the last two decades are known, with standard errors of 0.1/√11, and of
 * 0.0426 for their difference. Student's quantile at 99 % is 3.106: ±0.0937 and ±0.1325 for one snapshot.
 * It is 3.497 where two share the level (±0.1054), and 4.437 at 99.9 % for the worlds (±0.1338).
 */
function grown(before: number, last: number, accepted: readonly number[] = [0.94, 0.9, 0]): Watched {
  const logSquares = Array.from({ length: series }, (_, k) => {
    const sign = k % 2 ? 1 : -1;
    const otherSign = k % 4 < 2 ? 1 : -1;
    const middle = Math.LN10 * (before + 0.1 * sign);
    return [0, middle, middle + Math.LN10 * (last + 0.1 * otherSign)];
  });
  return { logSquares, accepted: Array.from({ length: series }, () => accepted) };
}
const growing = grown(0.3, 0.3);
const flat = grown(-0.1, -0.1);
const between = grown(0.1, 0);

const power = [
  { law: 'Gaussian', accepted: 0.95, samples: 4000 },
  { law: 'α-stable 1.8', accepted: 0.87, samples: 4000 },
  { law: 'α-stable 1.5', accepted: 0.73, samples: 4000 },
];

/** Networks of three snapshots: at the start, early and at the end. */
function judged(snapshots: readonly Watched[], worlds: Partial<FirstWorlds> = {}) {
  const iterations = [0, 100, 1000].slice(0, Math.min(3, snapshots.length));
  const networks = Array.from({ length: Math.ceil(snapshots.length / 3) }, (_, replicate) => ({
    kind: 'network',
    network: { width: 16, replicate, iterations },
    looks: iterations.map((iteration, i) => ({ ...snapshots[3 * replicate + i]!, iteration })),
  }));
  const known = { gaussian: flat, mixture: between, stable: growing, power, ...worlds };
  const evidence = gaussianAtFirst.judge(
    [...networks, { kind: 'worlds', worlds: known }] as unknown as Results,
    settings,
  );
  expectFinite(evidence);
  return evidence;
}

describe('the growth of the mean square decides', () => {
  it.each([
    // Both powers have to lie above 0.05 with their intervals.
    [0.15, 0.2, 'supported'],
    [0.14, 0.2, 'undecided'],
    [0.2, 0.15, 'supported'],
    [0.2, 0.14, 'undecided'],
    // The last must not be below the one before.
    [0.4, 0.28, 'supported'],
    [0.4, 0.26, 'undecided'],
    [0.2, 0.6, 'supported'],
    [0.3, -0.05, 'refuted'],
    [0.3, -0.04, 'undecided'],
  ])('by powers of %d and %d over the last two decades: %s', (before, last, verdict) => {
    expect(judged([grown(before, last)]).verdict).toBe(verdict);
  });

  it('in every stage: one that has settled refutes', () => {
    expect(judged([growing, growing, growing]).verdict).toBe('supported');
    const one = judged([growing, flat, growing]);
    expect(one.verdict).toBe('refuted');
    expect(one.parts!.slice(0, 3).map(({ verdict }) => verdict)).toEqual([
      'supported',
      'refuted',
      'supported',
    ]);
    expect(one.scope).toBe(
      'mean square by snapshots: at initialisation settled in 0 of 1, growing in 1; ' +
        'early settled in 1 of 1, growing in 0; at the end of training settled in 0 of 1, growing in 1.',
    );
  });

  it('of a stage in all of its networks', () => {
    const stages = (...of: readonly Watched[]) =>
      judged(of)
        .parts!.slice(0, 3)
        .map(({ verdict }) => verdict);
    const rest = [growing, growing];
    expect(stages(growing, ...rest, growing, ...rest)[0]).toBe('supported');
    expect(stages(growing, ...rest, flat, ...rest)[0]).toBe('refuted');
    expect(stages(growing, ...rest, between, ...rest)[0]).toBe('undecided');
  });

  it('at a level that all snapshots share', () => {
    expect(judged([grown(0.15, 0.2)]).verdict).toBe('supported');
    expect(judged([grown(0.15, 0.2), growing]).verdict).toBe('undecided');
  });

  it('says what is missing', () => {
    const wide = judged([between]);
    expect(wide.open!.rule).toContain('growth over the last decade, width 16, replicate 0, iteration 0,');
    expect(wide.open!.needs).toContain('series');
    expect(judged([grown(0.5, 0.3)]).open!.rule).toContain('slows down');
    expect(judged([grown(0.1, 0.3)]).open!.rule).toContain('decade before');
  });
});

describe('whether noise passes for Gaussian', () => {
  type Shares = readonly [first: number, later: number];
  const accepting = (...shares: readonly Shares[]) => {
    const { parts } = judged(shares.map(([first, later]) => grown(0.3, 0.3, [first, 0.5, later])));
    return parts!.slice(-2);
  };
  const verdicts = (...shares: readonly Shares[]) => accepting(...shares).map(({ verdict }) => verdict);

  it('at first is decided by nine tenths of what Gaussian noise has', () => {
    expect(verdicts([0.86, 0])).toEqual(['supported', 'supported']);
    expect(verdicts([0.85, 0])).toEqual(['refuted', 'supported']);
    expect(verdicts([0.86, 0], [0.85, 0])).toEqual(['refuted', 'supported']);
    expect(accepting([0.86, 0], [0.85, 0])[0]!.scope).toBe(
      'Holds at initialisation in 1 of 1, at the end of training in 0 of 1 snapshots.',
    );
  });

  it('later is decided by one half', () => {
    expect(verdicts([0.94, 0.5])).toEqual(['supported', 'supported']);
    expect(verdicts([0.94, 0.51])).toEqual(['supported', 'refuted']);
  });

  it('is left open by series that differ, and says so', () => {
    const mixed = grown(0.3, 0.3);
    const accepted = mixed.accepted.map((_, k) => [k % 2 ? 1 : 0.8, 0.5, 0]);
    const [first] = judged([{ ...mixed, accepted }]).parts!.slice(-2);
    expect(first!.verdict).toBe('undecided');
    expect(first!.open!.rule).toContain('at least 0.855');
  });

  it('is told beside what passes of stable laws', () => {
    expect(accepting([0.94, 0])[0]!.reason).toContain(
      '87 % of α-stable 1.8 noise, 73 % of α-stable 1.5 noise',
    );
    const { statistics, tables } = judged([growing]);
    const shown = statistics.filter(({ name }) => name.startsWith('share of samples of 10'));
    expect(shown.map(({ value }) => value)).toEqual([0.95, 0.87, 0.73]);
    expect(tables[1]!.rows.map((row) => row[1])).toEqual([0.95, 0.87, 0.73]);
  });

  it('is no part of the verdict', () => {
    expect(judged([grown(0.3, 0.3, [0.5, 0.5, 0.9])]).verdict).toBe('supported');
  });
});

describe('a control that fails forbids the verdict', () => {
  it.each<[string, Partial<FirstWorlds>]>([
    ['α-stable noise settles', { stable: flat }],
    ['α-stable noise is left open', { stable: between }],
    ['Gaussian noise grows', { gaussian: growing }],
    ['Gaussian noise is left open', { gaussian: between }],
    ['noise of finite variance grows', { mixture: growing }],
  ])('%s', (_, worlds) => {
    for (const snapshot of [growing, flat]) {
      const { verdict, reason } = judged([snapshot], worlds);
      expect(verdict).toBe('undecided');
      expect(reason).toContain('A control failed');
    }
  });

  it('but noise of finite variance may settle', () => {
    expect(judged([growing], { mixture: flat }).verdict).toBe('supported');
  });

  it('and has intervals of 99.9 %', () => {
    expect(judged([growing], { stable: grown(0.19, 0.19) }).verdict).toBe('supported');
    expect(judged([growing], { stable: grown(0.17, 0.19) }).verdict).toBe('undecided');
    expect(judged([growing], { gaussian: grown(0, -0.09) }).verdict).toBe('supported');
    expect(judged([growing], { gaussian: grown(0, -0.08) }).verdict).toBe('undecided');
  });
});
