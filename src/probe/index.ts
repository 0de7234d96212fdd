export { measureFreshNoise, type FreshNoise, type FreshNoiseSettings } from './freshNoise.js';
export { testProjections, type ProjectionTest } from './projectionTest.js';
export { measurePublishedStatistic, type PublishedMeasurement } from './publishedStatistic.js';
