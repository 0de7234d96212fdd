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
import { judgeNoise, type JudgedNoise } from './verdict.js';
import {
  driftZ,
  fewestMinibatches,
  largestNorms,
  leastScale,
  mostScale,
  type NoiseEvidence,
} from './evidence.js';

/** The verdict on gradient noise, the sentence that carries it, and all that it rests on. */
export interface Diagnosis extends JudgedNoise {
  readonly evidence: NoiseEvidence;
}

/** Where a family exceeds its surrogates by this z, laws are compared: below it none would be told apart. */
const comparedZ = 3;

/** Substreams of the diagnosis, far enough apart that none runs into another. */
const substreams = {
  family: (f: number) => 10 * f,
  time: 200,
  models: 300,
  withoutDrift: (f: number) => 400 + 100 * f,
  withoutLargest: (f: number) => 600 + 100 * f,
  sample: 1000,
};

/**
 * Is gradient noise heavy-tailed? The evidence is of two kinds. Across minibatches, coordinates and random
 * projections are tested against Gaussian noise of the same covariance, their tail index is estimated, and
 * laws are compared on held-out minibatches. Across coordinates there is the published pooled statistic.
 * The verdict follows by fixed rules, which docs/diagnosis.md lists with their error rates.
 *
 * @param gradients - rows are minibatches drawn independently at the same weights, columns coordinates;
 *   finite values
 * @param stream - random numbers for the choice of columns, for directions and for surrogates
 * @returns the verdict, the sentence that carries it, and the evidence
 * @throws {RangeError} when a value is not finite or there are fewer than 2 rows
 * @example
 * import { draw, laplace, stream } from 'heavytail/law';
 * import { diagnose } from 'heavytail/tail';
 *
 * const values = draw(laplace(), 200 * 20, stream(1, 'gradients'));
 * const { verdict } = diagnose({ rows: 200, columns: 20, values }, stream(1, 'diagnosis'));
 * verdict; // → "heavy-tailed"
 */
export function diagnose(gradients: NoiseMatrix, stream: Stream): Diagnosis {
  return diagnoseSample(sampleNoise(gradients, stream.substream(substreams.sample)), stream);
}

/**
 * As `diagnose`, of noise that was sampled while it was read (see `NoiseSampler`).
 *
 * @param sample - of at least 2 minibatches
 * @param stream - random numbers for surrogates
 * @returns the verdict, the sentence that carries it, and the evidence
 */
export function diagnoseSample(sample: NoiseSample, stream: Stream): Diagnosis {
  const evidence = evidenceOf(sample, stream);
  return { ...judgeNoise(evidence), evidence };
}

function evidenceOf(sample: NoiseSample, stream: Stream): NoiseEvidence {
  const { minibatches, coordinates, norms } = sample;
  const pooled = comparePooled(sample.pooled, sample.surrogate);
  const matrices = familiesOf(sample);
  const families = matrices.map(({ family, noise }, f) =>
    familyEvidence(family, noise, stream.substream(substreams.family(f))),
  );
  const widest = matrices.at(-1)?.noise;
  const time = widest && timeDependence(widest, norms, stream.substream(substreams.time));
  const drifts = time !== undefined && Math.abs(time.normZ) > driftZ;
  const heaviest = families.toSorted((a, b) => b.tailWeight.z - a.tailWeight.z)[0];
  const noise = matrices.find(({ family }) => family === heaviest?.family)?.noise;
  const looksHeavy = heaviest !== undefined && heaviest.tailWeight.z > comparedZ;
  const compared =
    noise !== undefined && looksHeavy && minibatches >= 2 * fewestMinibatches
      ? compareModels(noise, stream.substream(substreams.models))
      : undefined;
  const tested = (change: typeof withoutDrift, streamOf: (f: number) => number) =>
    matrices.map((matrix, f) =>
      testTailWeight(centred(change(matrix.noise, norms)), stream.substream(streamOf(f))),
    );
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
    withoutDrift: drifts ? tested(withoutDrift, substreams.withoutDrift) : [],
    withoutLargest: looksHeavy ? tested(withoutLargest, substreams.withoutLargest) : [],
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

/** Without the rows of the largest norms. */
function withoutLargest(noise: NoiseMatrix, norms: Float64Array): NoiseMatrix {
  const count = largestNorms(noise.rows);
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

/** In standard errors of 1 / tailIndex. */
function distanceFrom2(surrogate: PooledEstimate): number | undefined {
  return surrogate.status === 'ok' ? (surrogate.inverse - 0.5) / surrogate.inverseStandardError : undefined;
}
