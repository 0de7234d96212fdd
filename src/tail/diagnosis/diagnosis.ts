import { expOf } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import { centred, type NoiseMatrix } from '../noiseMatrix.js';
import { familyEvidence } from './familyEvidence.js';
import { compareModels } from './heldOut.js';
import type { NoiseSample } from './sample/noiseSample.js';
import { sampleNoise } from './sample/sampleNoise.js';
import type { PooledEstimate } from '../pooled/statistic.js';
import { comparePooled } from '../pooled/surrogate.js';
import { testTailWeight } from './tailWeight.js';
import { timeDependence, withoutDrift } from './timeDependence.js';
import { judgeNoise, type NoiseVerdict } from './verdict.js';
import { driftZ, fewestMinibatches, leastScale, mostScale, type NoiseEvidence } from './evidence.js';

export interface Diagnosis extends NoiseVerdict {
  readonly evidence: NoiseEvidence;
}

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
