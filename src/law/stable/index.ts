export { stable, type StableLaw, type StableParameters } from './law.js';
export { draw } from './draw.js';
export { incrementLaw } from './increment.js';
export { drawIsotropic, type VectorParameters } from './vectors.js';
export { characteristicFunction, type ComplexArray } from './characteristicFunction.js';
export { density, logDensity } from './density.js';
export { distribution, logDistribution, logSurvival, survival } from './distribution.js';
export { quantile, support, survivalQuantile } from './quantile.js';
export { fit, type FitOptions, type StableFit } from './fit/fit.js';
