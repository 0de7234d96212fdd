export { measureFreshNoise, type FreshNoise, type FreshNoiseSettings } from './freshNoise.js';
export { testProjections, type ProjectionTest } from './projectionTest.js';
export { measurePublishedStatistic, type PublishedMeasurement } from './publishedStatistic.js';
export {
  filterNormalisedSharpness,
  type FilterNormalisedSettings,
  type FilterNormalisedSharpness,
} from './filterNormalisedSharpness.js';
