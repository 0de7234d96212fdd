import { etaOverB } from '#heavytail/claim/beyond/eta-over-b-iterates/claim';
import {
  type ChainCell,
  type IterateCell,
  type IterateResult,
  problemOf,
} from '#heavytail/claim/beyond/eta-over-b-iterates/run';
import { iterateTailIndex } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('quick');
/** Roots of dimension 5 take seconds: they are looked for when HEAVYTAIL_SLOW_TESTS is 1. */
const dimensions = process.env.HEAVYTAIL_SLOW_TESTS === '1' ? [1, 2, 5] : [1, 2];
const last = dimensions.at(-1)!;
const plan = etaOverB
  .plan(settings)
  .filter((cell) => !('dimension' in cell) || dimensions.includes(cell.dimension));

/** A root a problem: cells of other lengths and replicates have the same one. */
const known = new Map<string, number>();
function truth(cell: ChainCell): number {
  const problem = problemOf(cell);
  const key = JSON.stringify(problem);
  const root = known.get(key) ?? iterateTailIndex(problem);
  known.set(key, root);
  return root;
}

/** Results whose Hill estimates are known, each with a relative error of `error`. */
function made(indexOf: (cell: ChainCell, theory: number) => number, error = 0.03): IterateResult[] {
  return plan.map((cell: IterateCell): IterateResult => {
    switch (cell.kind) {
      case 'chains': {
        const theory = truth(cell);
        const tailIndex = indexOf(cell, theory);
        const hill = { tailIndex, low: tailIndex / (1 + 1.96 * error), high: tailIndex * (1 + 1.96 * error) };
        return { ...cell, steps: 60, theory, hill, moment: null, powerLaw: null };
      }
      case 'curve':
        return { ...cell, stepSizes: [1, 2], tailIndices: [3, 1] };
      case 'grid':
        return { ...cell, rows: [{ stepSize: 0.02, lyapunov: 0.1, tailIndex: 'no stationary law' }] };
    }
  });
}

const judged = (indexOf: Parameters<typeof made>[0], error?: number) =>
  etaOverB.judge(made(indexOf, error), settings);

describe('eta-over-b-iterates', () => {
  it('is supported where estimates are the roots', () => {
    const evidence = judged((_, theory) => theory);
    expect(evidence.verdict).toBe('supported');
    expect(evidence.tables).toHaveLength(2);
    expectFinite(evidence);
  });

  it('is refuted where one dimension is a quarter off, or the order is wrong', () => {
    const { verdict, parts } = judged(({ dimension }, theory) => theory * (dimension === last ? 1.25 : 1));
    expect(verdict).toBe('refuted');
    expect(parts!.map((part) => part.verdict)).toEqual([
      ...dimensions.map((dimension) => (dimension === last ? 'refuted' : 'supported')),
      'supported',
    ]);
    // The same index for every setting but the one that must be light.
    const level = judged((_, theory) => (theory > 10 ? theory : 1.5));
    expect(level.verdict).toBe('refuted');
  });

  it('is undecided where errors are wide or a control fails', () => {
    expect(judged((_, theory) => theory, 0.2).verdict).toBe('undecided');
    const heavy = judged((_, theory) => (theory > 10 ? 2 : theory));
    expect(heavy.verdict).toBe('undecided');
    expect(heavy.reason).toContain('A control failed');
    const drifting = judged(({ lengthening }, theory) => theory * (lengthening === 2 ? 0.7 : 1));
    expect(drifting.reason).toContain('twice as many steps');
    const gone = made((_, theory) => theory).map((result) =>
      result.kind === 'chains' && result.dimension === last ? { ...result, hill: null } : result,
    );
    expect(etaOverB.judge(gone, settings).reason).toContain('every setting has an estimate');
  });
});
