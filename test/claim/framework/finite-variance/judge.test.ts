import { describe, expect, it } from 'vitest';
import { expectFinite } from '../../finite.js';
import { judged, tail } from './knownTails.js';

/** Two snapshots share the level: their intervals of 97.5 % reach 2.2414 errors, 0.1121. */
describe('finite-variance is decided', () => {
  it.each([
    [0.613, 'supported'],
    [0.611, 'undecided'],
    [0.389, 'undecided'],
    [0.387, 'refuted'],
  ])('by a shape of %d in two snapshots: %s', (shape, verdict) => {
    const evidence = judged([tail(shape), tail(shape)]);
    expect(evidence.verdict).toBe(verdict);
    expectFinite(evidence);
  });

  it.each([
    [0.597, 'undecided'],
    [0.599, 'supported'],
    [0.403, 'undecided'],
    [0.401, 'refuted'],
  ])('by the full level where there is one snapshot: %d, %s', (shape, verdict) => {
    expect(judged([tail(shape)]).verdict).toBe(verdict);
  });

  it('only by both tails together', () => {
    expect(judged([tail(0.9, 0.2)]).verdict).toBe('undecided');
    expect(judged([tail(0.2, 0.9)]).verdict).toBe('undecided');
    expect(judged([tail(0.9, 0.5)]).verdict).toBe('undecided');
    expect(judged([tail(0.5, 0.1)]).verdict).toBe('undecided');
  });

  it('as frequent where half of the snapshots are infinite, and as false where all are finite', () => {
    const [infinite, finite] = [tail(0.9), tail(0.1)];
    expect(judged([infinite, infinite, finite, finite]).verdict).toBe('supported');
    expect(judged([infinite, finite, finite]).verdict).toBe('undecided');
    expect(judged([finite, finite, finite]).verdict).toBe('refuted');
    expect(judged([infinite, finite]).scope).toBe('infinite in 1, finite in 1 of 2 snapshots');
  });

  it('with what would decide it where it is open', () => {
    const differing = judged([tail(0.9), tail(0.1), tail(0.1)]);
    expect(differing.open).toEqual({
      rule: expect.stringContaining('infinite in 1 of 3 snapshots; 2 support') as string,
      needs: 'networks that agree; more examples do not change it',
    });
    expect(judged([tail(0.45)]).open!.rule).toContain('shape of the largest 1 %');
    expect(judged([tail(0.45)]).open!.needs).toMatch(/times the examples/);
    const few = judged([tail(0.1, null)]);
    expect(few.verdict).toBe('undecided');
    expect(few.open!.needs).toContain('20000 examples');
    expect(few.statistics.filter(({ name }) => name.startsWith('shape'))).toHaveLength(1);
  });

  it('beside the range before the tail, which changes no verdict', () => {
    const grown = judged([tail(0.1, 0.1, 0.1), tail(0.1, 0.1, 0.9)]);
    expect(grown.parts!.map(({ verdict }) => verdict)).toEqual(['refuted', 'supported']);
    expect(grown.verdict).toBe('refuted');
    // The last snapshot alone counts.
    const early = judged([tail(0.9, 0.9, 0.9), tail(0.9, 0.9, 0.1)]);
    expect(early.parts!.map(({ verdict }) => verdict)).toEqual(['supported', 'refuted']);
    expect(judged([tail(0.1, 0.1, 0.5)]).parts![1]!.open!.rule).toContain('growth from the largest 20 %');
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
