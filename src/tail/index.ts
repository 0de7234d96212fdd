export { usualLevel, type TailEstimate, type TailIndexFound, type TailIndexMissing } from './estimate.js';

// Across minibatches: one coordinate or projection at a time.
export {
  estimateOneScale,
  estimateTwoScale,
  stabilityCurve,
  type StabilityPoint,
  type TwoScaleEstimate,
  type TwoScaleSettings,
} from './twoScale.js';
export {
  estimateAcrossMinibatches,
  type AcrossMinibatchesEstimate,
  type NoiseMatrix,
} from './acrossMinibatches.js';
export { estimateVectorTwoScale } from './vectorTwoScale.js';
export { estimateHill, type HillEstimate, type HillSettings } from './hill.js';
export { estimateMoment } from './moment.js';
export { estimatePickands } from './pickands.js';
export type { OrderEstimate, OrderSettings } from './orderEstimate.js';
export type { TailMethod } from './extremeValueIndex.js';
export { stabilityOverTail, type TailPoint } from './thresholdSelection.js';
export {
  fitPowerLaw,
  powerLawGoodness,
  type PowerLawEstimate,
  type PowerLawGoodness,
} from './powerLaw.js';
export type { LikelihoodRatio } from './likelihoodRatio.js';
export { estimateGeneralisedPareto, type GeneralisedParetoEstimate } from './generalisedParetoTail.js';
export { estimateLogMoment, type LogMomentEstimate } from './logMoment.js';
export { empiricalTail, type SurvivalPoint } from './empiricalTail.js';
export { kurtosisOfBatchMeans, runningSecondMoment, type RunningMoment } from './runningMoment.js';
export { estimateStableTail, type StableTailEstimate } from './stableTail.js';
export { excessKurtosis, maxToSumRatio, type Kurtosis } from './moments.js';
export {
  andersonDarling,
  gaussianAcceptance,
  type GaussianAcceptance,
  type NormalityTest,
} from './andersonDarling.js';
export { shapiroWilk } from './shapiroWilk.js';
export { discoveries } from './multiplicity.js';
export { Projector, type ProjectorSettings } from './projection.js';

// Across coordinates: the published statistic, and what Gaussian noise gives in its place.
export { blockLengthOf } from './blockLength.js';
export { PooledColumns } from './pooledColumns.js';
export { PooledStatistic, type PooledEstimate, type PooledRows, type PooledSettings } from './pooled.js';
export { diagonalSurrogate, gaussianSurrogate, SurrogateRows, type SurrogateSettings } from './surrogate.js';
export { comparePooled, surrogateStatistic, type PooledComparison } from './pooledSurrogate.js';
export { studentQuantile } from './studentQuantile.js';

// Everything at once: what the noise is, and how sure that is.
export {
  diagnose,
  diagnoseSample,
  type Diagnosis,
  type NoiseEvidence,
} from './diagnosis.js';
export { NoiseSampler, type NoiseSample, type NoiseSampleSettings } from './noiseSample.js';
export { sampleNoise } from './sampleNoise.js';
export type { FamilyEvidence } from './familyEvidence.js';
export { compareModels, type ModelComparison, type ScoredModel } from './heldOut.js';
export { studentDegreesOf, tailWeight, testTailWeight, type TailWeightTest } from './tailWeight.js';
export { timeDependence, type TimeDependence } from './timeDependence.js';
export type { Verdict } from './verdict.js';
