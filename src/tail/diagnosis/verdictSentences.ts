import type { TailIndexFound } from '../estimate.js';
import { fewestMinibatches, largestNorms, leastScale, mostScale, type NoiseEvidence } from './evidence.js';
import type { FamilyEvidence } from './familyEvidence.js';
import type { ScoredModel } from './heldOut.js';
import { studentDegreesOf, type TailWeightTest } from './tailWeight.js';
import type { TimeDependence } from './timeDependence.js';

/** The words of the diagnosis: what each of its rules says when it decides (verdict.ts has the rules). */

/** What makes a covariance no multiple of the identity. */
export type Anisotropy =
  | { readonly kind: 'scales'; readonly ratio: number }
  | { readonly kind: 'dead'; readonly count: number }
  | { readonly kind: 'correlation' };

/** For fewer minibatches than any test needs. */
export function fewMinibatches(minibatches: number): string {
  return (
    `${minibatches} minibatches; at least ${fewestMinibatches} are needed, ` +
    'and some hundreds to tell one law from another.'
  );
}

/** For gradients that are all zero. */
export function allZero(): string {
  return 'Every gradient is exactly zero: there is no noise.';
}

/** For noise of a size that float32 does not hold. */
export function outOfRange(scale: number): string {
  return (
    `The noise is of size ${scale.toPrecision(2)}; sizes from ${leastScale} to ` +
    `${mostScale.toExponential()} are analysed. Multiply the gradients by a constant.`
  );
}

/** For gradients that are rounded as coarsely as their noise is large. */
export function roundedAway(coarseShare: number): string {
  const share = `${(100 * coarseShare).toFixed(0)} % of the coordinates`;
  return (
    `The gradients lie on a grid as coarse as their noise (${share} have a value that more than a tenth ` +
    'of the minibatches share): rounding has taken the noise. ' +
    'Record in more digits, or the difference to the full gradient.'
  );
}

/** For coordinates that are zero too often to have a continuous law. */
export function nothingVaries({ coordinates, deadCoordinates }: NoiseEvidence): string {
  return (
    `No coordinate varies continuously: of ${coordinates}, ${deadCoordinates} are always zero ` +
    'and the others in more than a tenth of the minibatches.'
  );
}

/** For tails lighter than Gaussian ones. */
export function lightTails(light: FamilyEvidence): string {
  const { tailWeight } = light;
  return (
    `${nameOf(light)} have lighter tails than Gaussian noise of the same covariance: ` +
    `tail weight ${signed(tailWeight)} (z = ${tailWeight.z.toFixed(1)}).`
  );
}

/**
 * For an excess of tail weight that is not known well enough.
 *
 * @param evidence - all of it
 * @param open - the family that is not decided
 * @param counts - the smallest excess that counts
 */
export function undecided(evidence: NoiseEvidence, open: FamilyEvidence, counts: number): string {
  return (
    `${evidence.minibatches} minibatches do not decide: ` +
    `the tail weight of ${nameOf(open).toLowerCase()} exceeds the Gaussian one by ` +
    `${signed(open.tailWeight)}, and ${counts} is what would count.`
  );
}

/** For heavy tails that go when a drift of the scale is taken out. */
export function driftAlone(time: TimeDependence | undefined, without: TailWeightTest): string {
  const drift = `correlation ${time?.normCorrelation.toFixed(2)}, z = ${time?.normZ.toFixed(0)}`;
  return (
    `The scale of the noise drifts from minibatch to minibatch (${drift}), and that alone makes it look ` +
    `heavy-tailed: with the drift taken out the tail weight is ${signed(without)} above Gaussian.`
  );
}

/** For heavy tails that go with the minibatches of the largest norms. */
export function fewLargest({ minibatches }: NoiseEvidence, heavy: FamilyEvidence): string {
  const count = largestNorms(minibatches);
  const [which, them] = count === 1 ? ['one minibatch', 'it'] : [`${count} minibatches`, 'them'];
  return (
    `Heavy tails rest on ${which} alone: with the largest left out, the tail weight of ` +
    `${nameOf(heavy).toLowerCase()} is no more than that of Student's law of 10 degrees. ` +
    `Look at ${them}, or record more.`
  );
}

/** How heavy the tails are: what the reasons below go on from. Without its full stop. */
export function heavyTails(heavy: FamilyEvidence): string {
  const { tailWeight } = heavy;
  return (
    `${nameOf(heavy)} have the tails of Student's law of ${degrees(tailWeight)} degrees of freedom ` +
    `(${signed(tailWeight)} in tail weight over Gaussian noise of the same covariance, ` +
    `z = ${tailWeight.z.toFixed(0)})`
  );
}

/** Why heavy tails are not stable: another law is better. */
export function stableBeaten(best: ScoredModel, stable: ScoredModel): string {
  return (
    `, but not alpha-stable: a ${best.name} law beats an alpha-stable one on held-out minibatches ` +
    `(Vuong z = ${stable.vuongZ.toFixed(1)})`
  );
}

/** Why heavy tails are not stable: the stable law that fits is nearly Gaussian. */
export function stableNearGaussian(alpha: number): string {
  return `, but not alpha-stable: a stable law fits with alpha ${alpha.toFixed(2)} only`;
}

/** Why heavy tails are not called stable: the growth of their sums is not known well enough. */
export function growthOpen(alpha: number): string {
  return (
    `; an alpha-stable law of alpha ${alpha.toFixed(2)} fits them, but whether their sums grow like stable ` +
    'or like Gaussian ones is open'
  );
}

/** For tails that an alpha-stable law describes. Without its full stop. */
export function stableTails(heavy: FamilyEvidence, alpha: number, growth: TailIndexFound): string {
  const { tailIndex, low, high } = growth;
  return (
    `${nameOf(heavy)} fit an alpha-stable law of alpha ${alpha.toFixed(2)}, which no other law beats on ` +
    `held-out minibatches, and their sums grow with tail index ${tailIndex.toFixed(2)} ` +
    `(${low.toFixed(2)} to ${high.toFixed(2)})`
  );
}

/** What follows a verdict on noise whose scale drifts; nothing where it does not. */
export function orderMatters(drifts: boolean): string {
  return drifts
    ? ' Minibatches depend on their order, so that the numbers of independent ones would differ.'
    : '';
}

/** For Gaussian tails and one scale. */
export function gaussian(families: readonly FamilyEvidence[], worst: FamilyEvidence): string {
  return `${gaussianTails(families, worst)} (z = ${families[0].tailWeight.z.toFixed(1)}).`;
}

/**
 * For Gaussian tails and a covariance that is no multiple of the identity.
 *
 * @param families - those that were tested
 * @param worst - the one of the largest tail weight
 * @param published - the published pooled statistic, where there is one
 * @param reason - what the statistic comes from
 */
export function anisotropic(
  families: readonly FamilyEvidence[],
  worst: FamilyEvidence,
  published: number | undefined,
  reason: Anisotropy,
): string {
  const tails = gaussianTails(families, worst);
  if (published === undefined) return `${tails}.`;
  return `${tails}; the published pooled statistic of ${published.toFixed(2)} comes from ${wordsOf(reason)}.`;
}

function gaussianTails(families: readonly FamilyEvidence[], worst: FamilyEvidence): string {
  const names = families.map((family, i) => (i === 0 ? nameOf(family) : nameOf(family).toLowerCase()));
  return (
    `${names.join(' and ')} have Gaussian tails: tail weight at most ${signed(worst.tailWeight)} ` +
    'over Gaussian noise of the same covariance'
  );
}

function wordsOf(reason: Anisotropy): string {
  switch (reason.kind) {
    case 'scales':
      return `scales that differ by a factor of ${reason.ratio.toPrecision(2)} between coordinates`;
    case 'dead':
      return `${reason.count} coordinates that are always zero`;
    case 'correlation':
      return 'correlation between coordinates';
  }
}

function nameOf({ family }: FamilyEvidence): string {
  return family === 'coordinates' ? 'Coordinates' : 'Random projections';
}

function degrees({ excess }: TailWeightTest): string {
  const found = studentDegreesOf(excess);
  return found < 10 ? found.toFixed(1) : found.toFixed(0);
}

function signed({ excess, standardError }: TailWeightTest): string {
  return `${excess < 0 ? '−' : '+'}${Math.abs(excess).toFixed(3)} ± ${standardError.toFixed(3)}`;
}
