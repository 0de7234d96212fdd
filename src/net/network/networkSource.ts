import { predictions, withArena, type Arena } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import type { Examples } from '../dataset/dataset.js';
import type { GradientSource } from '../gradientSource.js';
import { losses, type Loss, type LossName } from '../loss/loss.js';
import type { Network } from './network.js';
import { requireExamples, requireExampleWeights, requireIndices, requireVector } from '../sourceInput.js';
import {
  addGradients,
  addHessianProducts,
  backward,
  flatten,
  forward,
  gather,
  lossInput,
  parameterMatrices,
  writeExampleGradient,
  type Chunk,
  type ParameterMatrices,
} from './networkPass.js';

/** Answers that a network gives at a time; sums over more are sums of such chunks, in order. */
const chunkSize = 1000;

/**
 * The loss of a network on examples, with its gradients: the GradientSource that training and probes take.
 *
 * Memory is O(parameters + 1000 × units of an answer), whatever the number of examples. Per-example
 * gradients fill the array that the caller hands in.
 *
 * @param model - the network
 * @param data - examples with as many numbers as the network takes
 * @param lossName - which loss of the outputs and the label
 * @returns the loss as a function of the weights
 * @throws {RangeError} when the examples do not fit the network, and from every method when arrays or
 *   indices do not
 * @example
 * import { allExamples, firstExamples, fullyConnected, gradientSource } from 'heavytail/net';
 * import { initialWeights, proceduralDigits } from 'heavytail/net';
 * import { stream } from 'heavytail/random';
 *
 * const { train, dimension, classes } = proceduralDigits();
 * const network = fullyConnected({ depth: 2, width: 16, inputs: dimension, classes });
 * const source = gradientSource(network, firstExamples(train, 100, dimension), 'cross-entropy');
 * const weights = initialWeights(network, stream(1, 'weights'));
 * const gradient = new Float32Array(source.parameterCount);
 * source.gradient(weights, allExamples(source.exampleCount), gradient); // → 2.33539
 */
export function gradientSource(model: Network, data: Examples, lossName: LossName): GradientSource {
  const { inputs, parameterCount, operations, layers, classes, answers } = model;
  requireExamples(data, inputs, classes, answers);
  const source: Source = { model, data, loss: losses[lossName] };
  return {
    parameterCount,
    layers,
    exampleCount: data.count,

    gradient(parameters, examples, gradient, exampleWeights) {
      if (exampleWeights) requireExampleWeights(exampleWeights, examples);
      const weightOf = exampleWeights ? (i: number) => exampleWeights[i] : () => 1 / examples.length;
      return weightedGradient(source, parameters, examples, gradient, weightOf);
    },

    ...(operations.some(({ random }) => random) && {
      trainingGradient: (parameters, examples, gradient, random) =>
        weightedGradient(source, parameters, examples, gradient, () => 1 / examples.length, random),
    }),

    perExampleGradients(parameters, examples, out) {
      requireVector('array of gradients', out, examples.length * parameterCount);
      writeExampleGradients(source, parameters, examples, out);
    },

    hessianVectorProduct(parameters, vector, examples, out) {
      requireVector('direction', vector, parameterCount);
      requireVector('product', out, parameterCount);
      writeHessianProduct(source, parameters, vector, examples, out);
    },

    loss: (parameters, examples) => meanLoss(source, parameters, examples),
    accuracy: (parameters, examples) => shareRight(source, parameters, examples),
  };
}

/** What a source is made of. */
interface Source {
  readonly model: Network;
  readonly data: Examples;
  readonly loss: Loss;
}

/** Calls `body` for each chunk of the examples, with the network's matrices in one arena. */
function overChunks(
  { model, data }: Source,
  parameters: Float32Array,
  examples: Uint32Array,
  weightOf: (i: number) => number,
  body: (arena: Arena, parameters: ParameterMatrices, chunk: Chunk, start: number) => void,
): void {
  requireVector('parameter vector', parameters, model.parameterCount);
  requireIndices(examples, data.count);
  const examplesAtATime = Math.ceil(chunkSize / (model.answers ?? 1));
  withArena((outer) => {
    const matrices = parameterMatrices(outer, model, parameters);
    for (let start = 0; start < examples.length; start += examplesAtATime) {
      withArena((arena) => {
        const indices = examples.subarray(start, start + examplesAtATime);
        const chunk = gather(arena, data, model, indices, (i) => weightOf(start + i));
        body(arena, matrices, chunk, start);
      });
    }
  });
}

/** Writes the gradient of the weighted loss and returns the loss. */
function weightedGradient(
  source: Source,
  parameters: Float32Array,
  examples: Uint32Array,
  gradient: Float32Array,
  weightOf: (i: number) => number,
  random?: Stream,
): number {
  const { model, loss } = source;
  requireVector('gradient', gradient, model.parameterCount);
  let value = 0;
  withArena((outer) => {
    const sums = parameterMatrices(outer, model);
    overChunks(source, parameters, examples, weightOf, (arena, matrices, chunk) => {
      const pass = forward(arena, model, matrices, chunk, random);
      const { deltas, value: part } = backward(arena, model, pass, chunk, loss);
      value += part;
      addGradients(pass, deltas, sums);
    });
    flatten(model, sums, gradient);
  });
  return value;
}

function writeExampleGradients(
  source: Source,
  parameters: Float32Array,
  examples: Uint32Array,
  out: Float32Array,
): void {
  const { model, loss } = source;
  const { parameterCount } = model;
  const weightOf = () => 1;
  overChunks(source, parameters, examples, weightOf, (arena, matrices, chunk, start) => {
    const pass = forward(arena, model, matrices, chunk);
    const { deltas } = backward(arena, model, pass, chunk, loss);
    const row = arena.f32(parameterCount);
    for (let i = 0; i < chunk.inputs.rows; i++) {
      writeExampleGradient(model, pass, deltas, i, row);
      out.set(row.array, (start + i) * parameterCount);
    }
  });
}

function writeHessianProduct(
  source: Source,
  parameters: Float32Array,
  vector: Float32Array,
  examples: Uint32Array,
  out: Float32Array,
): void {
  const { model, loss } = source;
  withArena((outer) => {
    const sums = parameterMatrices(outer, model);
    const direction = parameterMatrices(outer, model, vector);
    const weightOf = () => 1 / examples.length;
    overChunks(source, parameters, examples, weightOf, (arena, matrices, chunk) => {
      const pass = forward(arena, model, matrices, chunk);
      const { deltas } = backward(arena, model, pass, chunk, loss);
      addHessianProducts(arena, model, pass, deltas, direction, chunk, loss, sums);
    });
    flatten(model, sums, out);
  });
}

function meanLoss(source: Source, parameters: Float32Array, examples: Uint32Array): number {
  const { model, loss } = source;
  let value = 0;
  const weightOf = () => 1 / examples.length;
  overChunks(source, parameters, examples, weightOf, (arena, matrices, chunk) => {
    value += loss.value(lossInput(model, forward(arena, model, matrices, chunk), chunk));
  });
  return value;
}

function shareRight(source: Source, parameters: Float32Array, examples: Uint32Array): number {
  const { model } = source;
  let right = 0;
  const weightOf = () => 1;
  overChunks(source, parameters, examples, weightOf, (arena, matrices, chunk) => {
    const { logits } = lossInput(model, forward(arena, model, matrices, chunk), chunk);
    const predicted = arena.u8(logits.rows);
    // A network that answers NaN has no accuracy.
    if (predictions(logits, predicted) > 0) right = Number.NaN;
    const labels = chunk.labels.array;
    predicted.array.forEach((label, i) => {
      if (label === labels[i]) right++;
    });
  });
  return right / (examples.length * (model.answers ?? 1));
}
