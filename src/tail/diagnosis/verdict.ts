import { expOf } from '../../kernel/index.js';
import { driftZ, fewestMinibatches, leastScale, mostScale, type NoiseEvidence } from './evidence.js';
import type { FamilyEvidence } from './familyEvidence.js';
import { studentDegreesOf, type TailWeightTest } from './tailWeight.js';

export type Verdict =
  | 'gaussian'
  | 'gaussian-anisotropic'
  | 'heavy-tailed'
  | 'alpha-stable'
  | 'light-tailed'
  | 'not-enough-data'
  | 'invalid';

export interface NoiseVerdict {
  readonly verdict: Verdict;
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
 * - heavy-tailed: the mean tail weight of coordinates or of projections exceeds that of Gaussian surrogates by
 *   4 standard errors and by 0.06 (Student's law of 10 degrees), also after a drift of the scale is taken out;
 * - alpha-stable: besides, the stable law is not beaten by any other on held-out minibatches, its alpha is at most
 *   1.95, and sums of minibatches grow faster than Gaussian ones;
 * - light-tailed: below Gaussian by as much;
 * - gaussian: neither, and known to within 0.06; anisotropic if scales differ between coordinates by more than 15 %;
 * - not-enough-data: all else, and heavy tails that vanish with the one minibatch in 500 of the largest norm.
 * - invalid: no noise, none that float32 could hold, or none that rounding has left.
 */
export function judgeNoise(evidence: NoiseEvidence): NoiseVerdict {
  const { minibatches, coordinates, deadCoordinates, families } = evidence;
  if (minibatches < fewestMinibatches) {
    return {
      verdict: 'not-enough-data',
      sentence: `${minibatches} minibatches; at least ${fewestMinibatches} are needed, and some hundreds to tell one law from another.`,
    };
  }
  if (deadCoordinates === coordinates) {
    return { verdict: 'invalid', sentence: 'Every gradient is exactly zero: there is no noise.' };
  }
  if (!(evidence.scale > leastScale && evidence.scale < mostScale)) {
    return {
      verdict: 'invalid',
      sentence: `The noise is of size ${evidence.scale.toPrecision(2)}; sizes from ${leastScale} to ${mostScale.toExponential()} are analysed. Multiply the gradients by a constant.`,
    };
  }
  if (families.length === 0 && evidence.coarseShare > 0) {
    return {
      verdict: 'invalid',
      sentence: `The gradients lie on a grid as coarse as their noise (${(100 * evidence.coarseShare).toFixed(0)} % of the coordinates have a value that more than a tenth of the minibatches share): rounding has taken the noise. Record in more digits, or the difference to the full gradient.`,
    };
  }
  if (families.length === 0) {
    return {
      verdict: 'not-enough-data',
      sentence: `No coordinate varies continuously: of ${coordinates}, ${deadCoordinates} are always zero and the others in more than a tenth of the minibatches.`,
    };
  }
  const heavy = families
    .filter(({ tailWeight }) => exceeds(tailWeight, 1))
    .toSorted((a, b) => b.tailWeight.excess - a.tailWeight.excess)[0];
  if (heavy !== undefined) return judgeHeavy(evidence, heavy);
  const light = families.find(({ tailWeight }) => exceeds(tailWeight, -1));
  if (light !== undefined) {
    return {
      verdict: 'light-tailed',
      sentence: `${nameOf(light)} have lighter tails than Gaussian noise of the same covariance: tail weight ${signed(light.tailWeight)} (z = ${light.tailWeight.z.toFixed(1)}).`,
    };
  }
  const open = families.find(({ tailWeight }) => !bounded(tailWeight));
  if (open !== undefined) {
    return {
      verdict: 'not-enough-data',
      sentence: `${minibatches} minibatches do not decide: the tail weight of ${nameOf(open).toLowerCase()} exceeds the Gaussian one by ${signed(open.tailWeight)}, and 0.06 is what would count.`,
    };
  }
  return judgeGaussian(evidence);
}

function exceeds({ excess, z }: TailWeightTest, sign: 1 | -1): boolean {
  return sign * z > significantZ && sign * excess > heavyWeight;
}

function bounded({ excess, standardError }: TailWeightTest): boolean {
  return Math.abs(excess) + certainty * standardError < heavyWeight;
}

function judgeHeavy(evidence: NoiseEvidence, heavy: FamilyEvidence): NoiseVerdict {
  const { withoutDrift, time, models } = evidence;
  if (withoutDrift.length > 0 && !withoutDrift.some((test) => exceeds(test, 1))) {
    return {
      verdict: anisotropy(evidence) === undefined ? 'gaussian' : 'gaussian-anisotropic',
      sentence: `The scale of the noise drifts from minibatch to minibatch (correlation ${time?.normCorrelation.toFixed(2)}, z = ${time?.normZ.toFixed(0)}), and that alone makes it look heavy-tailed: with the drift taken out the tail weight is ${signed(withoutDrift[0])} above Gaussian.`,
    };
  }
  if (!evidence.withoutLargest.some((test) => exceeds(test, 1))) {
    const rows = Math.max(1, Math.floor(evidence.minibatches / 500));
    return {
      verdict: 'not-enough-data',
      sentence: `Heavy tails rest on ${rows === 1 ? 'one minibatch' : `${rows} minibatches`} alone: with the largest left out, the tail weight of ${nameOf(heavy).toLowerCase()} is no more than that of Student's law of 10 degrees. Look at ${rows === 1 ? 'it' : 'them'}, or record more.`,
    };
  }
  const { tailWeight, tailIndex } = heavy;
  const weight = `${nameOf(heavy)} have the tails of Student's law of ${degrees(tailWeight)} degrees of freedom (${signed(tailWeight)} in tail weight over Gaussian noise of the same covariance, z = ${tailWeight.z.toFixed(0)})`;
  const drift =
    time !== undefined && Math.abs(time.normZ) > driftZ
      ? ' Minibatches depend on their order, so that the numbers of independent ones would differ.'
      : '';
  const stable = models?.models.find(({ name }) => name === 'stable');
  const alpha = models?.stable?.alpha;
  if (models === undefined || stable === undefined || alpha === undefined) {
    return { verdict: 'heavy-tailed', sentence: `${weight}.${drift}` };
  }
  const [best] = models.models;
  if (stable.rejected || alpha > largestAlpha) {
    const reason = stable.rejected
      ? `a ${best.name} law beats an alpha-stable one on held-out minibatches (Vuong z = ${stable.vuongZ.toFixed(1)})`
      : `a stable law fits with alpha ${alpha.toFixed(2)} only`;
    return { verdict: 'heavy-tailed', sentence: `${weight}, but not alpha-stable: ${reason}.${drift}` };
  }
  if (tailIndex.status === 'ok' && tailIndex.high < 2) {
    return {
      verdict: 'alpha-stable',
      sentence: `${nameOf(heavy)} fit an alpha-stable law of alpha ${alpha.toFixed(2)}, which no other law beats on held-out minibatches, and their sums grow with tail index ${tailIndex.tailIndex.toFixed(2)} (${tailIndex.low.toFixed(2)} to ${tailIndex.high.toFixed(2)}).${drift}`,
    };
  }
  return {
    verdict: 'heavy-tailed',
    sentence: `${weight}; an alpha-stable law of alpha ${alpha.toFixed(2)} fits them, but whether their sums grow like stable or like Gaussian ones is open.${drift}`,
  };
}

function judgeGaussian(evidence: NoiseEvidence): NoiseVerdict {
  const { families, pooled } = evidence;
  const [first] = families;
  const worst = families.toSorted((a, b) => b.tailWeight.excess - a.tailWeight.excess)[0];
  const tails = `${families.map(nameOf).join(' and ').replace(' and R', ' and r')} have Gaussian tails: tail weight at most ${signed(worst.tailWeight)} over Gaussian noise of the same covariance`;
  const reason = anisotropy(evidence);
  if (reason !== undefined) {
    const published =
      pooled.published === undefined
        ? ''
        : `; the published pooled statistic of ${pooled.published.toFixed(2)} comes from ${reason}`;
    return { verdict: 'gaussian-anisotropic', sentence: `${tails}${published}.` };
  }
  return {
    verdict: 'gaussian',
    sentence: `${tails} (z = ${first.tailWeight.z.toFixed(1)}).`,
  };
}

/** What makes the covariance no multiple of the identity, if anything does. */
function anisotropy({ coordinates, minibatches, scaleRatio, deadCoordinates, pooled }: NoiseEvidence) {
  // Scales of equal coordinates differ by chance, too: log(deviation) has variance 1/(2 rows).
  const chance = expOf(Math.sqrt(2 / minibatches));
  if (coordinates > 1 && scaleRatio > Math.max(isotropicRatio, chance)) {
    return `scales that differ by a factor of ${scaleRatio.toPrecision(2)} between coordinates`;
  }
  if (deadCoordinates > 0) return `${deadCoordinates} coordinates that are always zero`;
  if (pooled.surrogateZ !== undefined && pooled.surrogateZ > significantZ) {
    return 'correlation between coordinates';
  }
  return undefined;
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
