export { evaluate, type Evaluation, type IndexWithInterval, type PublishedIndex } from './evaluation.js';
export { recordGradients, type GradientRecord } from './record.js';
export {
  networkOf,
  setUpNetwork,
  setUpTraining,
  type NetworkSetUp,
  type TrainingSetUp,
} from './setUp.js';
export { noiseKinds, type NetworkSettings, type NoiseSettings, type TrainingSettings } from './settings.js';
export { minibatchNoiseScale, noisySteps, type NoisySteps, type StepNoise } from './stepNoise.js';
export { train, type Checkpoint, type TrainingEvent } from './training.js';
