export type { Dataset, Examples } from './dataset/dataset.js';
export type { GradientSource, ParameterLayer } from './gradientSource.js';
export { fullyConnected, initialWeights, type FullyConnected } from './fullyConnected.js';
export { gradientSource } from './networkSource.js';
export type { LossName } from './loss/loss.js';
export { fixedMinibatches, freshMinibatch, minibatches, type SamplingOrder } from './minibatch.js';
export { sgd, type SgdSettings, type SgdState } from './sgd.js';
export { normalise, pixelScaleOf, pixelScales, type PixelScale } from './dataset/normalise.js';
export { proceduralDigits } from './dataset/proceduralDigits.js';
