import { lagDoublings, type SgdWalkResult } from '#heavytail/claim/framework/levy-walk/network';
import { sgdWalkPart, sgdWalksOf } from '#heavytail/claim/framework/levy-walk/networkPart';
import { expect, it } from 'vitest';
import { networks } from './knownWalks.js';

it('finds the exponent of sums of known increments', () => {
  // Medians of 1280 windows and more have relative errors below 1.3/sqrt(1280); a slope over three doublings has some 0.03.
  const [stableWalk, normalWalk] = sgdWalksOf(networks(1.5));
  expect(stableWalk!.exponent.value).toBeCloseTo(1 / 1.5, 1.5);
  expect(stableWalk!.lateExponent.value).toBeCloseTo(1 / 1.5, 1.2);
  expect(normalWalk!.exponent.value).toBeCloseTo(1 / 2, 1.5);
  expect(stableWalk!.points.length).toBe(lagDoublings + 1);
  expect(stableWalk!.bipower.value).toBeLessThan(0.3);
  expect(normalWalk!.bipower.value).toBeGreaterThan(0.95);
});

it('says of a network whether its noise walks with heavy tails', () => {
  const verdict = (results: SgdWalkResult[]) => sgdWalkPart(sgdWalksOf(results)).verdict;
  expect(verdict(networks(1.4))).toBe('supported');
  // Where the contrast is as fast, it is not the tails.
  expect(verdict(networks(1.4, 1.4))).toBe('undecided');
  const slowed = networks(1.4).map((result) => ({
    ...result,
    lateExponent: 0.5 + 0.002 * result.replicate,
  }));
  expect(verdict(slowed)).toBe('refuted');
});
