import { describe, expect, it } from 'vitest';
import { expectFinite } from '../../finite.js';
import { gaussian, judged, kept, look, risen } from './knownLooks.js';

describe('alpha-stable is decided', () => {
  it.each([
    [10, 'supported'],
    [9, 'supported'],
    [8, 'undecided'],
    [2, 'undecided'],
    [1, 'refuted'],
    [0, 'refuted'],
  ])('where the index is kept in %d of 10 snapshots and rises in the others: %s', (count, verdict) => {
    const evidence = judged(Array.from({ length: 10 }, (_, i) => (i < count ? kept : risen)));
    expect(evidence.verdict).toBe(verdict);
    const where = `alpha-stable in ${count} of 10 snapshots; index 1.20`.slice(0, 37);
    expect(evidence.scope ?? '').toContain(count === 0 ? '' : where);
    expect(evidence.scope === undefined).toBe(count === 0);
    expectFinite(evidence);
  });

  it.each([
    // The interval of a change is about ±0.003: 2.71 errors, of a scatter of 0.002 over 40 weights twice.
    ['from the first batch size to the second', [1.5, 1.59, 1.5], [1.5, 1.6, 1.5]],
    ['from the first batch size to the third', [1.5, 1.5, 1.59], [1.5, 1.5, 1.6]],
    ['downwards', [1.5, 1.5, 1.41], [1.5, 1.5, 1.4]],
    ['by the index itself', [1.88, 1.9, 1.9], [1.9, 1.9, 1.9]],
  ] as const)('as stable by a change of the index: %s', (_, holds, fails) => {
    expect(judged([look(holds)]).verdict).toBe('supported');
    expect(judged([look(fails)]).verdict).not.toBe('supported');
  });

  it('as stable only where no other law beats it', () => {
    const beaten = look([1.5, 1.5, 1.5], { best: 'student-t', stableZ: -4, stableRejected: true });
    expect(judged([beaten]).verdict).toBe('undecided');
    expect(judged([beaten]).open!.needs).toContain('networks that agree');
  });

  it('as not stable where the lower end of the rise is above what counts as kept', () => {
    expect(judged([look([1.5, 1.5, 1.61])]).verdict).toBe('refuted');
    expect(judged([look([1.5, 1.5, 1.6009])]).verdict).toBe('undecided');
    // What happens in between does not refute.
    expect(judged([look([1.5, 1.7, 1.5])]).verdict).toBe('undecided');
  });

  it('without the snapshots that are Gaussian at the smallest batch size', () => {
    expect(judged([risen, gaussian, gaussian]).verdict).toBe('refuted');
    expect(judged([gaussian, gaussian]).verdict).toBe('refuted');
    expect(judged([kept, gaussian, gaussian]).verdict).toBe('undecided');
  });

  it('with what would decide it where it is open', () => {
    const wide = judged([look([1.5, 1.5, 1.55], { scatter: 0.1 })]);
    expect(wide.verdict).toBe('undecided');
    expect(wide.open!.rule).toContain('rise of the index, width 8');
    expect(wide.open!.needs).toMatch(/times the weights/);
    const one = { ...kept, slopes: kept.slopes.slice(0, 1) };
    const short = judged([one]);
    expect(short.verdict).toBe('undecided');
    expect(short.open!.needs).toContain('ten times the examples');
  });

  it('and names the laws that were best as people write them', () => {
    const { reason } = judged([risen, risen, gaussian, { ...risen, best: null }]);
    expect(reason).toContain('the best law is Student (2), Gaussian (1), none (1).');
    for (const [best, name] of [
      ['stable', 'alpha-stable'],
      ['normal-inverse-gaussian', 'normal inverse Gaussian'],
      ['laplace', 'Laplace'],
      ['gaussian-mixture', 'Gaussian mixture'],
    ] as const) {
      expect(judged([{ ...risen, best }]).reason).toContain(`the best law is ${name} (1).`);
    }
  });
});

describe('a control that fails forbids the verdict', () => {
  it.each([
    ['stable noise is seen to change its index', { stable: look([1.5, 1.5, 1.62]) }],
    ['stable noise is left open', { stable: look([1.5, 1.5, 1.5], { scatter: 0.2 }) }],
    ['another law beats stable noise', { stable: look([1.5, 1.5, 1.5], { stableRejected: true }) }],
    ['stable noise is taken for Gaussian', { stable: look([1.95, 1.95, 1.95]) }],
    ['the index of the mixture does not rise', { mixture: look([1.5, 1.5, 1.59]) }],
    ['the mixture is taken for Gaussian', { mixture: look([1.92, 2, 2.1]) }],
  ])('%s', (_, worlds) => {
    for (const seen of [kept, risen]) {
      const evidence = judged([seen], worlds);
      expect(evidence.verdict).toBe('undecided');
      expect(evidence.reason).toContain('A control failed');
    }
  });
});
