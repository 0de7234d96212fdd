import { finiteVariance } from '#heavytail/claim/framework/finite-variance/claim';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { smallNetwork } from '../smallNetwork.js';

type Results = Parameters<typeof finiteVariance.judge>[0];

/** A tail of this shape with an interval of ±0.098; null where none could be fitted. */
function tail(value: number | null, elsewhere = value) {
  const shapeOf = (of: number | null) => (of === null ? null : { value: of, standardError: 0.05 });
  const survival = [
    [1, 0.5],
    [2, 0.1],
  ] as const;
  return { shape: shapeOf(value), otherShapes: [null, shapeOf(elsewhere)], largestShare: 0.01, survival };
}
type Tail = ReturnType<typeof tail>;

function judged(seen: readonly Tail[], worlds: { readonly stable?: Tail; readonly gaussian?: Tail } = {}) {
  const looks = seen.map((one, i) => ({ ...one, iteration: 100 * i }));
  const known = { stable: tail(0.8), gaussian: tail(-0.1), ...worlds };
  const results = [
    { kind: 'network', network: smallNetwork, looks },
    { kind: 'worlds', worlds: known },
  ] as Results;
  return finiteVariance.judge(results, { ...settingsOf('smoke'), dataset: 'procedural-digits' });
}

describe('finite-variance is decided', () => {
  it.each([
    [0.6, 'supported'],
    [0.59, 'undecided'],
    [0.41, 'undecided'],
    [0.4, 'refuted'],
  ])('by a shape of %d: %s', (shape, verdict) => {
    expect(judged([tail(shape), tail(shape)]).verdict).toBe(verdict);
  });

  it('by all snapshots together, and by none without a shape', () => {
    expect(judged([tail(0.8), tail(0.5)]).verdict).toBe('undecided');
    expect(judged([tail(0.1), tail(0.5)]).verdict).toBe('undecided');
    const { verdict, statistics, reason } = judged([tail(0.8), tail(null)]);
    expect(verdict).toBe('undecided');
    expect(statistics).toHaveLength(1);
    expect(reason).toContain('Of 2 snapshots 1 have norms without variance');
  });

  it('and says whether the answer hangs on where the tail begins', () => {
    const contradicted = 'depends on where the tail is taken to begin';
    expect(judged([tail(0.8, 0.61), tail(0.8, 0.39)]).reason).toContain(contradicted);
    expect(judged([tail(0.8, 0.59), tail(0.8, 0.39)]).reason).not.toContain(contradicted);
    expect(judged([tail(0.8, 0.61), tail(0.8, 0.41)]).reason).not.toContain(contradicted);
  });
});

describe('a control that fails forbids the verdict', () => {
  it.each([
    ['alpha-stable sizes are left open', { stable: tail(0.59) }],
    ['alpha-stable sizes have no shape', { stable: tail(null) }],
    ['alpha-stable sizes have finite variance', { stable: tail(0.2) }],
    ['Gaussian sizes are left open', { gaussian: tail(0.41) }],
    ['Gaussian sizes have no shape', { gaussian: tail(null) }],
    ['Gaussian sizes have infinite variance', { gaussian: tail(0.8) }],
  ])('%s', (_, worlds) => {
    expect(judged([tail(0.8)], worlds).verdict).toBe('undecided');
    expect(judged([tail(0.1)], worlds).verdict).toBe('undecided');
  });

  it('but not where both are only just told', () => {
    expect(judged([tail(0.8)], { stable: tail(0.6), gaussian: tail(0.4) }).verdict).toBe('supported');
  });
});
