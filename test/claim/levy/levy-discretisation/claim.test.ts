import { levyDiscretisation } from '#heavytail/claim/levy/levy-discretisation/claim';
import {
  margins,
  rows,
  stepSizes,
  times,
  type ChainResult,
} from '#heavytail/claim/levy/levy-discretisation/run';
import { runClaim } from 'heavytail/claim';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('quick');

interface World {
  /** Mean exit time of a chain; the equation's is 8. */
  readonly chain: (stepSize: number, part: number) => number;
  readonly wrong?: number;
  /** Mean exit time at a radius. */
  readonly radius?: (radius: number) => number;
}

/** Exponential exit times of known means. */
function knownChains({ chain, wrong = 2, radius = (r) => 8 * r ** 1.5 }: World): ChainResult[] {
  return levyDiscretisation.plan(settings).map((cell) => {
    const row = (mean: number) => times.map((time) => cell.paths * Math.exp(-time / mean));
    const survivors: number[][] = [];
    survivors[rows.equation] = row(8);
    for (const size of stepSizes) survivors[rows.chain(size)] = row(chain(size, cell.part));
    survivors[rows.wrong] = row(wrong);
    for (const margin of margins) {
      survivors[rows.narrow(margin)] = row(radius(1 - margin));
      survivors[rows.wide(margin)] = row(radius(1 + margin));
    }
    return { ...cell, survivors: survivors.map((values) => Array.from(values)) };
  });
}

const judge = (world: World) => levyDiscretisation.judge(knownChains(world), settings);

describe('levy-discretisation', () => {
  it('is supported where exit times tend to those of the equation', () => {
    const evidence = judge({ chain: (size) => 8 + 4 * size });
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
    // Four distances and four margins for each alpha.
    expect(evidence.statistics.map(({ name }) => name).slice(0, 8)).toEqual([
      ...stepSizes.map((size) => `distance of exit times, alpha 1.2, step ${size}`),
      ...margins.map((margin) => `sandwich short by, alpha 1.2, margin ${margin}`),
    ]);
    expect(evidence.statistics).toHaveLength(24);
    expect(evidence.parts![0]!.reason).toMatch(/ at step 0\.25 to .* at 0\.0078125; the sandwich/);
  });

  it('names the margin at which the sandwich is shortest', () => {
    const short = {
      chain: (size: number) => 8 + 4 * size,
      radius: (r: number) => (r === 1.2 ? 7.7 : 8 * r ** 1.5),
    };
    const { parts, statistics } = judge(short);
    const most = statistics.find(({ name }) => name === 'sandwich short by, alpha 1.2, margin 0.2')!;
    expect(most.value).toBeGreaterThan(0.01);
    expect(parts![0]!.reason).toContain(`short by at most ${most.value.toFixed(3)}`);
  });

  it('is refuted where they stay apart, or come apart again', () => {
    expect(judge({ chain: () => 10 }).verdict).toBe('refuted');
    expect(judge({ chain: (size) => (size < 0.01 ? 8.35 : 8) }).verdict).toBe('refuted');
  });

  it('is not refuted by a rise below the noise floor', () => {
    // A mean of 8.2 instead of 8 is a distance of 0.009, one of 8.35 a distance of 0.016.
    expect(judge({ chain: (size) => (size < 0.01 ? 8.2 : 8) }).verdict).toBe('supported');
    // The rise may be anywhere: from the coarsest step on.
    const parts = judge({ chain: (size) => (size > 0.2 ? 8 : size > 0.1 ? 8.5 : 8) }).parts!;
    expect(parts.map(({ verdict }) => verdict)).toEqual(['refuted', 'refuted', 'refuted']);
    expect(parts.every(({ open }) => open === undefined)).toBe(true);
  });

  it.each([
    [8.6, 'supported'],
    [10, 'refuted'],
  ])('is decided by the distance at the finest step: a mean of %d is %s', (mean, verdict) => {
    expect(judge({ chain: (size) => mean + size }).verdict).toBe(verdict);
  });

  it('is decided by every margin of the sandwich', () => {
    const chain = (size: number) => 8 + 4 * size;
    for (const margin of margins) {
      const at = (end: number) =>
        judge({ chain, radius: (r) => (Math.abs(r - end) < 1e-9 ? (end < 1 ? 10 : 6) : 8 * r ** 1.5) });
      for (const end of [1 - margin, 1 + margin]) expect(at(end).verdict).toBe('refuted');
    }
  });

  it('says what would decide', () => {
    const { open } = judge({ chain: (size, part) => 8.3 + size + (part % 2 === 0 ? 3 : -2.2) });
    expect(open!.rule).toContain('distance of exit times');
    expect(open!.needs).toContain('paths');
  });

  it('has a control that fails where a chain with wrong jumps leaves in time', () => {
    const control = (wrong: number) => judge({ chain: (size) => 8 + 4 * size, wrong }).controls[0]!;
    // Distances of 0.32, 0.105 and 0.095.
    expect([3, 6.02, 6.2].map((wrong) => control(wrong).passed)).toEqual([true, true, false]);
  });

  it('is refuted where the sandwich fails though the distance is small', () => {
    const world = { chain: (size: number) => 8 + 4 * size, radius: () => 10 };
    expect(judge(world).verdict).toBe('refuted');
  });

  it('is undecided when parts differ too much, or the wrong chain passes', () => {
    const noisy = judge({ chain: (size, part) => (size < 0.01 ? 8 + (part % 2 === 0 ? 3 : -2.2) : 12) });
    expect(noisy.verdict).toBe('undecided');
    const { verdict, reason } = judge({ chain: (size) => 8 + 4 * size, wrong: 8 });
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed');
  });

  it('counts survivors that never grow, fewer at smaller radii, in a real small run', () => {
    const [cell] = levyDiscretisation.plan(settingsOf('smoke'));
    const dataset = (): never => {
      throw new Error('no data set is needed');
    };
    const { survivors, paths } = levyDiscretisation.run(cell, { seed: 1, dataset }) as ChainResult;
    for (const row of survivors) {
      expect(row[0]).toBeLessThanOrEqual(paths);
      row.slice(1).forEach((count, t) => expect(count).toBeLessThanOrEqual(row[t]));
    }
    times.forEach((_, t) => {
      expect(survivors[rows.narrow(0.1)][t]).toBeLessThanOrEqual(survivors[rows.equation][t]);
      expect(survivors[rows.wide(0.1)][t]).toBeGreaterThanOrEqual(survivors[rows.equation][t]);
    });
    const evidence = runClaim(levyDiscretisation, settingsOf('smoke'));
    expect(evidence.verdict).not.toBe('refuted');
    expectFinite(evidence);
  });
});
