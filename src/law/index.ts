export { Stream, stream, type StreamPosition } from './stream.js';
export { normalDistribution, normalQuantile } from './normal.js';
export {
  characteristicFunction,
  density,
  distribution,
  draw,
  fit,
  logDensity,
  quantile,
  stable,
  survival,
  type ComplexArray,
  type FitOptions,
  type StableFit,
  type StableLaw,
  type StableParameters,
} from './stable/index.js';
