import { fasterThanTheory } from '#heavytail/claim/finding/faster-than-theory/claim';
import type { FasterResult, Path } from '#heavytail/claim/finding/faster-than-theory/run';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };
const path = (logBound: number): Path => ({ barrier: 0.1, variance: 0.01, logBound });

interface MadePair {
  readonly line?: number;
  readonly band?: number;
  readonly converged?: boolean;
  readonly sgd?: number | null;
  readonly gradientDescent?: number | null;
}

/** Pairs of networks; bounds are natural logarithms of iterations. */
function judged(pairs: readonly MadePair[], logRatios: number[] | undefined = [0.1]) {
  const results = pairs.map(
    (
      { line = 100, band = 50, converged = true, sgd = 1000, gradientDescent = 900 },
      replicate,
    ): FasterResult => ({
      kind: 'network',
      replicate,
      iterations: 2000,
      sgd,
      gradientDescent,
      line: path(line),
      band: { ...path(band), converged },
    }),
  );
  const evidence = fasterThanTheory.judge([...results, { kind: 'control', logRatios }], settings);
  return { ...evidence, partVerdicts: evidence.parts!.map(({ verdict }) => verdict) };
}

/** 1000 iterations are a thousandth of a million. */
const million = Math.log(1e6);

describe('faster-than-theory is decided', () => {
  it.each(['line', 'band'] as const)('by a thousandth of what the theory says, on the %s', (name) => {
    const short = { [name]: million + 0.01 };
    const long = { [name]: million - 0.01 };
    expect(judged([short]).verdict).toBe('supported');
    expect(judged([long, long]).verdict).toBe('refuted');
    expect(judged([short, long]).verdict).toBe('undecided');
  });

  it('by each of the two parts', () => {
    expect(judged([{ line: 5 }]).partVerdicts).toEqual(['refuted', 'supported']);
    expect(judged([{ band: 5 }]).partVerdicts).toEqual(['supported', 'refuted']);
  });

  it('on the band only where all bands have converged', () => {
    const { verdict, partVerdicts, parts } = judged([{}, { converged: false }]);
    expect(verdict).toBe('undecided');
    expect(partVerdicts).toEqual(['supported', 'undecided']);
    expect(parts![1]!.reason).toContain('Not all bands converged.');
    expect(judged([{ band: 5, converged: false }, { band: 5 }]).partVerdicts[1]).toBe('undecided');
    expect(judged([{}]).parts![1]!.reason).not.toContain('converged');
  });

  it('and tells of the slowest pair', () => {
    const { reason } = judged([
      { line: million, band: million },
      { line: 100, band: 100 },
    ]);
    expect(reason.match(/10\^3\.0 times fewer/g)).toHaveLength(2);
  });
});

describe('a control that fails forbids the verdict', () => {
  it.each<MadePair>([{ sgd: null }, { gradientDescent: null }])('a run does not arrive: %o', (late) => {
    expect(judged([{}, late]).verdict).toBe('undecided');
    expect(judged([{}, late]).reason).toContain('1 of 2');
    expect(judged([{ line: 5, ...late }]).verdict).toBe('undecided');
  });

  it.each([[[]], [[2.31]], [[0, -2.31]]])(
    'the theory does not hold within a factor of 10 where it must: %j',
    (ratios) => {
      expect(judged([{}], ratios).verdict).toBe('undecided');
      expect(judged([{ band: 5 }], ratios).verdict).toBe('undecided');
    },
  );

  it('the theory may be off by less than a factor of 10', () => {
    expect(judged([{}], [2.29, -2.29]).verdict).toBe('supported');
  });
});
