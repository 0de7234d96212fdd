import { allExamples } from '../../net/index.js';
import { measureFreshNoise } from '../../probe/index.js';
import type { Snapshot } from '../network/trainedNetwork.js';

type Measurement = Parameters<typeof measureFreshNoise>[3];

/** The gradient of the loss over all examples. */
export function fullGradient({ source, weights }: Snapshot): Float32Array {
  const full = new Float32Array(source.parameterCount);
  source.gradient(weights, allExamples(source.exampleCount), full);
  return full;
}

/**
 * Noise of fresh independent minibatches at the weights of a snapshot, on coordinates and random
 * directions.
 */
export function freshNoise(snapshot: Snapshot, measurement: Measurement) {
  return measureFreshNoise(snapshot.source, snapshot.weights, fullGradient(snapshot), measurement);
}
