import { alphaStable } from '#heavytail/claim/framework/alpha-stable/claim';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { smallNetwork } from '../smallNetwork.js';

type Results = Parameters<typeof alphaStable.judge>[0];
const contest = {
  best: 'stable',
  stableZ: 0,
  stableRejected: false,
  stableAcceptance: 0.95,
  columns: 40,
  alpha: 1.5,
};
const other = { ...contest, best: 'student-t', stableZ: -5, stableRejected: true };

function verdictOf(
  seen: readonly object[],
  worlds: { readonly stable: object | null; readonly gaussian: object | null } = {
    stable: contest,
    gaussian: other,
  },
) {
  const looks = seen.map((one) => ({ ...one, iteration: 0, family: 'coordinates' }));
  const network = { ...smallNetwork, measured: 10 };
  const results = [
    { kind: 'network', network, looks },
    { kind: 'worlds', worlds },
  ] as unknown as Results;
  return alphaStable.judge(results, { ...settingsOf('smoke'), dataset: 'procedural-digits' }).verdict;
}

/** What is found of a setting just on either side of a threshold. */
const thresholds: readonly (readonly [string, object, object])[] = [
  // 0.9 less 1.645 errors of a share of 40 columns: 0.822.
  ['the share of columns that pass', { stableAcceptance: 0.83 }, { stableAcceptance: 0.81 }],
  [
    'the share of few columns',
    { stableAcceptance: 0.76, columns: 10 },
    { stableAcceptance: 0.74, columns: 10 },
  ],
  ['the index', { alpha: 1.94 }, { alpha: 1.95 }],
  ['held-out minibatches', { stableRejected: false }, { stableRejected: true }],
];

describe('alpha-stable is decided', () => {
  it.each([
    [10, 'supported'],
    [9, 'supported'],
    [8, 'undecided'],
    [2, 'undecided'],
    [1, 'refuted'],
    [0, 'refuted'],
  ])('where the stable law holds in %d of 10 settings: %s', (count, verdict) => {
    expect(verdictOf(Array.from({ length: 10 }, (_, i) => (i < count ? contest : other)))).toBe(verdict);
  });

  it.each(thresholds)('by %s', (_, holds, fails) => {
    expect(verdictOf([{ ...contest, ...holds }])).toBe('supported');
    expect(verdictOf([{ ...contest, ...fails }])).toBe('refuted');
  });

  it('by nothing where no law could be fitted', () => {
    expect(verdictOf([])).toBe('undecided');
  });
});

describe('a control that fails forbids the verdict', () => {
  it.each(thresholds)('by %s', (_, holds, fails) => {
    for (const seen of [contest, other]) {
      expect(verdictOf([seen], { stable: { ...contest, ...fails }, gaussian: other })).toBe('undecided');
      expect(verdictOf([seen], { stable: contest, gaussian: { ...contest, ...holds } })).toBe('undecided');
    }
    const passing = { stable: { ...contest, ...holds }, gaussian: { ...contest, ...fails } };
    expect(verdictOf([contest], passing)).toBe('supported');
  });

  it('where a world has no stable fit', () => {
    expect(verdictOf([contest], { stable: null, gaussian: other })).toBe('undecided');
    expect(verdictOf([contest], { stable: contest, gaussian: null })).toBe('undecided');
  });
});
