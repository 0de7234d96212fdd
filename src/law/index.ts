export { Stream, stream, type StreamPosition } from './stream.js';
export { normalDistribution, normalQuantile } from './normal.js';
export {
  density,
  distribution,
  draw,
  logDensity,
  logDistribution,
  logSurvival,
  mean,
  median,
  quantile,
  support,
  survival,
  survivalQuantile,
  variance,
  type Law,
} from './law.js';
export {
  characteristicFunction,
  fit as fitStable,
  leastAlpha,
  stable,
  symmetricTable,
  type ComplexArray,
  type FitOptions,
  type StableFit,
  type StableLaw,
  type StableParameters,
  type SymmetricTable,
} from './stable/index.js';
export { generalisedPareto, type GeneralisedParetoLaw } from './generalisedPareto.js';
export { laplace, type LaplaceLaw } from './laplace.js';
export { logNormal, type LogNormalLaw } from './logNormal.js';
export { normal, type NormalLaw } from './normalLaw.js';
export {
  normalInverseGaussian,
  type NormalInverseGaussianLaw,
} from './normalInverseGaussian/normalInverseGaussian.js';
export { pareto, type ParetoLaw } from './pareto.js';
export { studentT, type StudentLaw } from './studentT.js';
export type { LawFit } from './fit/lawFit.js';
export { fitLaplace } from './fit/laplace.js';
export { fitLogNormal, fitNormal } from './fit/normal.js';
export { fitNormalInverseGaussian } from './fit/normalInverseGaussian.js';
export { fitGeneralisedPareto, fitPareto } from './fit/pareto.js';
export { fitStudentT } from './fit/studentT.js';
