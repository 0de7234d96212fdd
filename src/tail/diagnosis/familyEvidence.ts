import { hypotenuse } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import { estimateAcrossMinibatches, type AcrossMinibatchesEstimate } from '../sums/acrossMinibatches.js';
import { type NoiseMatrix } from '../noiseMatrix.js';
import { andersonDarling, discoveries, type NormalityTest, shapiroWilk } from '../../statistics/index.js';
import { covarianceFactor } from '../surrogate/covarianceFactor.js';
import { gaussianSurrogate } from '../surrogate/surrogate.js';
import { testTailWeight, type TailWeightTest } from './tailWeight.js';
import { stabilityCurve } from '../sums/twoScale.js';

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
  /** From the growth of sums of minibatches. */
  readonly tailIndex: AcrossMinibatchesEstimate;
  /** `[log m, L(m)]`: mean over columns, each brought to L(1) = 0. Straight for a stable law. */
  readonly stabilityCurve: readonly (readonly [number, number])[];
  /**
   * Slope of L(m) from 1 to m less that from m to m^2, m as for `tailIndex`, over its standard error: far
   * from 0 where the curve is bent. Undefined where a slope could not be had.
   */
  readonly bendZ: number | undefined;
}

/** Gaussian matrices over which an expected acceptance is averaged, for a third of a single one's error. */
const acceptanceSurrogates = 8;
/** The substream of the first of them: the tail weight test takes those before it. */
const firstAcceptanceStream = 50;
/** Shapiro-Wilk's coefficients are known up to so many values (Royston 1995). */
const mostForShapiroWilk = 5000;

/**
 * What the columns of one kind say.
 *
 * @param family - what the columns are
 * @param noise - centred columns, none of them constant
 * @param stream - random numbers for the surrogates
 */
export function familyEvidence(
  family: FamilyEvidence['family'],
  noise: NoiseMatrix,
  stream: Stream,
): FamilyEvidence {
  const factor = covarianceFactor(noise);
  const surrogates = Array.from({ length: acceptanceSurrogates }, (_, s) => ({
    ...noise,
    values: gaussianSurrogate(factor, stream.substream(firstAcceptanceStream + s), noise.rows),
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

/** Level of the tests of normality, and the false discovery rate. */
const significance = 0.05;

const shapiroWilkOfFirst: ColumnTest = (column) => shapiroWilk(column.subarray(0, mostForShapiroWilk));

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
  return (short.inverse - long.inverse) / hypotenuse(short.inverseStandardError, long.inverseStandardError);
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
