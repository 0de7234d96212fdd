export type { Interval } from '../statistics/index.js';
export { usualLevel, type TailEstimate, type TailIndexFound, type TailIndexMissing } from './estimate.js';

// Across minibatches: one coordinate or projection at a time.
export {
  estimateOneScale,
  estimateTwoScale,
  stabilityCurve,
  type StabilityPoint,
  type TwoScaleEstimate,
  type TwoScaleSettings,
} from './sums/twoScale.js';
export {
  estimateAcrossMinibatches,
  type AcrossMinibatchesEstimate,
} from './sums/acrossMinibatches.js';
export { estimateVectorTwoScale } from './sums/vectorTwoScale.js';
export { estimateHill, type HillEstimate, type HillSettings } from './order/hill.js';
export { estimateMoment } from './order/moment.js';
export { estimatePickands } from './order/pickands.js';
export type { OrderEstimate, OrderSettings } from './order/orderEstimate.js';
export type { TailMethod } from './order/extremeValueIndex.js';
export { stabilityOverTail, type TailPoint } from './order/thresholdSelection.js';
export {
  fitPowerLaw,
  powerLawGoodness,
  type PowerLawEstimate,
  type PowerLawGoodness,
} from './powerLaw/powerLaw.js';
export type { LikelihoodRatio } from './powerLaw/likelihoodRatio.js';
export { estimateGeneralisedPareto, type GeneralisedParetoEstimate } from './order/generalisedParetoTail.js';
export { estimateLogMoment, type LogMomentEstimate } from './stable/logMoment.js';
export { empiricalTail, type SurvivalPoint } from './order/empiricalTail.js';
export { kurtosisOfBatchMeans, runningSecondMoment, type RunningMoment } from './sums/runningMoment.js';
export { estimateStableTail, type StableTailEstimate } from './stable/stableTail.js';
export { Projector, type ProjectorSettings } from './surrogate/projection.js';

// Across coordinates: the published statistic, and what Gaussian noise gives in its place.
export { blockLengthOf } from './sums/blockLength.js';
export { PooledColumns } from './pooled/columns.js';
export {
  PooledStatistic,
  type PooledEstimate,
  type PooledRows,
  type PooledSettings,
} from './pooled/statistic.js';
export {
  diagonalSurrogate,
  gaussianSurrogate,
  SurrogateRows,
  type SurrogateSettings,
} from './surrogate/surrogate.js';
export {
  pooledContrast,
  scoredTails,
  type ColumnSource,
  type PooledTerm,
  type ScoredTails,
} from './pooled/scoredTails.js';
export { comparePooled, surrogateStatistic, type PooledComparison } from './pooled/surrogate.js';

// Everything at once: what the noise is, and how sure that is.
export {
  diagnose,
  diagnoseSample,
  type Diagnosis,
} from './diagnosis/diagnosis.js';
export { NoiseSampler, type NoiseSample, type NoiseSampleSettings } from './diagnosis/sample/noiseSample.js';
export { sampleNoise } from './diagnosis/sample/sampleNoise.js';
export type { FamilyEvidence } from './diagnosis/familyEvidence.js';
export { compareModels, type ModelComparison, type ScoredModel } from './diagnosis/heldOut.js';
export {
  excessTailWeight,
  surrogateTailWeight,
  type ExcessTailWeight,
} from './diagnosis/excessTailWeight.js';
export {
  meanTailWeight,
  studentDegreesOf,
  tailWeight,
  testTailWeight,
  type TailWeightTest,
} from './diagnosis/tailWeight.js';
export { timeDependence, type TimeDependence } from './diagnosis/timeDependence.js';
export type { JudgedNoise, NoiseVerdict, Verdict } from './diagnosis/verdict.js';
export type { NoiseEvidence } from './diagnosis/evidence.js';
export { gaussianAcceptance, type GaussianAcceptance } from './diagnosis/gaussianAcceptance.js';
export type { NoiseMatrix } from './noiseMatrix.js';

// General statistics that people look for beside tails.
export {
  andersonDarling,
  discoveries,
  excessKurtosis,
  maxToSumRatio,
  shapiroWilk,
  studentQuantile,
  type Kurtosis,
  type NormalityTest,
} from '../statistics/index.js';
