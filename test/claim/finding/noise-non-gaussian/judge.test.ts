import { describe, expect, it } from 'vitest';
import { everywhere, judgeMade, knownWorlds, publishedOf, worldOf, type Found } from './made.js';

const heavier = everywhere('heavier');
const gaussian = everywhere('gaussian');
const open = everywhere('open');
/** Heavier, but for one stage and batch size. */
const but = (found: Found, stage = 1, size = 2) =>
  heavier.map((row, s) => row.map((other, b) => (s === stage && b === size ? found : other)));

describe('in every setting', () => {
  it('is supported where every setting is heavier than Gaussian', () => {
    const found = judgeMade([{ coordinates: heavier }, { coordinates: heavier }]);
    expect(found.verdict).toBe('supported');
    expect([found.coordinates.verdict, found.projections.verdict]).toEqual(['supported', 'supported']);
    expect(found.open).toBeUndefined();
  });

  it('is refuted where one setting in one direction is Gaussian', () => {
    const found = judgeMade([
      { coordinates: heavier },
      { coordinates: heavier, projections: but('gaussian') },
    ]);
    expect(found.verdict).toBe('refuted');
    expect([found.coordinates.verdict, found.projections.verdict]).toEqual(['supported', 'refuted']);
    expect(judgeMade([{ coordinates: but('gaussian'), projections: heavier }]).verdict).toBe('refuted');
    expect(judgeMade([{ coordinates: gaussian }]).verdict).toBe('refuted');
  });

  it('is undecided where a setting lies on both sides and none is Gaussian, and says what is missing', () => {
    const found = judgeMade([{ coordinates: but('open') }, { coordinates: heavier }]);
    expect(found.verdict).toBe('undecided');
    expect(found.coordinates.verdict).toBe('undecided');
    expect(found.open!.rule).toContain('1 of 18 settings');
    expect(found.open!.rule).toContain('early, b 1000');
    expect(found.open!.rule).toContain('at least 0.03');
    expect(found.open!.needs).toContain('minibatches');
    expect(found.reason).toMatch(/^Not decided/);
    expect(judgeMade([{ coordinates: open }]).verdict).toBe('undecided');
  });

  it('has its scope by stage', () => {
    const turning: Found[][] = [
      ['heavier', 'gaussian', 'gaussian'],
      ['heavier', 'heavier', 'open'],
      ['gaussian', 'heavier', 'gaussian'],
    ];
    const { scope, coordinates } = judgeMade([{ coordinates: turning, projections: heavier }]);
    expect(coordinates.scope).toBe(
      'at initialisation heavier than Gaussian up to b = 10, Gaussian from b = 100; ' +
        'early heavier than Gaussian up to b = 100, Gaussian at no b; ' +
        'at the end of training heavier than Gaussian at no b, Gaussian from b = 10.',
    );
    expect(scope).toContain(
      'at initialisation up to b = 10 (up to b = 1000) and Gaussian from b = 100 (at no b);',
    );
  });

  it('takes for its scope what holds of all networks', () => {
    const at = (size: number) =>
      heavier.map((row) => row.map((_, b): Found => (b < size ? 'heavier' : 'open')));
    const { coordinates } = judgeMade([{ coordinates: at(1) }, { coordinates: at(2) }]);
    expect(coordinates.scope).toContain('early heavier than Gaussian up to b = 10, Gaussian at no b');
    const two = judgeMade([{ coordinates: heavier }, { coordinates: but('gaussian', 1, 1) }]);
    expect(two.coordinates.scope).toContain(
      'early heavier than Gaussian up to b = 10, Gaussian from b = 100',
    );
  });
});

describe('the published index', () => {
  const verdict = (...published: ReturnType<typeof publishedOf>[]) =>
    judgeMade(published.map((tails) => ({ coordinates: heavier, published: tails }))).published;

  it('comes from tails where these add more than half of what stable ones do, in every setting', () => {
    expect(verdict(publishedOf(0.06), publishedOf(0.1)).verdict).toBe('supported');
    expect(verdict(publishedOf(0.06), publishedOf(0.04)).verdict).toBe('undecided');
  });

  it('does not where they add less than a quarter in any', () => {
    expect(verdict(publishedOf(0.02), publishedOf(0.1)).verdict).toBe('refuted');
    expect(verdict(publishedOf(-0.05)).verdict).toBe('refuted');
    expect(verdict(publishedOf(0.02), publishedOf(0.1)).scope).toContain(
      'in 3 of 6 settings, more than half in 3',
    );
  });

  it('is left open by intervals that reach over, and says so', () => {
    // 0.005 from the quarter, in units of errors of 0.001 and 0.002; Student's quantile is 3.0 to 3.2.
    expect(verdict(publishedOf(0.02, 0.001)).verdict).toBe('refuted');
    expect(verdict(publishedOf(0.02, 0.002)).verdict).toBe('undecided');
    expect(verdict(publishedOf(0.055, 0.001)).verdict).toBe('supported');
    const { verdict: found, open: missing } = verdict(publishedOf(0.055, 0.002));
    expect(found).toBe('undecided');
    expect(missing!.needs).toContain('minibatches');
  });

  it('is not judged where stable tails add nothing that is seen', () => {
    const { verdict: found, open: missing } = verdict(publishedOf(-0.05, 0.001, 0.002));
    expect(found).toBe('undecided');
    expect(missing!.rule).toContain('what α-stable tails add');
  });

  it('is no part of the verdict on the noise', () => {
    expect(judgeMade([{ coordinates: heavier, published: publishedOf(0) }]).verdict).toBe('supported');
    expect(judgeMade([{ coordinates: gaussian, published: publishedOf(0.1) }]).verdict).toBe('refuted');
  });
});

describe('a control that fails forbids the verdict', () => {
  const { gaussian: right, stable: heavy } = knownWorlds;

  it.each([
    ['Gaussian noise is left open', { gaussian: { ...right, tailWeights: worldOf(0.03, 0).tailWeights } }],
    ['Gaussian noise is found heavy', { gaussian: { ...right, tailWeights: worldOf(0.35, 0).tailWeights } }],
    ['stable noise is left open', { stable: { ...heavy, tailWeights: worldOf(0.03, 0).tailWeights } }],
    ['stable noise is found Gaussian', { stable: { ...heavy, tailWeights: worldOf(0, 0).tailWeights } }],
    ['Gaussian noise owes its index to tails', { gaussian: { ...right, published: publishedOf(0.1) } }],
    ['what Gaussian noise owes is left open', { gaussian: { ...right, published: publishedOf(0.03) } }],
    ['stable noise owes nothing to tails', { stable: { ...heavy, published: publishedOf(0) } }],
  ])('%s', (_, wrong) => {
    for (const coordinates of [heavier, gaussian]) {
      const found = judgeMade([{ coordinates }], { worlds: { ...knownWorlds, ...wrong } });
      expect(found.verdict).toBe('undecided');
      expect(found.reason).toMatch(/^A control failed/);
      expect(found.scope).toBeUndefined();
    }
  });

  it('intervals that take dependent columns for independent ones', () => {
    // 18 squares: the quantile of their mean at 99.9 % is 2.35, and a tenth more is allowed.
    expect(judgeMade([{ coordinates: heavier, gaussianZ: 1.58 }]).verdict).toBe('supported');
    expect(judgeMade([{ coordinates: heavier, gaussianZ: 1.64 }]).verdict).toBe('undecided');
    expect(judgeMade([{ coordinates: heavier, gaussianZ: -1.64 }]).verdict).toBe('undecided');
  });
});
