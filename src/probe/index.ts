export { projectExamples } from './projectedExamples.js';
export { measureFreshNoise, type FreshNoise, type FreshNoiseSettings } from './freshNoise.js';
export { testProjections, type ProjectionTest } from './projectionTest.js';
export { measurePublishedStatistic, type PublishedMeasurement } from './publishedStatistic.js';
export {
  filterNormalisedSharpness,
  type FilterNormalisedSettings,
  type FilterNormalisedSharpness,
} from './filterNormalisedSharpness.js';
export { keskarSharpness, type KeskarSettings, type KeskarSharpness } from './keskarSharpness.js';
export { basinWidth, type BasinWidth, type BasinWidthSettings, type SidedWidth } from './basinWidth.js';
export { linearBarrier, type LinearBarrier } from './linearBarrier.js';
export {
  nudgedElasticBand,
  type NudgedElasticBand,
  type NudgedElasticBandSettings,
} from './nudgedElasticBand.js';
export {
  covarianceSpectrum,
  marchenkoPastur,
  type CovarianceSpectrum,
  type MarchenkoPastur,
} from './covarianceSpectrum.js';
export { hessianTrace, type HessianTrace } from './hessianTrace.js';
export { hessianLanczos, lanczos, type LanczosRun, type SymmetricProduct } from './lanczos.js';
export { hessianDensity, smoothedDensity, type SpectralDensity } from './spectralDensity.js';
