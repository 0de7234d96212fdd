import { stream } from '../law/index.js';
import { allExamples, freshMinibatch } from '../net/index.js';
import type { TrainingSetUp } from './setUp.js';
import type { TrainingSettings } from './settings.js';

/** As many as the evaluation looks at. */
const minibatches = 200;
/** Of a larger array of weights so many coordinates are kept, the same at every record. */
const mostCoordinates = 10_000;

/** Gradients of fresh minibatches at frozen weights, as the recorders of PyTorch and JAX write them. */
export interface GradientRecord {
  readonly tensors: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly values: Float32Array;
  }[];
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Records the gradients of fresh minibatches and the full gradient, array of weights by array. Its random
 * numbers are its own, so that it changes nothing of the run.
 */
export function recordGradients(
  { train, network }: TrainingSetUp,
  { seed, batchSize }: TrainingSettings,
  iteration: number,
  weights: Float32Array,
): GradientRecord {
  const kept = network.layers.map(({ offset, rows, columns }, l) => {
    const size = rows * columns;
    if (size <= mostCoordinates) return Uint32Array.from({ length: size }, (_, i) => offset + i);
    const chosen = stream(seed, 'recorded coordinates', l).permutation(size).subarray(0, mostCoordinates);
    return chosen.sort().map((i) => offset + i);
  });
  const values = kept.map((chosen) => new Float32Array(minibatches * chosen.length));
  const random = stream(seed, 'recorded minibatches', iteration);
  const gradient = new Float32Array(train.parameterCount);
  for (let m = 0; m < minibatches; m++) {
    train.gradient(weights, freshMinibatch(train.exampleCount, batchSize, random), gradient);
    kept.forEach((chosen, l) => {
      for (let i = 0; i < chosen.length; i++) values[l][m * chosen.length + i] = gradient[chosen[i]];
    });
  }
  train.gradient(weights, allExamples(train.exampleCount), gradient);
  return {
    tensors: network.layers.flatMap(({ name }, l) => [
      { name, shape: [minibatches, kept[l].length], values: values[l] },
      {
        name: `full/${name}`,
        shape: [1, kept[l].length],
        values: Float32Array.from(kept[l], (i) => gradient[i]),
      },
    ]),
    metadata: {
      schema: 'heavytail.grads/1',
      framework: 'heavytail',
      step: String(iteration),
      batch_size: String(batchSize),
      minibatches: String(minibatches),
      sampler: 'without replacement in a minibatch',
      subset_seed: String(seed),
      clipped: 'false',
    },
  };
}
