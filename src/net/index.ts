export type { Dataset, Examples } from './dataset/dataset.js';
export type { GradientSource, ParameterLayer } from './gradientSource.js';
export { forwardForward } from './forwardForward/forwardForward.js';
export { forwardForwardNetwork } from './forwardForward/forwardForwardNetwork.js';
export { fullyConnected, type Activation, type FullyConnected } from './network/fullyConnected.js';
export {
  chain,
  initialisations,
  initialWeights,
  type Initialisation,
  type Network,
  type PlacedLayer,
} from './network/network.js';
export { alexNet } from './network/alexNet.js';
export { convolution } from './operation/convolution.js';
export { dropout } from './operation/dropout.js';
export { linear } from './operation/linear.js';
export { maxPooling } from './operation/maxPooling.js';
export type { Operation, ParameterShape, Recorded } from './operation/operation.js';
export { rectifier } from './operation/rectifier.js';
export { tanh } from './operation/tanh.js';
export { gradientSource } from './network/networkSource.js';
export { lossNames, type LossName } from './loss/loss.js';
export {
  allExamples,
  fixedMinibatches,
  freshMinibatch,
  minibatches,
  orders,
  type SamplingOrder,
} from './step/minibatch.js';
export { matchedGaussianGradient } from './step/gaussianNoise.js';
export { minibatchGradient, trainingGradient, withNoise, type StepGradient } from './step/stepGradient.js';
export { svagGradient } from './step/svag.js';
export { adamDirection } from './step/adam.js';
export { schedules, type Schedule } from './step/schedule.js';
export { checkSgd, sgd, type SgdSettings, type SgdState } from './step/sgd.js';
export {
  channelScales,
  normalise,
  normaliseChannels,
  pixelScaleOf,
  pixelScales,
  type PixelScale,
} from './dataset/normalise.js';
export { withLabelNoise } from './dataset/labelNoise.js';
export { firstExamples } from './dataset/dataset.js';
export { proceduralDigits } from './dataset/proceduralDigits.js';
export { syntheticRegression, type RegressionExamples } from './dataset/syntheticRegression.js';
export { linearRegression } from './linearRegression.js';
export {
  covariateLaws,
  regressionTasks,
  type CovariateLaw,
  type RegressionTasks,
} from './dataset/regressionTasks.js';
export { linearAttention } from './linearAttention.js';
export { syntheticText, type SyntheticText } from './dataset/syntheticText.js';
export { causalAttention } from './transformer/causalAttention.js';
export { embedding } from './transformer/embedding.js';
export { layerNorm } from './transformer/layerNorm.js';
export { residual } from './transformer/residual.js';
export { tokenLinear } from './transformer/tokenLinear.js';
export { transformer } from './transformer/transformer.js';
