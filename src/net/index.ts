export type { Dataset, Examples } from './dataset/dataset.js';
export type { GradientSource, ParameterLayer } from './gradientSource.js';
export { fullyConnected, initialWeights, type FullyConnected } from './fullyConnected.js';
export { gradientSource } from './networkSource.js';
export type { LossName } from './loss/loss.js';
