export { Stream, stream, type StreamPosition } from './stream.js';
export { normalDistribution, normalQuantile } from './normal.js';
export {
  characteristicFunction,
  draw,
  stable,
  type ComplexArray,
  type StableLaw,
  type StableParameters,
} from './stable/index.js';
