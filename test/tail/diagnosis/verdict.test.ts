import { stable } from 'heavytail/law';
import type { FamilyEvidence, ModelComparison, NoiseEvidence, TailWeightTest } from 'heavytail/tail';
import { judgeNoise } from '#heavytail/tail/diagnosis/verdict';
import { describe, expect, it } from 'vitest';
import { judged } from './judged.js';
import {
  evidenceWith,
  family,
  none,
  openGrowth,
  stableGrowth,
  weight,
  type Growth,
} from './madeUpEvidence.js';

/** The rules of the verdict, each on made-up evidence at its threshold and on both sides of it. */

const [heavy, light] = [weight(0.2, 20), weight(-0.2, -20)];
const coordinates = (...tails: [TailWeightTest, Growth?]) => family('coordinates', ...tails);
const projections = (...tails: [TailWeightTest, Growth?]) => family('projections', ...tails);
const verdictOf = (changed: Partial<NoiseEvidence>) => judgeNoise(evidenceWith(changed));

/** Heavy tails that rest on no few minibatches. */
const heavyNoise = { families: [coordinates(heavy)], withoutLargest: [heavy] };

const gaussian = { verdict: 'gaussian' };
const anisotropic = { verdict: 'gaussian-anisotropic' };
const heavyTailed = { verdict: 'heavy-tailed' };
const lightTailed = { verdict: 'light-tailed' };
const alphaStable = { verdict: 'alpha-stable' };
const undecided = judged('not-enough-data', /do not decide/);

describe('judgeNoise asks first whether there is noise', () => {
  it('of at least 20 minibatches', () => {
    const few = verdictOf({ minibatches: 19 });
    expect(few).toEqual(judged('not-enough-data', /^19 minibatches; at least 20/));
    expect(verdictOf({ minibatches: 20 })).toMatchObject(gaussian);
  });

  it('with a coordinate that is not always zero', () => {
    const dead = judged('invalid', /exactly zero/);
    expect(verdictOf({ deadCoordinates: 50, scale: 0, families: [] })).toMatchObject(dead);
    expect(verdictOf({ deadCoordinates: 49 })).toMatchObject(anisotropic);
  });

  it('of a size between 1e-30 and 1e15', () => {
    for (const scale of [1e-30, 1e15, 0, Infinity, Number.NaN]) {
      expect(verdictOf({ scale })).toEqual(judged('invalid', /^The noise is of size/));
    }
    for (const scale of [1.01e-30, 0.99e15]) expect(verdictOf({ scale })).toMatchObject(gaussian);
  });

  it('that varies, and that rounding has left', () => {
    const nothing = judged('not-enough-data', /varies continuously/);
    expect(verdictOf({ families: [] })).toMatchObject(nothing);
    const coarse = judged('invalid', /grid/);
    expect(verdictOf({ families: [], coarseShare: 0.01 })).toMatchObject(coarse);
    expect(verdictOf({ coarseShare: 0.01 })).toMatchObject(gaussian);
  });
});

describe('judgeNoise tells tails from Gaussian ones', () => {
  it.each([
    ['heavy', 1, heavyTailed],
    ['light', -1, lightTailed],
  ] as const)('%s from 4 standard errors and 0.06', (_, sign, told) => {
    const of = (excess: number, z: number) => {
      const tails = weight(sign * excess, sign * z, 0.01);
      return verdictOf({ families: [coordinates(none), projections(tails)], withoutLargest: [tails] });
    };
    expect(of(0.0601, 4.01)).toMatchObject(told);
    expect(of(0.06, 6)).toMatchObject(undecided);
    expect(of(0.2, 4)).toMatchObject(undecided);
  });

  it('as Gaussian where both families are known to be below 0.06 by 2.5 standard errors', () => {
    const of = (excess: number, standardError: number) =>
      verdictOf({ families: [coordinates(none), projections(weight(excess, 0, standardError))] });
    expect(of(0, 0.0239)).toMatchObject(gaussian);
    expect(of(0, 0.024)).toEqual(judged('not-enough-data', /random projections .*0\.06 is what/));
    for (const sign of [1, -1]) {
      expect(of(sign * 0.03, 0.0119)).toMatchObject(gaussian);
      expect(of(sign * 0.03, 0.0121)).toMatchObject(undecided);
    }
  });

  it('as heavy where one family is heavy and the other light', () => {
    const both = { families: [coordinates(light), projections(heavy)], withoutLargest: [heavy] };
    expect(verdictOf(both)).toEqual(judged('heavy-tailed', /^Random projections have/));
  });

  it('and names the family of the largest excess', () => {
    const lighter = weight(0.1, 40);
    const named = (...families: FamilyEvidence[]) =>
      verdictOf({ families, withoutLargest: [heavy] }).sentence.split(' have')[0];
    expect(named(coordinates(lighter), projections(heavy))).toBe('Random projections');
    expect(named(coordinates(heavy), projections(lighter))).toBe('Coordinates');
    const small = [coordinates(weight(0.011, 1)), projections(weight(0.013, 1))];
    for (const families of [small, small.toReversed()]) {
      expect(verdictOf({ families })).toEqual(judged('gaussian', /at most \+0\.013/));
    }
  });
});

describe('judgeNoise calls heavy tails', () => {
  const time = (normZ: number) => ({ normCorrelation: 0.5, normZ, columnCorrelation: 0, columnZ: 0 });

  it('Gaussian where both families lose them with the drift of the scale', () => {
    const without = (...withoutDrift: TailWeightTest[]) =>
      verdictOf({ ...heavyNoise, time: time(9), withoutDrift });
    const drift = /^The scale of the noise drifts .*correlation 0\.50, z = 9/;
    expect(without(none, none)).toMatchObject(judged('gaussian', drift));
    expect(without(weight(0.06, 9), none)).toMatchObject(gaussian);
    expect(without(none, heavy)).toMatchObject(heavyTailed);
    const unequal = { ...heavyNoise, time: time(9), withoutDrift: [none], scaleRatio: 2 };
    expect(verdictOf(unequal)).toMatchObject(judged('gaussian-anisotropic', drift));
  });

  it('undecided where both families lose them with the largest minibatches', () => {
    const without = (...withoutLargest: TailWeightTest[]) => verdictOf({ ...heavyNoise, withoutLargest });
    const few = judged('not-enough-data', /rest on one minibatch alone/);
    expect(without(none, none)).toMatchObject(few);
    expect(without(none, light)).toMatchObject(few);
    expect(without(none, heavy)).toMatchObject(heavyTailed);
  });

  it('those of minibatches that depend on their order, from z of 4', () => {
    const of = (normZ: number) => verdictOf({ ...heavyNoise, time: time(normZ) }).sentence;
    for (const z of [4.01, -4.01]) expect(of(z)).toMatch(/\. Minibatches depend on their order/);
    for (const z of [4, -4]) expect(of(z)).not.toMatch(/order/);
    expect(verdictOf(heavyNoise).sentence).not.toMatch(/order/);
  });
});

describe('judgeNoise calls heavy tails alpha-stable', () => {
  type Named = ModelComparison['models'][number]['name'];
  const model = (name: Named, rejected: boolean) => ({
    name,
    heldOutLogLikelihood: -1,
    vuongZ: rejected ? -5.6 : -1,
    rejected,
    acceptance: undefined,
    law: undefined,
    parameters: {},
  });
  const models = (alpha: number, rejected = false): NonNullable<NoiseEvidence['models']> => ({
    models: [model('laplace', false), model('stable', rejected)],
    columns: 50,
    values: 10_000,
    stable: stable({ alpha }),
    family: 'coordinates',
  });
  const stableNoise = { ...heavyNoise, families: [coordinates(heavy, stableGrowth)], models: models(1.5) };

  it('where the law fits and sums grow like it', () => {
    const found = verdictOf(stableNoise);
    expect(found).toEqual(judged('alpha-stable', /alpha 1\.50.* tail index 1\.50/));
  });

  it('unless it was not fitted', () => {
    const plain = judged('heavy-tailed', /z = 20\)\.$/);
    const without = { ...models(1.5), models: [model('laplace', false)] };
    const unsettled = { ...models(1.5), stable: undefined };
    for (const missing of [undefined, without, unsettled]) {
      expect(verdictOf({ ...stableNoise, models: missing })).toMatchObject(plain);
    }
  });

  it('unless another law beats it', () => {
    const beaten = judged('heavy-tailed', /laplace law beats .*-5\.6/);
    expect(verdictOf({ ...stableNoise, models: models(1.5, true) })).toMatchObject(beaten);
  });

  it('up to an alpha of 1.95', () => {
    expect(verdictOf({ ...stableNoise, models: models(1.95) })).toMatchObject(alphaStable);
    const near = judged('heavy-tailed', /fits with alpha 1\.96 only/);
    expect(verdictOf({ ...stableNoise, models: models(1.96) })).toMatchObject(near);
  });

  it('where the interval of the growth of its own sums lies below 2', () => {
    const open = judged('heavy-tailed', /is open\.$/);
    const growing = (high: number) =>
      verdictOf({ ...stableNoise, families: [coordinates(heavy, { low: 1.3, high })] });
    expect(growing(1.99)).toMatchObject(alphaStable);
    expect(growing(2)).toMatchObject(open);
    const { tailIndex, ...rest } = coordinates(heavy, stableGrowth);
    const failed = {
      ...tailIndex,
      status: 'invalid',
      sentence: 'They cancel.',
    } as FamilyEvidence['tailIndex'];
    expect(verdictOf({ ...stableNoise, families: [{ ...rest, tailIndex: failed }] })).toMatchObject(open);
    const other = [coordinates(weight(0.1, 9), openGrowth), projections(heavy, stableGrowth)];
    expect(verdictOf({ ...stableNoise, families: other })).toMatchObject(alphaStable);
  });

  it('and says where minibatches depend on their order', () => {
    const time = { normCorrelation: 0.5, normZ: 9, columnCorrelation: 0, columnZ: 0 };
    expect(verdictOf({ ...stableNoise, time }).sentence).toMatch(/\. Minibatches depend on their order/);
  });
});

describe('judgeNoise calls Gaussian noise anisotropic', () => {
  it('where scales differ by more than 15 %, and by more than chance', () => {
    expect(verdictOf({ scaleRatio: 1.15 })).toMatchObject(gaussian);
    const unequal = judged('gaussian-anisotropic', /1\.40 comes from scales .* factor of 1\.2 /);
    expect(verdictOf({ scaleRatio: 1.16 })).toMatchObject(unequal);
    // exp(sqrt(2/50)) = 1.221
    expect(verdictOf({ scaleRatio: 1.22, minibatches: 50 })).toMatchObject(gaussian);
    expect(verdictOf({ scaleRatio: 1.222, minibatches: 50 })).toMatchObject(anisotropic);
  });

  it('where there are at least two coordinates', () => {
    expect(verdictOf({ scaleRatio: 2, coordinates: 1 })).toMatchObject(gaussian);
    expect(verdictOf({ scaleRatio: 2, coordinates: 2 })).toMatchObject(anisotropic);
  });

  it('where a coordinate is dead', () => {
    expect(verdictOf({ deadCoordinates: 1 })).toEqual(judged('gaussian-anisotropic', /1 coordinates/));
  });

  it('where the surrogate of the published statistic shows correlation, from z of 4', () => {
    const pooled = { status: 'invalid', sentence: '', level: 0.95, published: 1.4 } as const;
    const of = (surrogateZ: number | undefined) => verdictOf({ pooled: { ...pooled, surrogateZ } });
    expect(of(4.01)).toEqual(judged('gaussian-anisotropic', /correlation between/));
    expect(of(4)).toMatchObject(gaussian);
    expect(of(undefined)).toMatchObject(gaussian);
  });
});
