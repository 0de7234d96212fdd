import { expOf } from '../kernel/index.js';
import type { Stream } from '../law/index.js';
import type { NoiseMatrix } from './acrossMinibatches.js';
import { familyEvidence, type FamilyEvidence } from './familyEvidence.js';
import { compareModels, type ModelComparison } from './heldOut.js';
import type { NoiseSample } from './noiseSample.js';
import { sampleNoise } from './sampleNoise.js';
import type { PooledEstimate } from './pooled.js';
import { comparePooled, type PooledComparison } from './pooledSurrogate.js';
import { testTailWeight, type TailWeightTest } from './tailWeight.js';
import { timeDependence, withoutDrift, type TimeDependence } from './timeDependence.js';
import { judgeNoise, type NoiseVerdict } from './verdict.js';

/** All that the verdict rests on. */
export interface NoiseEvidence {
  readonly minibatches: number;
  readonly coordinates: number;
  readonly deadCoordinates: number;
  readonly sparseCoordinates: number;
  readonly coarseShare: number;
  readonly zeroFraction: number;
  /** Typical size of an entry of the noise. */
  readonly scale: number;
  readonly families: readonly FamilyEvidence[];
  readonly time: TimeDependence | undefined;
  /** The tail weight test after a drift of the scale is taken out; made where the norms show one. */
  readonly withoutDrift: readonly TailWeightTest[];
  /**
   * The tail weight test without the minibatches of the largest norms, one in 500 and at least one; made where a family
   * is heavier than Gaussian.
   */
  readonly withoutLargest: readonly TailWeightTest[];
  /** Compared on the family of the larger tail weight; made where one is heavier than Gaussian. */
  readonly models: (ModelComparison & { readonly family: FamilyEvidence['family'] }) | undefined;
  /** The published statistic beside its Gaussian surrogate, whose z against 2 shows unequal scales and correlation. */
  readonly pooled: PooledComparison & {
    readonly published: number | undefined;
    readonly surrogateZ: number | undefined;
  };
  /** exp of the standard deviation of log(scale) over coordinates: 1 where all have one scale. */
  readonly scaleRatio: number;
}

export interface Diagnosis extends NoiseVerdict {
  readonly evidence: NoiseEvidence;
}

/** Fewest minibatches for which tests across them say anything. */
export const fewestMinibatches = 20;
/** Norms that depend on their neighbours at this z drift. */
export const driftZ = 4;
/** Sizes of noise between which float32 holds it, its squares and its sums. */
export const leastScale = 1e-30;
export const mostScale = 1e15;

/**
 * Is gradient noise heavy-tailed? Evidence across minibatches (tests of coordinates and of random
 * projections against Gaussian noise of the same covariance, tail index, models on held-out minibatches) and
 * across coordinates (the published statistic), with a verdict by fixed rules: see judgeNoise.
 *
 * @param gradients - rows are minibatches drawn independently at the same weights, columns coordinates;
 *   finite values
 * @param stream - for columns, directions, surrogates
 * @throws {RangeError} when a value is not finite or there are fewer than 2 rows
 * @example
 * diagnose({ rows: 1000, columns: 200, values }, stream(1, 'diagnosis')).verdict // 'heavy-tailed'
 */
export function diagnose(gradients: NoiseMatrix, stream: Stream): Diagnosis {
  return diagnoseSample(sampleNoise(gradients, stream.substream(1000)), stream);
}

/** As `diagnose`, of noise that was sampled while it was read. */
export function diagnoseSample(sample: NoiseSample, stream: Stream): Diagnosis {
  const evidence = evidenceOf(sample, stream);
  return { ...judgeNoise(evidence), evidence };
}

function evidenceOf(sample: NoiseSample, stream: Stream): NoiseEvidence {
  const { minibatches, coordinates, norms } = sample;
  const pooled = comparePooled(sample.pooled, sample.surrogate);
  const matrices = familiesOf(sample);
  const families = matrices.map(({ family, noise }, f) =>
    familyEvidence(family, noise, stream.substream(10 * f)),
  );
  const widest = matrices.at(-1)?.noise;
  const time = widest && timeDependence(widest, norms, stream.substream(200));
  const drifts = time !== undefined && Math.abs(time.normZ) > driftZ;
  const heaviest = families.toSorted((a, b) => b.tailWeight.z - a.tailWeight.z)[0];
  const noise = matrices.find(({ family }) => family === heaviest?.family)?.noise;
  const compared =
    noise !== undefined && heaviest.tailWeight.z > 3 && minibatches >= 2 * fewestMinibatches
      ? compareModels(noise, stream.substream(300))
      : undefined;
  return {
    minibatches,
    coordinates,
    deadCoordinates: sample.deadCoordinates,
    sparseCoordinates: sample.sparseCoordinates,
    coarseShare: sample.coarseShare,
    zeroFraction: sample.zeroFraction,
    scale: scaleOf(sample),
    families,
    time,
    withoutDrift: drifts
      ? matrices.map((matrix, f) =>
          testTailWeight(centred(withoutDrift(matrix.noise, norms)), stream.substream(400 + 100 * f)),
        )
      : [],
    withoutLargest:
      heaviest !== undefined && heaviest.tailWeight.z > 3
        ? matrices.map((matrix, f) =>
            testTailWeight(centred(withoutLargest(matrix.noise, norms)), stream.substream(600 + 100 * f)),
          )
        : [],
    models: compared && { ...compared, family: heaviest.family },
    pooled: { ...pooled, published: sample.pooled.tailIndex, surrogateZ: distanceFrom2(sample.surrogate) },
    scaleRatio: expOf(Math.sqrt(sample.logScale.variance)),
  };
}

/** Typical size of an entry of the noise, by the median norm. */
function scaleOf({ norms, coordinates }: NoiseSample): number {
  const sorted = norms.slice().sort();
  return sorted[sorted.length >> 1] / Math.sqrt(coordinates);
}

/** Without the rows of the largest norms: one in 500, at least one. */
function withoutLargest(noise: NoiseMatrix, norms: Float64Array): NoiseMatrix {
  const count = Math.max(1, Math.floor(noise.rows / 500));
  const largest = new Set(
    Array.from(norms.keys())
      .sort((a, b) => norms[b] - norms[a])
      .slice(0, count),
  );
  const kept = Array.from(norms.keys()).filter((p) => !largest.has(p));
  const values = new Float64Array(kept.length * noise.columns);
  kept.forEach((p, i) => {
    for (let j = 0; j < noise.columns; j++) {
      values[i * noise.columns + j] = noise.values[p * noise.columns + j];
    }
  });
  return { rows: kept.length, columns: noise.columns, values };
}

function familiesOf(sample: NoiseSample) {
  const { minibatches, chosen, projected } = sample;
  const scale = scaleOf(sample);
  if (!(scale > leastScale && scale < mostScale)) return [];
  if (minibatches < fewestMinibatches || chosen.columns === 0) return [];
  const live = (noise: NoiseMatrix) =>
    noise.columns > 0 && Array.prototype.some.call(noise.values, (value) => value !== 0);
  return [
    { family: 'coordinates' as const, noise: chosen },
    { family: 'projections' as const, noise: projected },
  ]
    .filter(({ noise }) => live(noise))
    .map(({ family, noise }) => ({ family, noise: centred(noise) }));
}

function distanceFrom2(surrogate: PooledEstimate): number | undefined {
  return surrogate.status === 'ok' ? (surrogate.inverse - 0.5) / surrogate.inverseStandardError : undefined;
}

function centred(noise: NoiseMatrix): NoiseMatrix {
  const { rows, columns } = noise;
  const values = Float64Array.from(noise.values);
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let p = 0; p < rows; p++) sum += values[p * columns + j];
    for (let p = 0; p < rows; p++) values[p * columns + j] -= sum / rows;
  }
  return { rows, columns, values };
}
