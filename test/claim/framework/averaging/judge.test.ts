import { classicalClt } from '#heavytail/claim/framework/averaging/classicalClt';
import { generalisedClt } from '#heavytail/claim/framework/averaging/generalisedClt';
import { sources, theorySlope, type AveragingResult } from '#heavytail/claim/framework/averaging/run';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

const settings = { ...settingsOf('quick'), dataset: 'none' };

interface Slope {
  /** Off the theory. */
  readonly off: number;
  /** Of repetitions, in turn above and below: the interval is ±0.894 of it (Student's 2.365 over √7). */
  readonly scatter: number;
}
const right: Slope = { off: 0, scatter: 0.01 };

/** What the claim says where all slopes are right but those named. */
function judged(claim: typeof classicalClt, slopes: Readonly<Record<string, Slope>>) {
  const results = claim
    .plan(settings)
    .filter((cell) => 'doublings' in cell)
    .map(({ source, doublings, replicate }): AveragingResult => {
      const { index } = sources.find(({ name }) => name === source)!;
      const { off, scatter } = slopes[source] ?? right;
      const slope = theorySlope(index) + off + (replicate % 2 ? scatter : -scatter);
      return { source, logMedians: Array.from({ length: doublings + 1 }, (_, k) => slope * k * Math.LN2) };
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
  ['classical-clt', classicalClt, 'Laplace'],
  ['generalised-clt', generalisedClt, 'stable, alpha 1.2'],
] as const)('%s is decided', (_, claim, source) => {
  it('by the distance of the slope from its theory', () => {
    for (const sign of [-1, 1]) {
      expect(partOf(claim, source, sign * 0.028)).toBe('supported');
      expect(partOf(claim, source, sign * 0.03)).toBe('refuted');
    }
  });

  it('only where the interval is narrow', () => {
    expect(partOf(claim, source, 0, 0.022)).toBe('supported');
    expect(partOf(claim, source, 0, 0.023)).toBe('undecided');
  });
});

describe('an interval that holds the slope of the other theorem decides nothing', () => {
  it.each([
    [classicalClt, 'Gaussian', 0.03, 0.038],
    [generalisedClt, 'stable, alpha 1.8', -0.03, -0.038],
  ] as const)('$0.id', (claim, source, apart, reaching) => {
    expect(partOf(claim, source, apart, 0.022)).toBe('supported');
    expect(partOf(claim, source, reaching, 0.022)).toBe('undecided');
  });
});

describe('a control that fails forbids the verdict', () => {
  const withControl = (claim: typeof classicalClt, source: string, slope: Slope) => {
    const wrong = claim === classicalClt ? 'Laplace' : 'stable, alpha 1.2';
    const refuted = judged(claim, { [source]: slope, [wrong]: { off: 0.1, scatter: 0.01 } }).verdict;
    return [judged(claim, { [source]: slope }).verdict, refuted];
  };
  const allowed = ['supported', 'refuted'];
  const forbidden = ['undecided', 'undecided'];

  it('of the classical theorem: draws without variance fall more slowly than by the power -0.48', () => {
    const at = (slope: number): Slope => ({ off: slope - theorySlope(1.5), scatter: 0.01 });
    expect(withControl(classicalClt, 'stable, alpha 1.5', at(-0.47))).toEqual(allowed);
    expect(withControl(classicalClt, 'stable, alpha 1.5', at(-0.472))).toEqual(forbidden);
  });

  it.each([
    [0.028, 0.01, allowed],
    [-0.028, 0.01, allowed],
    [0.03, 0.01, forbidden],
    [-0.03, 0.01, forbidden],
    // An interval that reaches the slope of an index of 1.8, -0.444.
    [0.028, 0.03, allowed],
    [0.03, 0.03, forbidden],
  ])('of the generalised theorem: Gaussian draws are off by %d ± %d', (off, scatter, verdicts) => {
    expect(withControl(generalisedClt, 'Gaussian', { off, scatter })).toEqual(verdicts);
  });
});
