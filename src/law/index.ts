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
export type { Law } from './law.js';
export { generalisedPareto, type GeneralisedParetoLaw } from './generalisedPareto.js';
export { laplace, type LaplaceLaw } from './laplace.js';
export { normal, type NormalLaw } from './normalLaw.js';
export { studentT, type StudentLaw } from './studentT.js';
