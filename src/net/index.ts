export type { Dataset, Examples } from './dataset/dataset.js';
export type { GradientSource, ParameterLayer } from './gradientSource.js';
export { fullyConnected, initialWeights, type FullyConnected } from './fullyConnected.js';
export { gradientSource } from './networkSource.js';
export type { LossName } from './loss/loss.js';
export { fixedMinibatches, freshMinibatch, minibatches, type SamplingOrder } from './minibatch.js';
export { withGaussianNoise } from './gaussianNoise.js';
export { sgd, type SgdSettings, type SgdState } from './sgd.js';
export {
  channelScales,
  normalise,
  normaliseChannels,
  pixelScaleOf,
  pixelScales,
  type PixelScale,
} from './dataset/normalise.js';
export { withLabelNoise } from './dataset/labelNoise.js';
export { proceduralDigits } from './dataset/proceduralDigits.js';
export { syntheticRegression, type RegressionExamples } from './dataset/syntheticRegression.js';
export { linearRegression } from './linearRegression.js';
