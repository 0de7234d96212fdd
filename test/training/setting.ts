import { firstExamples, proceduralDigits, type Dataset } from 'heavytail/net';
import type { TrainingSettings } from '#heavytail/training/index';

const digits = proceduralDigits();

/** The built-in digits, of which few are held back: runs are evaluated quickly. */
export const dataset: Dataset = {
  ...digits,
  test: firstExamples(digits.test, 60, digits.dimension),
};

export const settings: TrainingSettings = {
  network: { model: 'fc', depth: 3, width: 6, activation: 'relu', bias: false },
  loss: 'cross-entropy',
  initialisation: 'default',
  dataset: digits.name,
  examples: 60,
  labelNoise: 0,
  stepSize: 0.1,
  schedule: 'constant',
  momentum: 0,
  weightDecay: 0,
  clipNorm: null,
  batchSize: 7,
  order: 'shuffled',
  noise: { kind: 'minibatch' },
  iterations: 12,
  stopAccuracy: null,
  every: 5,
  seed: 3,
};
