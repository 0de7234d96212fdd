export { measureExampleNoise, type ExampleNoise } from './noise/exampleNoise.js';
export { projectExamples } from './noise/projectedExamples.js';
export { exampleCoordinates, type ExampleCoordinates } from './noise/exampleCoordinates.js';
export { gradientColumns } from './noise/gradientColumns.js';
export { minibatchMeans } from './noise/minibatchMeans.js';
export { measureFreshNoise, type FreshNoise, type FreshNoiseSettings } from './noise/freshNoise.js';
export { testProjections, type ProjectionTest } from './noise/projectionTest.js';
export { measurePublishedStatistic, type PublishedMeasurement } from './noise/publishedStatistic.js';
export {
  filterNormalisedSharpness,
  type FilterNormalisedSettings,
  type FilterNormalisedSharpness,
} from './sharpness/filterNormalisedSharpness.js';
export { keskarSharpness, type KeskarSettings, type KeskarSharpness } from './sharpness/keskarSharpness.js';
export {
  basinWidth,
  type BasinWidth,
  type BasinWidthSettings,
  type SidedWidth,
} from './sharpness/basinWidth.js';
export { linearBarrier, type LinearBarrier } from './sharpness/linearBarrier.js';
export {
  nudgedElasticBand,
  type NudgedElasticBand,
  type NudgedElasticBandSettings,
} from './sharpness/nudgedElasticBand.js';
export {
  covarianceSpectrum,
  marchenkoPastur,
  type CovarianceSpectrum,
  type MarchenkoPastur,
} from './curvature/covarianceSpectrum.js';
export { hessianTrace, type HessianTrace } from './curvature/hessianTrace.js';
export { hessianLanczos, lanczos, type LanczosRun, type SymmetricProduct } from './curvature/lanczos.js';
export { hessianDensity, smoothedDensity, type SpectralDensity } from './curvature/spectralDensity.js';
