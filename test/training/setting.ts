import type { Dataset } from 'heavytail/net';
import type { TrainingSettings } from '#heavytail/training/index';
import { smallDataset } from './smallDataset.js';

export const dataset: Dataset = smallDataset(1000, 60);

export const settings: TrainingSettings = {
  network: { model: 'fc', depth: 3, width: 6, activation: 'relu', bias: false },
  loss: 'cross-entropy',
  initialisation: 'default',
  dataset: dataset.name,
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
