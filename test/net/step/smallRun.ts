import { fullyConnected, gradientSource, initialWeights, type SgdSettings } from 'heavytail/net';
import { stream } from 'heavytail/random';

/** A small network on twelve examples, and the settings of a short run. */
export const model = fullyConnected({ depth: 2, width: 6, inputs: 4, classes: 3 });
export const count = 12;
const draws = stream(1, 'sgd');
export const source = gradientSource(
  model,
  {
    count,
    inputs: Float32Array.from(draws.normals(4 * count)),
    labels: Uint8Array.from(draws.integers(count, 3)),
  },
  'cross-entropy',
);
export const start = initialWeights(model, stream(1, 'start'));
export const base: SgdSettings = {
  stepSize: 0.5,
  batchSize: 5,
  order: 'fixed',
  iterations: 7,
  stream: stream(1, 'order'),
};
