import { expOf } from '../../kernel/index.js';
import { driftZ, fewestMinibatches, leastScale, mostScale, type NoiseEvidence } from './evidence.js';
import type { FamilyEvidence } from './familyEvidence.js';
import type { TailWeightTest } from './tailWeight.js';
import * as say from './verdictSentences.js';

/**
 * What gradient noise is, in one word. See `judgeNoise` (docs/diagnosis.md) for the rule behind each.
 */
export type NoiseVerdict =
  | 'gaussian'
  | 'gaussian-anisotropic'
  | 'heavy-tailed'
  | 'alpha-stable'
  | 'light-tailed'
  | 'not-enough-data'
  | 'invalid';

/**
 * The former name of `NoiseVerdict`.
 *
 * @deprecated The verdict on a claim is called `Verdict` too. Write `NoiseVerdict`.
 */
export type Verdict = NoiseVerdict;

/** A verdict on noise and the sentence that carries it. */
export interface JudgedNoise {
  readonly verdict: NoiseVerdict;
  /** One sentence with the number that carries the verdict. */
  readonly sentence: string;
}

/**
 * Smallest excess of tail weight that is called heavy: that of Student's law of 10 degrees of freedom. A
 * sample of any size is told from a Gaussian one below that, too, but nothing in the theory hangs on it.
 */
const heavyWeight = 0.06;
/** z of the excess against Gaussian surrogates: wrong in 6 of 100,000 Gaussian worlds for each family. */
const significantZ = 4;
/** Standard errors within which an excess is known. */
const certainty = 2.5;
/** An alpha above this is not told from 2 by sums of any usual number of minibatches. */
const largestAlpha = 1.95;
/** Scales that differ by less than this factor (one standard deviation) are one scale. */
const isotropicRatio = 1.15;

/**
 * The verdict on noise, by rules that are fixed here and calibrated on worlds of known law
 * (docs/diagnosis.md):
 *
 * - heavy-tailed: the mean tail weight of coordinates or of projections exceeds that of Gaussian surrogates
 *   by 4 standard errors and by 0.06 (Student's law of 10 degrees), also after a drift of the scale is taken
 *   out;
 * - alpha-stable: besides, the stable law is not beaten by any other on held-out minibatches, its alpha is at
 *   most 1.95, and sums of minibatches grow faster than Gaussian ones;
 * - light-tailed: below Gaussian by as much;
 * - gaussian: neither, and known to within 0.06; anisotropic if scales differ between coordinates by more
 *   than 15 %;
 * - not-enough-data: all else, and heavy tails that vanish with the one minibatch in 500 of the largest norm;
 * - invalid: no noise, none that float32 could hold, or none that rounding has left.
 */
export function judgeNoise(evidence: NoiseEvidence): JudgedNoise {
  const { families } = evidence;
  const refusal = refused(evidence);
  if (refusal !== undefined) return refusal;
  const heavy = families
    .filter(({ tailWeight }) => exceeds(tailWeight, 1))
    .toSorted((a, b) => b.tailWeight.excess - a.tailWeight.excess)[0];
  if (heavy !== undefined) return judgeHeavy(evidence, heavy);
  const light = families.find(({ tailWeight }) => exceeds(tailWeight, -1));
  if (light !== undefined) return { verdict: 'light-tailed', sentence: say.lightTails(light) };
  const open = families.find(({ tailWeight }) => !bounded(tailWeight));
  if (open !== undefined) {
    return { verdict: 'not-enough-data', sentence: say.undecided(evidence, open, heavyWeight) };
  }
  return judgeGaussian(evidence);
}

/** The verdict on what cannot be tested at all; undefined for noise that can be. */
function refused(evidence: NoiseEvidence): JudgedNoise | undefined {
  const { minibatches, coordinates, deadCoordinates, families, scale, coarseShare } = evidence;
  if (minibatches < fewestMinibatches) {
    return { verdict: 'not-enough-data', sentence: say.fewMinibatches(minibatches) };
  }
  if (deadCoordinates === coordinates) return { verdict: 'invalid', sentence: say.allZero() };
  if (!(scale > leastScale && scale < mostScale)) {
    return { verdict: 'invalid', sentence: say.outOfRange(scale) };
  }
  if (families.length > 0) return undefined;
  if (coarseShare > 0) return { verdict: 'invalid', sentence: say.roundedAway(coarseShare) };
  return { verdict: 'not-enough-data', sentence: say.nothingVaries(evidence) };
}

function exceeds({ excess, z }: TailWeightTest, sign: 1 | -1): boolean {
  return sign * z > significantZ && sign * excess > heavyWeight;
}

function bounded({ excess, standardError }: TailWeightTest): boolean {
  return Math.abs(excess) + certainty * standardError < heavyWeight;
}

function judgeHeavy(evidence: NoiseEvidence, heavy: FamilyEvidence): JudgedNoise {
  const { withoutDrift, time, models } = evidence;
  if (withoutDrift.length > 0 && !withoutDrift.some((test) => exceeds(test, 1))) {
    const verdict = anisotropyOf(evidence) === undefined ? 'gaussian' : 'gaussian-anisotropic';
    return { verdict, sentence: say.driftAlone(time, withoutDrift[0]) };
  }
  if (!evidence.withoutLargest.some((test) => exceeds(test, 1))) {
    return { verdict: 'not-enough-data', sentence: say.fewLargest(evidence, heavy) };
  }
  const drifts = time !== undefined && Math.abs(time.normZ) > driftZ;
  const heavyTailed = (why: string): JudgedNoise => ({
    verdict: 'heavy-tailed',
    sentence: `${say.heavyTails(heavy)}${why}.${say.orderMatters(drifts)}`,
  });
  const stable = models?.models.find(({ name }) => name === 'stable');
  const alpha = models?.stable?.alpha;
  if (models === undefined || stable === undefined || alpha === undefined) return heavyTailed('');
  if (stable.rejected) return heavyTailed(say.stableBeaten(models.models[0], stable));
  if (alpha > largestAlpha) return heavyTailed(say.stableNearGaussian(alpha));
  const { tailIndex } = heavy;
  if (tailIndex.status === 'ok' && tailIndex.high < 2) {
    const sentence = `${say.stableTails(heavy, alpha, tailIndex)}.${say.orderMatters(drifts)}`;
    return { verdict: 'alpha-stable', sentence };
  }
  return heavyTailed(say.growthOpen(alpha));
}

function judgeGaussian(evidence: NoiseEvidence): JudgedNoise {
  const { families, pooled } = evidence;
  const worst = families.toSorted((a, b) => b.tailWeight.excess - a.tailWeight.excess)[0];
  const reason = anisotropyOf(evidence);
  if (reason === undefined) return { verdict: 'gaussian', sentence: say.gaussian(families, worst) };
  const sentence = say.anisotropic(families, worst, pooled.published, reason);
  return { verdict: 'gaussian-anisotropic', sentence };
}

/** What makes the covariance no multiple of the identity, if anything does. */
function anisotropyOf(evidence: NoiseEvidence): say.Anisotropy | undefined {
  const { coordinates, minibatches, scaleRatio, deadCoordinates, pooled } = evidence;
  // Scales of equal coordinates differ by chance, too: log(deviation) has variance 1/(2 rows).
  const chance = expOf(Math.sqrt(2 / minibatches));
  if (coordinates > 1 && scaleRatio > Math.max(isotropicRatio, chance)) {
    return { kind: 'scales', ratio: scaleRatio };
  }
  if (deadCoordinates > 0) return { kind: 'dead', count: deadCoordinates };
  if (pooled.surrogateZ !== undefined && pooled.surrogateZ > significantZ) return { kind: 'correlation' };
  return undefined;
}
