import {
  around,
  atLeast,
  atMost,
  control,
  decide,
  intervalPart,
  intervalVerdict,
  joinVerdicts,
  judged,
  mustFail,
  plainStatistic,
  tooWide,
} from '#heavytail/evidence/index';
import { describe, expect, it } from 'vitest';

const interval = (low: number, high: number) => ({
  value: (low + high) / 2,
  standardError: (high - low) / 4,
  low,
  high,
  level: 0.95,
});
const right = control('the known world is found', true, 'slope 1.00');
const wrong = control('the known world is found', false, 'slope 7.00');
const nothing = { figures: [], tables: [] };

describe('a verdict', () => {
  it('follows from where an interval lies', () => {
    const range = around(1, 0.25);
    expect(range).toEqual([0.75, 1.25]);
    expect(intervalVerdict(interval(0.75, 1.25), range)).toBe('supported');
    expect(intervalVerdict(interval(0.7, 1.2), range)).toBe('undecided');
    expect(intervalVerdict(interval(1.3, 1.4), range)).toBe('refuted');
    expect(intervalVerdict(interval(0.1, 0.2), range)).toBe('refuted');
    expect(intervalVerdict(interval(3, 4), atLeast(2))).toBe('supported');
    expect(intervalVerdict(interval(3, 4), atMost(2))).toBe('refuted');
    expect(intervalVerdict(interval(-4, -3), atMost(2))).toBe('supported');
  });

  it('is open where an interval touches the range, of which both ends are part', () => {
    expect(intervalVerdict(interval(0, 1), [1, 2])).toBe('undecided');
    expect(intervalVerdict(interval(2, 3), [1, 2])).toBe('undecided');
  });

  it('is that of the statement that holds, then of the one that fails', () => {
    expect([decide(true, false), decide(true, true), decide(false, true), decide(false, false)]).toEqual([
      'supported',
      'supported',
      'refuted',
      'undecided',
    ]);
  });

  it('of several is supported when all are and refuted when one is', () => {
    expect(joinVerdicts(['supported', 'supported'])).toBe('supported');
    expect(joinVerdicts(['supported', 'undecided'])).toBe('undecided');
    expect(joinVerdicts(['undecided', 'refuted'])).toBe('refuted');
    expect(joinVerdicts(['refuted'], [right, wrong])).toBe('undecided');
  });
});

it('a part holds where all its intervals do, and brings them as statistics', () => {
  const slope = ['slope', interval(-0.1, 0.1), around(0, 0.2), 0] as const;
  const ratio = ['ratio', interval(2, 3), around(1, 0.2)] as const;
  expect(intervalPart('both', 'They are so.', [slope, ratio])).toEqual({
    name: 'both',
    verdict: 'refuted',
    reason: 'They are so.',
    statistics: [
      { name: 'slope', value: 0, low: -0.1, high: 0.1, level: 0.95, theory: 0 },
      { name: 'ratio', value: 2.5, low: 2, high: 3, level: 0.95 },
    ],
  });
  expect(intervalPart('one', 'It is so.', [slope]).verdict).toBe('supported');
});

it('a statistic holds what theory says only where it says something', () => {
  expect(plainStatistic('paths', 7)).toStrictEqual({ name: 'paths', value: 7, low: 7, high: 7, level: 1 });
  expect(plainStatistic('index', 2, 1.5).theory).toBe(1.5);
});

it('a control that must fail passes only where the statement is refuted', () => {
  const passed = (low: number, high: number) =>
    mustFail('Brownian noise', interval(low, high), around(0, 0.5), 'slope').passed;
  expect([passed(1, 2), passed(0, 1), passed(-0.1, 0.1)]).toEqual([true, false, false]);
});

describe('evidence', () => {
  const part = intervalPart('slope', 'The slope is 0.', [['slope', interval(-0.1, 0.1), around(0, 0.2)]]);
  const aside = { name: 'beside', verdict: 'refuted' as const, reason: 'It is otherwise.' };

  it('is joined from its parts, whatever stands beside them', () => {
    const evidence = judged({
      parts: [part],
      asides: [aside],
      controls: [right],
      statistics: [plainStatistic('paths', 7)],
      ...nothing,
    });
    expect(evidence.verdict).toBe('supported');
    expect(evidence.reason).toBe('The slope is 0.');
    expect(evidence.parts).toEqual([
      { name: 'slope', verdict: 'supported', reason: 'The slope is 0.' },
      aside,
    ]);
    expect(evidence.statistics.map(({ name, level }) => [name, level])).toEqual([
      ['slope', 0.95],
      ['paths', 1],
    ]);
  });

  it('decides nothing where a control failed, and says which', () => {
    const evidence = judged({ parts: [part], controls: [right, wrong], ...nothing });
    expect(evidence.verdict).toBe('undecided');
    expect(evidence.reason).toBe(
      'A control failed (the known world is found: slope 7.00), so the experiment decides nothing.',
    );
    expect(judged({ verdict: 'refuted', controls: [wrong], ...nothing }).verdict).toBe('undecided');
  });

  it('of one statement has its own verdict and no parts', () => {
    const evidence = judged({ verdict: 'refuted', controls: [right], reason: 'No.', ...nothing });
    expect(evidence).toEqual({
      verdict: 'refuted',
      reason: 'No.',
      statistics: [],
      controls: [right],
      ...nothing,
    });
  });

  it('that nothing was found for is undecided', () => {
    expect(judged({ controls: [], ...nothing }).verdict).toBe('undecided');
  });
});

describe('what is left open', () => {
  const wide = { value: 0.1, standardError: 0.1, low: -0.1, high: 0.3, level: 0.95 };

  it('names the interval that is too wide, and how many times the samples would do', () => {
    // Half width 0.2, distance 0.1 from the end: 4 times the samples, and 1.1² of that for good measure.
    expect(tooWide(['slope', wide, atMost(0.2)], 'minibatches')).toEqual({
      rule: 'slope 0.100 (-0.100 to 0.300) against at most 0.2',
      needs: 'about 5 times the minibatches',
    });
    expect(tooWide(['slope', wide, around(0.1, 0.15)], 'starts').needs).toBe('about 3 times the starts');
  });

  it('says when a value lies next to its margin', () => {
    const { needs } = tooWide(['slope', wide, atLeast(0.0999)], 'starts');
    expect(needs).toBe('more than 100 times the starts: the value lies next to the margin');
  });

  it('stands first in the reason of an undecided claim', () => {
    const part = intervalPart('first', 'It is 0.1.', [['slope', wide, atMost(0.2)]], 'minibatches');
    const evidence = judged({ parts: [part], controls: [right], ...nothing });
    expect(evidence.reason).toMatch(
      /^Not decided: part “first”: slope 0\.100 .* To decide it: about 5 times/,
    );
    expect(evidence.reason).toContain('It is 0.1.');
    expect(evidence.open?.needs).toBe('about 5 times the minibatches');
  });

  it('is not said of a claim that is decided, or whose control failed', () => {
    const open = { rule: 'slope', needs: 'more' };
    const decided = judged({ verdict: 'refuted', open, controls: [right], reason: 'No.', ...nothing });
    expect(decided).not.toHaveProperty('open');
    const failed = judged({ verdict: 'refuted', open, controls: [wrong], reason: 'No.', ...nothing });
    expect(failed.reason).toMatch(/^A control failed/);
    expect(failed).not.toHaveProperty('open');
  });
});

it('keeps where a statement holds, of the claim or of its first part that says it', () => {
  const part = { name: 'a', verdict: 'refuted' as const, reason: 'No.', scope: 'for b up to 100' };
  expect(judged({ parts: [part], controls: [], ...nothing }).scope).toBe('for b up to 100');
  expect(judged({ parts: [part], scope: 'nowhere', controls: [], ...nothing }).scope).toBe('nowhere');
  expect(judged({ parts: [part], scope: undefined, controls: [], ...nothing })).not.toHaveProperty('scope');
});
