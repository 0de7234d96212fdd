import { earlyJump } from '#heavytail/claim/finding/early-jump/claim';
import type { JumpRun } from '#heavytail/claim/finding/early-jump/run';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

/** 21 looks, 25 iterations apart. */
const iterations = Array.from({ length: 21 }, (_, look) => 25 * look);
const never = Infinity;

/** Looks at which a pair of runs has its gains and its dips. */
interface Made {
  readonly gain?: number;
  readonly dip?: number;
  readonly surrogateDip?: number;
  /** Of the run with Gaussian noise. */
  readonly other?: number;
  /** Largest over median step of the run with injected noise. */
  readonly jump?: number;
}
const causal: Required<Made> = { gain: 8, dip: 8, surrogateDip: 16, other: never, jump: 50 };

function runOf(mode: JumpRun['mode'], replicate: number, gain: number, jump = 2): JumpRun {
  return {
    mode,
    depth: 5,
    replicate,
    iterations,
    accuracy: iterations.map((_, look) => (look < gain ? 0.1 : 0.9)),
    largestStep: iterations.map((_, look) => 2 * (look === 3 ? jump : 1)),
    medianStep: 2,
    published: [],
    surrogate: [],
  };
}

/** Twenty replicates: the first few of one kind, the others of another. */
function judged(count: number, some: Made, others: Made = {}) {
  const results = Array.from({ length: 20 }, (_, replicate): JumpRun[] => {
    const { gain, dip, surrogateDip, other, jump } = { ...causal, ...(replicate < count ? some : others) };
    const lowAt = (at: number) => iterations.map((_, look) => (look === at ? 1.1 : 1.4));
    return [
      { ...runOf('sgd', replicate, gain), published: lowAt(dip), surrogate: lowAt(surrogateDip) },
      runOf('gaussian', replicate, other),
      runOf('stable', replicate, gain, jump),
    ];
  }).flat();
  const evidence = earlyJump.judge(results, { ...settingsOf('quick'), dataset: 'none' });
  const [coincidence, cause] = evidence.parts!.map(({ verdict }) => verdict);
  return { ...evidence, coincidence, cause };
}

it('is supported where dips are near gains that Gaussian noise lacks', () => {
  expect(judged(20, {})).toMatchObject({
    verdict: 'supported',
    coincidence: 'supported',
    cause: 'supported',
  });
});

describe('the dip coincides with the gain', () => {
  const near: Made = { gain: 10, dip: 10, surrogateDip: 20 };

  it('where it is nearer than half of all looks', () => {
    // Of 21 looks 9 are as near as 4 looks away, 11 as near as 5.
    expect(judged(20, { ...near, dip: 14 }).coincidence).toBe('supported');
    expect(judged(20, { ...near, dip: 6 }).coincidence).toBe('supported');
    expect(judged(20, { ...near, dip: 15 }).coincidence).toBe('refuted');
    expect(judged(20, { ...near, dip: 5 }).coincidence).toBe('refuted');
  });

  // Sign test of 20: one-sided p is 0.0059 for 16 and 0.021 for 15.
  it.each([
    [16, 'supported'],
    [15, 'undecided'],
    [5, 'undecided'],
    [4, 'refuted'],
  ])('in %d of 20 runs: %s', (count, verdict) => {
    expect(judged(count, near, { ...near, dip: 19 }).coincidence).toBe(verdict);
  });

  it.each([
    [16, 'supported'],
    [15, 'undecided'],
  ])('and nearer than that of the surrogate in %d of 20 runs: %s', (count, verdict) => {
    const nearer = { ...near, dip: 11, surrogateDip: 10 };
    expect(judged(count, near, nearer).coincidence).toBe(verdict);
  });

  it('leaves out runs whose surrogate is as near', () => {
    // 7 of 7 have p 0.0078, 6 of 6 0.016.
    const same = { ...near, surrogateDip: 10 };
    expect(judged(7, near, same).coincidence).toBe('supported');
    expect(judged(6, near, same).coincidence).toBe('undecided');
    expect(judged(7, near, same).statistics[1]!.value).toBeCloseTo(13 / 20, 12);
  });
});

describe('without heavy tails the gain is absent or later', () => {
  it.each([
    [9, 'refuted'],
    [11, 'supported'],
    [never, 'supported'],
  ])('by more than a quarter: at look %d instead of 8: %s', (other, verdict) => {
    expect(judged(20, { other }).cause).toBe(verdict);
  });

  it('and not by a quarter itself', () => {
    expect(judged(20, { other: 10 }).cause).not.toBe('supported');
  });

  it.each([
    [16, 'supported'],
    [15, 'undecided'],
    [1, 'undecided'],
    [0, 'refuted'],
  ])('in %d of 20 pairs, the others being equal: %s', (count, verdict) => {
    expect(judged(count, { other: never }, { other: 8 }).cause).toBe(verdict);
  });

  it('is refuted only where the mean ratio is shown to be near 1', () => {
    const early = { gain: 16, dip: 16, surrogateDip: 1, other: 10 };
    expect(judged(20, { ...early, other: 14 }).cause).toBe('refuted');
    expect(judged(20, early).cause).toBe('undecided');
    expect(judged(10, { other: 4 }, { other: 16 }).cause).toBe('undecided');
  });

  it('compares no times where fewer than two pairs have both', () => {
    expect(judged(1, { other: 8 }).statistics.some(({ name }) => name.startsWith('log2'))).toBe(false);
    expect(judged(2, { other: 8 }).statistics.some(({ name }) => name.startsWith('log2'))).toBe(true);
  });
});

describe('a control that fails forbids the verdict', () => {
  it('SGD has the gain in nine of ten runs', () => {
    expect(judged(2, { gain: never }).verdict).toBe('supported');
    expect(judged(3, { gain: never })).toMatchObject({ verdict: 'undecided', coincidence: 'supported' });
    const refuted = { other: 8, dip: 20 };
    expect(judged(2, { ...refuted, gain: never }, refuted).verdict).toBe('refuted');
    expect(judged(3, { ...refuted, gain: never }, refuted).verdict).toBe('undecided');
  });

  it('injected noise shows as jumps in every run', () => {
    expect(judged(1, { jump: 5 }).verdict).toBe('supported');
    expect(judged(1, { jump: 4.9 }).verdict).toBe('undecided');
    expect(judged(1, { jump: 4.9, other: 8 }, { other: 8 }).verdict).toBe('undecided');
  });

  it('there is no verdict without runs with injected noise', () => {
    const results = earlyJump
      .plan({ ...settingsOf('smoke'), dataset: 'none' })
      .filter(({ mode }) => mode === 'sgd' || mode === 'gaussian')
      .map(({ mode, replicate }) => {
        const run = runOf(mode, replicate, mode === 'sgd' ? 8 : never);
        return mode === 'sgd' ? { ...run, published: iterations, surrogate: iterations } : run;
      });
    expect(earlyJump.judge(results, { ...settingsOf('smoke'), dataset: 'none' }).controls[1]!.passed).toBe(
      false,
    );
  });
});
