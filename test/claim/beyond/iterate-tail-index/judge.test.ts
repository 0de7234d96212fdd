import { iterateTailIndexClaim } from '#heavytail/claim/beyond/iterate-tail-index/claim';
import type { ChainCell, IterateCell, IterateResult } from '#heavytail/claim/beyond/iterate-tail-index/run';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('quick');
/** One setting of five dimensions is left out: the others say all. */
const plan = iterateTailIndexClaim
  .plan(settings)
  .filter((cell) => !('dimension' in cell) || cell.dimension < 5);

/** Tail indices by theory: dimension, batch size and step size. */
const roots: Readonly<Record<string, number>> = {
  '1 1 0.6': 2.3017,
  '1 1 0.8': 1.5464,
  '1 1 1.2': 0.7853,
  '1 2 1.2': 1.453,
  '1 5 0.4': 16.3991,
  '1 5 1.5': 1.7689,
  '2 1 0.5': 2,
  '2 1 0.6': 1.301,
};
function truth({ dimension, batchSize, stepSize }: ChainCell): number {
  return roots[`${dimension} ${batchSize} ${stepSize}`]!;
}

/** Results whose Hill estimates are known, each with a relative error of `error`. */
function made(indexOf: (cell: ChainCell, theory: number) => number, error = 0.015): IterateResult[] {
  return plan.map((cell: IterateCell): IterateResult => {
    switch (cell.kind) {
      case 'chains': {
        const theory = truth(cell);
        const tailIndex = indexOf(cell, theory);
        const fold = Math.exp(1.96 * error);
        const hill = { tailIndex, low: tailIndex / fold, high: tailIndex * fold };
        return { ...cell, steps: 60, theory, hill, moment: null };
      }
      case 'curve':
        return { ...cell, stepSizes: [1, 2], tailIndices: [3, 1] };
      case 'grid':
        return { ...cell, rows: [{ stepSize: 0.02, lyapunov: 0.1, tailIndex: 'no stationary law' }] };
    }
  });
}

const judged = (indexOf: Parameters<typeof made>[0], error?: number) =>
  iterateTailIndexClaim.judge(made(indexOf, error), settings);
const partVerdicts = (evidence: ReturnType<typeof judged>) => evidence.parts!.map(({ verdict }) => verdict);
const is = (cell: ChainCell, dimension: number, batchSize: number, stepSize: number) =>
  cell.dimension === dimension && cell.batchSize === batchSize && cell.stepSize === stepSize;

describe('iterate-tail-index', () => {
  it('is supported where estimates are the roots', () => {
    const evidence = judged((_, theory) => theory);
    expect(evidence.verdict).toBe('supported');
    expect(partVerdicts(evidence)).toEqual(['supported', 'supported', 'supported']);
    expect(evidence.parts!.every(({ open }) => open === undefined)).toBe(true);
    expect(evidence.parts!.at(-1)!.reason).toContain('Of 6 pairs');
    expect(evidence.parts!.at(-1)!.reason).toContain('6 are ordered');
    expect(evidence.tables).toHaveLength(2);
    expect(evidence.statistics.length).toBe(7);
    expect(evidence.statistics.every(({ value, theory }) => Math.abs(value - theory!) < 1e-12)).toBe(true);
    expectFinite(evidence);
  });

  it('is supported where estimates are some percent off, to either side', () => {
    expect(judged((_, theory) => theory * 1.08).verdict).toBe('supported');
    expect(judged((_, theory) => theory / 1.08).verdict).toBe('supported');
  });

  it.each([1.25, 0.8])('is refuted where one setting is %f times the root', (factor) => {
    const evidence = judged((cell, theory) => (is(cell, 2, 1, 0.6) ? factor * theory : theory));
    expect(evidence.verdict).toBe('refuted');
    expect(partVerdicts(evidence)).toEqual(['supported', 'refuted', 'supported']);
    expect(evidence.parts![1]!.reason).toContain('step size 0.6');
  });

  it('names the setting that is furthest from theory, above or below', () => {
    const { parts, reason } = judged((cell, theory) => theory * (is(cell, 1, 2, 1.2) ? 0.95 : 1.02));
    expect(parts![0]!.reason).toContain('step size 1.2 and batch size\n2'.replace('\n', ' '));
    expect(reason).toContain('within 5 %');
  });

  it('shares its error among the settings', () => {
    // 7 settings: 2.69 standard errors of 2.6 % reach beyond 15 % from 7.5 % on; at 95 % only from 9 % on.
    const wide = judged((cell, theory) => (is(cell, 1, 1, 0.8) ? theory * 1.08 : theory), 0.026);
    expect(wide.verdict).toBe('undecided');
    expect(wide.open!.rule).toContain('d 1, b 1, step size 0.8');
    expect(judged((cell, theory) => (is(cell, 1, 1, 0.8) ? theory * 1.06 : theory), 0.026).verdict).toBe(
      'supported',
    );
  });

  it('is undecided where errors are wide, and says what would decide', () => {
    const { verdict, open } = judged((_, theory) => theory, 0.06);
    expect(verdict).toBe('undecided');
    expect(open!.needs).toContain('chains');
  });

  it('is refuted where the order is wrong', () => {
    // The index of every setting but the one that must be light is the same.
    const level = judged((_, theory) => (theory > 10 ? theory : 1.5));
    expect(level.verdict).toBe('refuted');
    // Lighter with the step size.
    const swapped = judged((cell, theory) =>
      is(cell, 1, 1, 0.6) ? 1.4 : is(cell, 1, 1, 0.8) ? 1.9 : theory,
    );
    expect(partVerdicts(swapped).at(-1)).toBe('refuted');
  });

  it('leaves the order open where a pair is wrong by less than four standard errors', () => {
    // 1.1 % apart, each with an error of 1.5 %.
    const near = judged((cell, theory) => (is(cell, 1, 1, 0.8) ? 1.5 : is(cell, 1, 1, 0.6) ? 1.484 : theory));
    expect(partVerdicts(near).at(-1)).toBe('undecided');
    expect(near.parts!.at(-1)!.open!.rule).toBe('a pair is in the wrong order by 0.5 standard errors');
  });
});

describe('a control that fails forbids the verdict of iterate-tail-index', () => {
  it('a light setting is found heavy', () => {
    const heavy = judged((_, theory) => (theory > 10 ? 3.9 : theory));
    expect(heavy.verdict).toBe('undecided');
    expect(heavy.reason).toContain('far below the window');
    expect(judged((_, theory) => (theory > 10 ? 4.1 : theory)).verdict).toBe('supported');
  });

  it.each([0.9, 1.1])('longer chains give another index: %f times', (factor) => {
    const drifting = judged(({ lengthening }, theory) => theory * (lengthening === 2 ? factor : 1));
    expect(drifting.verdict).toBe('undecided');
    expect(drifting.reason).toContain('twice as many steps');
  });

  it('longer chains may differ by chance', () => {
    expect(
      judged(({ lengthening }, theory) => theory * (lengthening === 2 ? 1.08 : 1)).controls[1]!.passed,
    ).toBe(true);
  });

  it('an estimate is missing', () => {
    const gone = made((_, theory) => theory).map((result) =>
      result.kind === 'chains' && result.stepSize === 0.5 ? { ...result, hill: null } : result,
    );
    const evidence = iterateTailIndexClaim.judge(gone, settings);
    expect(evidence.verdict).toBe('undecided');
    expect(evidence.reason).toContain('1 of');
  });
});
