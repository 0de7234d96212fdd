import type { Stream } from '../law/index.js';
import {
  estimateAcrossMinibatches,
  type AcrossMinibatchesEstimate,
  type NoiseMatrix,
} from './acrossMinibatches.js';
import { andersonDarling, type NormalityTest } from './andersonDarling.js';
import { covarianceFactor } from './covarianceFactor.js';
import { compareModels, type ModelComparison } from './heldOut.js';
import { discoveries } from './multiplicity.js';
import { sampleNoise, type NoiseSample } from './noiseSample.js';
import type { PooledEstimate } from './pooled.js';
import { comparePooled, type PooledComparison } from './pooledSurrogate.js';
import { shapiroWilk } from './shapiroWilk.js';
import { gaussianSurrogate } from './surrogate.js';
import { testTailWeight, type TailWeightTest } from './tailWeight.js';
import { timeDependence, withoutDrift, type TimeDependence } from './timeDependence.js';
import { stabilityCurve } from './twoScale.js';
import { judgeNoise, type NoiseVerdict } from './verdict.js';

/** Columns of one kind, coordinates or projections, across minibatches. */
export interface FamilyEvidence {
  readonly family: 'coordinates' | 'projections';
  readonly tailWeight: TailWeightTest;
  /** Share of columns that Anderson-Darling accepts as Gaussian at 5 %, and that of Gaussian surrogates. */
  readonly gaussianAcceptance: number;
  readonly gaussianAcceptanceExpected: number;
  /** The same by Shapiro-Wilk, over at most 5,000 minibatches. */
  readonly shapiroAcceptance: number;
  readonly shapiroAcceptanceExpected: number;
  /** Columns that Anderson-Darling rejects at a false discovery rate of 5 % (Benjamini-Hochberg). */
  readonly rejectedColumns: number;
  readonly tailIndex: AcrossMinibatchesEstimate;
  /** [log m, L(m)]: mean over columns, each brought to L(1) = 0. Straight for a stable law. */
  readonly stabilityCurve: readonly (readonly [number, number])[];
  /**
   * Slope of L(m) from 1 to m less that from m to m^2, m as for `tailIndex`, over its standard error: far from 0 where the
   * curve is bent. Undefined where a slope could not be had.
   */
  readonly bendZ: number | undefined;
}

/** All that the verdict rests on. */
export interface NoiseEvidence {
  readonly minibatches: number;
  readonly coordinates: number;
  readonly deadCoordinates: number;
  readonly sparseCoordinates: number;
  readonly zeroFraction: number;
  readonly families: readonly FamilyEvidence[];
  readonly time: TimeDependence | undefined;
  /** The tail weight test after a drift of the scale is taken out; made where the norms show one. */
  readonly withoutDrift: readonly TailWeightTest[];
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
const acceptanceSurrogates = 8;

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
  const { minibatches, coordinates, deadCoordinates, sparseCoordinates, zeroFraction, norms } = sample;
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
    deadCoordinates,
    sparseCoordinates,
    zeroFraction,
    families,
    time,
    withoutDrift: drifts
      ? matrices.map((matrix, f) =>
          testTailWeight(centred(withoutDrift(matrix.noise, norms)), stream.substream(400 + 100 * f)),
        )
      : [],
    models: compared && { ...compared, family: heaviest.family },
    pooled: { ...pooled, published: sample.pooled.tailIndex, surrogateZ: distanceFrom2(sample.surrogate) },
    scaleRatio: Math.exp(Math.sqrt(sample.logScale.variance)),
  };
}

function familiesOf({ minibatches, chosen, projected }: NoiseSample) {
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

function familyEvidence(
  family: FamilyEvidence['family'],
  noise: NoiseMatrix,
  stream: Stream,
): FamilyEvidence {
  const factor = covarianceFactor(noise);
  const surrogates = Array.from({ length: acceptanceSurrogates }, (_, s) => ({
    ...noise,
    values: gaussianSurrogate(factor, stream.substream(50 + s), noise.rows),
  }));
  const expected = (test: ColumnTest) =>
    surrogates.reduce((sum, surrogate) => sum + acceptance(pValuesOf(surrogate, test)), 0) /
    acceptanceSurrogates;
  const pValues = pValuesOf(noise, andersonDarling);
  const tailIndex = estimateAcrossMinibatches(noise);
  return {
    family,
    tailWeight: testTailWeight(noise, stream),
    gaussianAcceptance: acceptance(pValues),
    gaussianAcceptanceExpected: expected(andersonDarling),
    shapiroAcceptance: acceptance(pValuesOf(noise, shapiroWilkOfFirst)),
    shapiroAcceptanceExpected: expected(shapiroWilkOfFirst),
    rejectedColumns: discoveries(pValues, significance).filter(Boolean).length,
    tailIndex,
    stabilityCurve: meanCurve(noise),
    bendZ: bendOf(noise, tailIndex),
  };
}

type ColumnTest = (column: Float64Array) => NormalityTest;

const significance = 0.05;

const shapiroWilkOfFirst: ColumnTest = (column) => shapiroWilk(column.subarray(0, 5000));

/** Of the columns that can be tested. */
function pValuesOf({ rows, columns, values }: NoiseMatrix, test: ColumnTest): number[] {
  const column = new Float64Array(rows);
  return Array.from({ length: columns }, (_, j) => {
    for (let p = 0; p < rows; p++) column[p] = values[p * columns + j];
    return test(column).pValue;
  }).filter((p) => p !== undefined);
}

function acceptance(pValues: readonly number[]): number {
  return pValues.filter((p) => p >= significance).length / pValues.length;
}

function bendOf(noise: NoiseMatrix, long: AcrossMinibatchesEstimate): number | undefined {
  const short = estimateAcrossMinibatches(noise, { lower: 1, upper: long.lower });
  if (short.status !== 'ok' || long.status !== 'ok') return undefined;
  return (short.inverse - long.inverse) / Math.hypot(short.inverseStandardError, long.inverseStandardError);
}

function distanceFrom2(surrogate: PooledEstimate): number | undefined {
  return surrogate.status === 'ok' ? (surrogate.inverse - 0.5) / surrogate.inverseStandardError : undefined;
}

/** Mean over columns of L(m) - L(1). */
function meanCurve({ rows, columns, values }: NoiseMatrix): [number, number][] {
  const sums: { log: number; sum: number; count: number }[] = [];
  const column = new Float64Array(rows);
  for (let j = 0; j < columns; j++) {
    for (let p = 0; p < rows; p++) column[p] = values[p * columns + j];
    const curve = stabilityCurve(column);
    curve.forEach(({ logBlockLength, meanLogAbsolute }, i) => {
      sums[i] ??= { log: logBlockLength, sum: 0, count: 0 };
      sums[i].sum += meanLogAbsolute - curve[0].meanLogAbsolute;
      sums[i].count++;
    });
  }
  return sums.map(({ log, sum, count }) => [log, sum / count]);
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
