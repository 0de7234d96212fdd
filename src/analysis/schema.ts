import { z } from 'zod';
import type { NoiseEvidence } from '../tail/index.js';
import type { MatrixAnalysis } from './matrix.js';

/** The shape of `analyze --json`. A number that could not be had is null. */

const number = z.number().nullable();
const verdict = z.enum([
  'gaussian',
  'gaussian-anisotropic',
  'heavy-tailed',
  'alpha-stable',
  'light-tailed',
  'not-enough-data',
  'invalid',
]);

const tensor = z.strictObject({
  file: z.string(),
  name: z.string(),
  step: z.number().nullable(),
  batchSize: z.number().nullable(),
  stepsAsSamples: z.boolean(),
  minibatches: z.number(),
  coordinates: z.number(),
  deadCoordinates: number,
  sparseCoordinates: number,
  zeroFraction: number,
  nonFiniteCount: z.number(),
  acrossMinibatches: z
    .strictObject({
      family: z.enum(['coordinates', 'projections']),
      tailWeightExcess: z.number(),
      tailWeightZ: z.number(),
      tailIndex: number,
      low: number,
      high: number,
      gaussianAcceptance: number,
      gaussianAcceptanceExpected: number,
      shapiroAcceptance: number,
      shapiroAcceptanceExpected: number,
      rejectedColumns: z.number(),
      columns: z.number(),
      bendZ: number,
      stabilityCurve: z.array(z.tuple([z.number(), z.number()])),
      models: z.array(
        z.strictObject({
          name: z.string(),
          heldOutLogLikelihood: z.number(),
          vuongZ: number,
          rejected: z.boolean(),
          acceptance: number,
          parameters: z.record(z.string(), number),
        }),
      ),
    })
    .nullable(),
  pooled: z
    .strictObject({
      published: number,
      surrogate: number,
      surrogateLow: number,
      surrogateHigh: number,
      scaleRatio: number,
    })
    .nullable(),
  timeDependence: z
    .strictObject({
      normCorrelation: z.number(),
      normZ: number,
      columnCorrelation: z.number(),
      columnZ: number,
    })
    .nullable(),
  verdict,
  sentence: z.string(),
});

export const analysisSchema = z.strictObject({
  schema: z.literal('heavytail.analysis/1'),
  version: z.string(),
  seed: z.number(),
  inputs: z.array(z.string()),
  verdict,
  sentence: z.string(),
  tensors: z.array(tensor),
  batchScaling: z.array(
    z.strictObject({
      name: z.string(),
      step: z.number().nullable(),
      batchSizes: z.array(z.number()),
      exponent: z.number(),
      low: z.number(),
      high: z.number(),
    }),
  ),
  /** What was decided in reading the input: columns left out, lines taken for headers. */
  notes: z.array(z.string()),
  /** What speaks against taking the input for what it was taken for. */
  warnings: z.array(z.string()),
  skipped: z.array(z.strictObject({ file: z.string(), name: z.string(), reason: z.string() })),
});

export type AnalysisReport = z.infer<typeof analysisSchema>;
export type TensorReport = z.infer<typeof tensor>;

/** One tensor of the report. */
export function tensorReport(
  source: Pick<TensorReport, 'file' | 'name' | 'step' | 'batchSize' | 'stepsAsSamples' | 'coordinates'>,
  analysis: MatrixAnalysis,
): TensorReport {
  const { file, name, step, batchSize, stepsAsSamples, coordinates } = source;
  return {
    file,
    name,
    step,
    batchSize,
    stepsAsSamples,
    minibatches: analysis.minibatches,
    coordinates,
    nonFiniteCount: analysis.nonFiniteRows.length,
    verdict: analysis.verdict,
    sentence: analysis.sentence,
    ...evidenceReport(analysis.evidence),
  };
}

type EvidenceReport = Pick<
  TensorReport,
  'deadCoordinates' | 'sparseCoordinates' | 'zeroFraction' | 'acrossMinibatches' | 'pooled' | 'timeDependence'
>;

function evidenceReport(evidence: NoiseEvidence | undefined): EvidenceReport {
  if (evidence === undefined) {
    const nothing = { deadCoordinates: null, sparseCoordinates: null, zeroFraction: null };
    return { ...nothing, acrossMinibatches: null, pooled: null, timeDependence: null };
  }
  const { deadCoordinates, sparseCoordinates, zeroFraction, time } = evidence;
  return {
    deadCoordinates,
    sparseCoordinates,
    zeroFraction,
    acrossMinibatches: acrossReport(evidence),
    pooled: pooledReport(evidence),
    timeDependence:
      time === undefined ? null : { ...time, normZ: finite(time.normZ), columnZ: finite(time.columnZ) },
  };
}

/** Of the family on which laws were compared, or else of the heavier one. */
function acrossReport({ families, models }: NoiseEvidence): TensorReport['acrossMinibatches'] {
  const leading =
    families.find(({ family }) => family === models?.family) ??
    families.toSorted((a, b) => b.tailWeight.z - a.tailWeight.z)[0];
  if (leading === undefined) return null;
  return {
    family: leading.family,
    tailWeightExcess: leading.tailWeight.excess,
    tailWeightZ: leading.tailWeight.z,
    tailIndex: finite(leading.tailIndex.tailIndex),
    low: finite(leading.tailIndex.low),
    high: finite(leading.tailIndex.high),
    gaussianAcceptance: finite(leading.gaussianAcceptance),
    gaussianAcceptanceExpected: finite(leading.gaussianAcceptanceExpected),
    shapiroAcceptance: finite(leading.shapiroAcceptance),
    shapiroAcceptanceExpected: finite(leading.shapiroAcceptanceExpected),
    rejectedColumns: leading.rejectedColumns,
    columns: leading.tailWeight.columns,
    bendZ: finite(leading.bendZ),
    stabilityCurve: leading.stabilityCurve.map(([x, y]): [number, number] => [x, y]),
    models: (models?.models ?? []).map((model) => ({
      name: model.name,
      heldOutLogLikelihood: model.heldOutLogLikelihood,
      vuongZ: finite(model.vuongZ),
      rejected: model.rejected,
      acceptance: finite(model.acceptance),
      parameters: Object.fromEntries(
        Object.entries(model.parameters).map(([key, value]) => [key, finite(value)]),
      ),
    })),
  };
}

function pooledReport({ pooled, scaleRatio }: NoiseEvidence): TensorReport['pooled'] {
  const range = pooled.status === 'ok' ? pooled : undefined;
  return {
    published: finite(pooled.published),
    surrogate: finite(range?.surrogate),
    surrogateLow: finite(range?.surrogateLow),
    surrogateHigh: finite(range?.surrogateHigh),
    scaleRatio: finite(scaleRatio),
  };
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
