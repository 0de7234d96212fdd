import { classicalClt } from '#heavytail/claim/framework/averaging/classicalClt';
import { generalisedClt } from '#heavytail/claim/framework/averaging/generalisedClt';
import { sources, theorySlope, type AveragingResult } from '#heavytail/claim/framework/averaging/run';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = { ...settingsOf('quick'), dataset: 'none' };

interface Slope {
  /** Off the theory. */
  readonly off: number;
  /** Of 32 repetitions, in turn above and below: the 99.9 % interval is ±0.652 of it (Student's 3.633 over √31). */
  readonly scatter: number;
}
const right: Slope = { off: 0, scatter: 0.01 };

/** What the claim says where all slopes are right but those named. */
function judged(claim: typeof classicalClt, slopes: Readonly<Record<string, Slope>>) {
  const results = claim.plan(settings).map(({ source, doublings }): AveragingResult => {
    const { index } = sources.find(({ name }) => name === source)!;
    const { off, scatter } = slopes[source] ?? right;
    const logSizes = Array.from({ length: 32 }, (_, repetition) => {
      const slope = theorySlope(index) + off + (repetition % 2 ? scatter : -scatter);
      return Array.from({ length: doublings + 1 }, (__, k) => slope * k * Math.LN2);
    });
    return { source, logSizes };
  });
  return claim.judge(results, settings);
}

/** The verdict on one law, beside which all others are right. */
function partOf(claim: typeof classicalClt, source: string, off: number, scatter = 0.01) {
  const { verdict, parts } = judged(claim, { [source]: { off, scatter } });
  const part = parts!.find(({ name }) => name === source)!;
  expect(verdict).toBe(part.verdict);
  return verdict;
}

describe.each([
  ['classical-clt', classicalClt, ['Gaussian', 'Laplace', 'Student, 4 degrees']],
  [
    'generalised-clt',
    generalisedClt,
    ['stable, alpha 1.8', 'stable, alpha 1.5', 'stable, alpha 1.2', 'Pareto, index 1.2'],
  ],
] as const)('%s is decided', (_, claim, laws) => {
  it('as supported where every slope is that of its limit theorem', () => {
    const evidence = judged(claim, {});
    expect(evidence.verdict).toBe('supported');
    expect(evidence.parts!.map(({ name }) => name)).toEqual(laws);
    expectFinite(evidence);
  });

  // The interval reaches 0.0065 from the slope.
  it.each(laws)('by the distance of the slope from its theory: %s', (law) => {
    for (const sign of [-1, 1]) {
      expect(partOf(claim, law, sign * 0.018)).toBe('supported');
      expect(partOf(claim, law, sign * 0.019)).toBe('undecided');
      expect(partOf(claim, law, sign * 0.031)).toBe('undecided');
      expect(partOf(claim, law, sign * 0.032)).toBe('refuted');
    }
  });

  it('only where the interval is narrow, and says how many more draws it takes', () => {
    expect(partOf(claim, laws[0], 0, 0.038)).toBe('supported');
    expect(partOf(claim, laws[0], 0, 0.039)).toBe('undecided');
    const { open } = judged(claim, { [laws[0]]: { off: 0, scatter: 0.039 } });
    expect(open!.rule).toContain(`slope, ${laws[0]}`);
    expect(open!.needs).toBe('about 1.3 times the draws');
  });
});

describe('a control that fails forbids the verdict', () => {
  it.each([
    // Stable draws must be found not to have the slope -1/2: their interval has to lie above -0.475.
    [classicalClt, 'stable, alpha 1.5', 'Laplace', -0.475],
    // Gaussian draws must be found not to have the slope -0.444: their interval has to lie below -0.469.
    [generalisedClt, 'Gaussian', 'stable, alpha 1.2', -0.4694],
  ] as const)('$0.id', (claim, control, law, end) => {
    const { index } = sources.find(({ name }) => name === control)!;
    const side = claim === classicalClt ? 1 : -1;
    for (const [beyond, verdicts] of [
      [0.007, ['supported', 'refuted']],
      [0.006, ['undecided', 'undecided']],
    ] as const) {
      const slope = { off: end + side * beyond - theorySlope(index), scatter: 0.01 };
      const wrong = { [control]: slope, [law]: { off: 0.1, scatter: 0.01 } };
      expect([judged(claim, { [control]: slope }).verdict, judged(claim, wrong).verdict]).toEqual(verdicts);
    }
  });
});
