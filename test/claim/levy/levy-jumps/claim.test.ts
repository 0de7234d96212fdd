import { levyJumps } from '#heavytail/claim/levy/levy-jumps/claim';
import type { JumpResult } from '#heavytail/claim/levy/levy-jumps/run';
import { describe, expect, it } from 'vitest';
import { noDataset, settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('smoke');
const context = { seed: 1, dataset: noDataset };

/** The p-values of the paths of an index, and of tested surrogates: 1 where no more are given. */
function made(pValuesOf: (alpha: number) => readonly number[], nulls: readonly number[] = []): JumpResult[] {
  let used = 0;
  return levyJumps.plan(settings).map(({ alpha, replicate }) => ({
    alpha,
    replicate,
    bipowerRatio: 0.5,
    pValue: pValuesOf(alpha)[replicate] ?? 1,
    largestStepsShare: 0.5,
    surrogateRatio: 1,
    surrogateShare: 0.01,
    nullPValues: alpha < 2 ? [nulls[used++] ?? 1, nulls[used++] ?? 1] : [],
    places: [],
  }));
}

const jumping = [0.01, 0.01, 0.05, 0.05];
const all = (alpha: number) => (alpha < 2 ? jumping : []);
const judge = (results: readonly JumpResult[]) => levyJumps.judge(results, settings);
const few = (count: number) => Array.from({ length: count }, () => 0.05);

describe('levy-jumps', () => {
  it('is supported where every path jumps', () => {
    const evidence = judge(made(all));
    expect(evidence.verdict).toBe('supported');
    expect(evidence.parts!.every(({ open }) => open === undefined)).toBe(true);
    // Index, paths, those found to jump, and the means of their ratios and shares.
    expect(evidence.tables[0]!.rows[0]).toEqual([1.2, 4, 4, 0.5, 1, 0.5, 0.01]);
    expectFinite(evidence);
  });

  it.each([1.2, 1.5, 1.8])('counts paths at alpha %d: all, some, no more than chance gives', (one) => {
    const at = (pValues: readonly number[]) => judge(made((alpha) => (alpha === one ? pValues : all(alpha))));
    const verdicts = [jumping, [0.05, 0.05, 0.05, 0.06], [0.05, 0.05, 1, 1], [0.05, 1, 1, 1], []].map(
      (pValues) => at(pValues).verdict,
    );
    // Of 4 paths chance gives up to 2 in 99 of 100 runs.
    expect(verdicts).toEqual(['supported', 'undecided', 'refuted', 'refuted', 'refuted']);
    expect(at([0.05, 0.05, 0.05, 0.06]).open!.rule).toContain('3 of 4 paths');
    const refuted = at([]).parts!.filter(({ verdict }) => verdict === 'refuted');
    expect(refuted.map(({ name }) => name)).toEqual([`alpha ${one}`]);
  });

  it('has controls that fail where more paths without jumps jump than by chance', () => {
    // Of 30 Brownian paths chance gives up to 6, of 24 surrogates up to 5.
    const brownian = (count: number) => judge(made((alpha) => (alpha < 2 ? jumping : few(count))));
    expect([0, 6, 7].map((count) => brownian(count).controls[0]!.passed)).toEqual([true, true, false]);
    expect(brownian(7).verdict).toBe('undecided');
    const surrogates = (count: number) => judge(made(all, few(count)));
    expect([0, 5, 6].map((count) => surrogates(count).controls[1]!.passed)).toEqual([true, true, false]);
    expect(surrogates(6).reason).toContain('A control failed');
  });

  it('finds the jumps of a real path, and none in its surrogates or in a Brownian path', () => {
    const run = (alpha: number) => levyJumps.run({ alpha, steps: 2000, replicate: 0 }, context) as JumpResult;
    const levy = run(1.5);
    expect(levy.pValue).toBe(0.01);
    expect(levy.nullPValues.every((pValue) => pValue > 0.01)).toBe(true);
    expect(levy.places).toHaveLength(501);
    const brownian = run(2);
    expect(brownian.pValue).toBeGreaterThan(0.01);
    expect(brownian.nullPValues).toEqual([]);
    expect(brownian.bipowerRatio).toBeGreaterThan(0.9);
  });
});
