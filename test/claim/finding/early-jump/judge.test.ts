import { earlyJump } from '#heavytail/claim/finding/early-jump/claim';
import type { JumpRun } from '#heavytail/claim/finding/early-jump/run';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

/** 21 looks, 20 iterations apart. */
const iterations = Array.from({ length: 21 }, (_, look) => 20 * look);
const never = Infinity;

/** Looks at which a pair of runs has its gains, its dips and its largest step. */
interface Made {
  readonly gain?: number;
  readonly dip?: number;
  /** How much of the fall of the statistic, which is 0.2, there is without tails as well. */
  readonly explained?: number;
  /** How much alpha-stable tails lower the statistic. */
  readonly seen?: number;
  readonly step?: number;
  /** Gain of the run with Gaussian noise, and of that with the smaller step size. */
  readonly other?: number;
  readonly slow?: number;
  /** Largest over median step of the run with injected noise. */
  readonly jump?: number;
}
const causal: Required<Made> = {
  gain: 8,
  dip: 8,
  explained: 0,
  seen: 0.1,
  step: 3,
  other: never,
  slow: 10,
  jump: 50,
};
/** All three parts refuted. */
const refuted: Made = { other: 8, explained: 1, step: 12 };

/** Accuracy of a half is reached at the look itself. */
function runOf(mode: JumpRun['mode'], replicate: number, gain: number, step: number, jump = 2): JumpRun {
  return {
    mode,
    depth: 5,
    replicate,
    iterations,
    accuracy: iterations.map((_, look) => (look < gain ? 0.1 : look === gain ? 0.5 : 0.9)),
    largestStep: iterations.map((_, look) => 2 * (look === step ? jump : 1)),
    largestStepAt: iterations[step]!,
    medianStep: 2,
    published: [],
    surrogate: [],
    scored: null,
  };
}

/** Twenty starts: the first few of one kind, the others of another. */
function judged(count: number, some: Made, others: Made = {}, starts = 20) {
  const results = Array.from({ length: starts }, (_, replicate): JumpRun[] => {
    const made = { ...causal, ...(replicate < count ? some : others) };
    const { gain, dip, step, slow } = made;
    const low = iterations.map((_, look) => (look === dip ? 1.2 : 1.4));
    const scored = (measured: number, gaussian: number) => ({
      measured,
      gaussian,
      stable: gaussian - made.seen,
    });
    return [
      {
        ...runOf('sgd', replicate, gain, step),
        published: low,
        surrogate: low,
        scored: { start: scored(1.4, 1.4), dip: scored(1.2, 1.4 - 0.2 * made.explained) },
      },
      runOf('gaussian', replicate, made.other, step),
      runOf('slow', replicate, slow, step),
      runOf('stable', replicate, gain, step, made.jump),
    ];
  }).flat();
  const evidence = earlyJump.judge(results, { ...settingsOf('quick'), dataset: 'none' });
  const [cause, dip, jumps] = evidence.parts!.map(({ verdict }) => verdict);
  return { ...evidence, cause, dip, jumps };
}

it('is supported where all parts are, refuted where one is', () => {
  expect(judged(20, {})).toMatchObject({ verdict: 'supported', cause: 'supported', dip: 'supported' });
  for (const one of [{ other: 8 }, { explained: 1 }, { step: 12 }] as const) {
    const { verdict, scope } = judged(20, one);
    expect(verdict).toBe('refuted');
    expect(scope).toMatch(/^It holds that .*; it does not hold that /);
  }
  expect(judged(20, refuted)).toMatchObject({ verdict: 'refuted' });
  expect(judged(20, refuted).scope).toBeUndefined();
});

describe('heavy tails bring the gain forward', () => {
  it.each([
    [9, 'refuted'],
    [11, 'supported'],
    [never, 'supported'],
    [4, 'refuted'],
  ])('by more than a quarter: at look %d instead of 8: %s', (other, verdict) => {
    expect(judged(20, { other }).cause).toBe(verdict);
  });

  it('is open where the interval of 99 % covers a quarter', () => {
    // Means of log2 around 0.322 with a scatter.
    expect(judged(10, { other: 8 }, { other: 12 }).cause).toBe('undecided');
    expect(judged(2, { other: 8 }, { other: 12 }).cause).toBe('supported');
    expect(judged(16, { other: 8 }, { other: 10 }).cause).toBe('refuted');
    const { parts } = judged(10, { other: 8 }, { other: 12 });
    expect(parts![0]!.open!.needs).toMatch(/pairs of runs/);
  });

  it('takes the time between looks from a straight line', () => {
    const { statistics } = judged(20, { other: 16 });
    // From accuracy 0.1 to 0.5 at the look itself.
    expect(statistics[0]!.value).toBeCloseTo(1, 12);
  });

  it('takes the length of a run for a gain that never came, and leaves out pairs without any', () => {
    expect(judged(20, {}).statistics[0]!.value).toBeCloseTo(Math.log2(20 / 8), 12);
    expect(judged(1, { gain: never }, { other: 8 }).parts![0]!.reason).toContain('(19 pairs)');
    expect(judged(1, { gain: never, other: 10 }, { other: 8 }).statistics[0]!.value).toBeCloseTo(-1 / 20, 12);
  });

  it('is open with fewer than two pairs', () => {
    expect(judged(1, { other: 8 }, {}, 1)).toMatchObject({ cause: 'undecided' });
    expect(judged(1, { other: 8 }, {}, 1).parts![0]!.open!.rule).toContain('fewer than two');
    expect(judged(2, { other: 8 }, {}, 2).cause).toBe('refuted');
  });
});

describe('the dip is a sign of heavy tails', () => {
  it.each([
    [0, 'supported'],
    [0.4, 'supported'],
    [0.6, 'refuted'],
    [1, 'refuted'],
  ])('where less than half of it is there without tails: %d of it: %s', (explained, verdict) => {
    expect(judged(20, { explained }).dip).toBe(verdict);
  });

  it('is open where that is so in half of the runs only', () => {
    const { dip, parts } = judged(10, { explained: 1 });
    expect(dip).toBe('undecided');
    expect(parts![1]!.open!.rule).toContain('fall of the index without tails');
    expect(judged(17, { explained: 1 }).dip).toBe('refuted');
    expect(judged(3, { explained: 1 }).dip).toBe('supported');
  });

  it('and where it is nearer to the gain than half of all looks', () => {
    // Of 21 looks 9 are as near as 4 looks away, 11 as near as 5.
    expect(judged(20, { gain: 10, dip: 14 }).dip).toBe('supported');
    expect(judged(20, { gain: 10, dip: 6 }).dip).toBe('supported');
    expect(judged(20, { gain: 10, dip: 15 }).dip).toBe('undecided');
    expect(judged(20, { gain: 10, dip: 5 }).dip).toBe('undecided');
  });

  // Sign test of 20: one-sided p is 0.0059 for 16 and 0.021 for 15.
  it.each([
    [16, 'supported'],
    [15, 'undecided'],
  ])('in %d of 20 runs: %s', (count, verdict) => {
    expect(judged(count, {}, { dip: 19 }).dip).toBe(verdict);
  });

  it('is refuted where it is there without tails, near the gain or not', () => {
    expect(judged(20, { dip: 19, explained: 1 }).dip).toBe('refuted');
  });

  it('is not near a gain that never came', () => {
    expect(judged(5, { gain: never }).dip).toBe('undecided');
    expect(judged(4, { gain: never }).dip).toBe('supported');
  });

  it('is open with one run', () => {
    expect(judged(1, {}, {}, 1).dip).toBe('undecided');
  });
});

describe('the largest steps come first', () => {
  it.each([
    [16, 'supported'],
    [15, 'undecided'],
    [5, 'undecided'],
    [4, 'refuted'],
  ])('in %d of 20 runs: %s', (count, verdict) => {
    expect(judged(count, {}, { step: 12 }).jumps).toBe(verdict);
  });

  it('is not the case where the largest step is the gain itself', () => {
    expect(judged(20, { step: 7 }).jumps).toBe('supported');
    expect(judged(20, { step: 8 }).jumps).toBe('refuted');
  });

  it('leaves out runs without a gain', () => {
    expect(judged(13, { gain: never, step: 12 }, {}).jumps).toBe('supported');
    expect(judged(14, { gain: never, step: 12 }, {}).jumps).toBe('undecided');
    expect(judged(19, { gain: never }, {}).parts![2]!.reason).toContain('fewer than two');
  });
});

describe('a control that fails forbids the verdict', () => {
  it('SGD has the gain in nine of ten runs', () => {
    expect(judged(2, { gain: never, slow: never }).verdict).toBe('supported');
    expect(judged(3, { gain: never, slow: never })).toMatchObject({ verdict: 'undecided', dip: 'supported' });
    expect(judged(2, { ...refuted, gain: never, slow: never }, refuted).verdict).toBe('refuted');
    expect(judged(3, { ...refuted, gain: never, slow: never }, refuted).verdict).toBe('undecided');
  });

  it('a smaller step size delays the gain', () => {
    expect(judged(20, { slow: 9 }).verdict).toBe('supported');
    expect(judged(20, { slow: 8 }).verdict).toBe('undecided');
    expect(judged(20, { ...refuted, slow: 8 }).verdict).toBe('undecided');
    expect(judged(12, { slow: 8 }, { slow: 9 }).verdict).toBe('supported');
    expect(judged(10, { slow: 6 }, { slow: 10 }).verdict).toBe('undecided');
  });

  it('tails would lower the statistic', () => {
    expect(judged(12, { seen: 0 }).verdict).toBe('supported');
    expect(judged(20, { seen: 0 }).verdict).toBe('undecided');
    expect(judged(20, { ...refuted, seen: -0.1 }).verdict).toBe('undecided');
    expect(judged(10, { seen: -0.1 }, { seen: 0.12 }).verdict).toBe('undecided');
  });

  it('injected noise shows as jumps in every run', () => {
    expect(judged(1, { jump: 5 }).verdict).toBe('supported');
    expect(judged(1, { jump: 4.9 }).verdict).toBe('undecided');
    expect(judged(1, { ...refuted, jump: 4.9 }, refuted).verdict).toBe('undecided');
  });

  it('there is no verdict without its runs', () => {
    const some = Array.from({ length: 8 }, (_, replicate) => [
      {
        ...runOf('sgd', replicate, 8, 3),
        published: iterations.map(() => 1.4),
        surrogate: iterations.map(() => 1.4),
      },
      runOf('gaussian', replicate, never, 3),
    ]).flat();
    const { controls } = earlyJump.judge(some, { ...settingsOf('quick'), dataset: 'none' });
    expect(controls.map(({ passed }) => passed)).toEqual([true, false, false, false]);
  });
});
