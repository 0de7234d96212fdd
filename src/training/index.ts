export { evaluate, type Evaluation, type IndexWithInterval, type PublishedIndex } from './evaluation.js';
export { recordGradients, type GradientRecord } from './record.js';
export { networkOf, setUpTraining, type TrainingSetUp } from './setUp.js';
export { noiseKinds, type NetworkSettings, type NoiseSettings, type TrainingSettings } from './settings.js';
export { train, type Checkpoint, type TrainingEvent } from './training.js';
