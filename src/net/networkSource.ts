import { predictions, withArena, type Arena } from '../kernel/index.js';
import type { Stream } from '../law/index.js';
import type { Examples } from './dataset/dataset.js';
import type { GradientSource } from './gradientSource.js';
import { losses, type LossName } from './loss/loss.js';
import type { Network } from './network.js';
import { requireExamples, requireExampleWeights, requireVector } from './sourceInput.js';
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

/** Examples that pass through a network at a time; sums over more are sums of such chunks, in order. */
const chunkSize = 1000;

/**
 * The loss of a network on examples, with its gradients.
 *
 * Memory is O(parameters + 1000 × units), whatever the number of examples, except for per-example
 * gradients, which fill the array that the caller hands in.
 *
 * @throws {RangeError} when the examples do not fit the network, and from every method when arrays or
 *   indices do not
 */
export function gradientSource(model: Network, data: Examples, lossName: LossName): GradientSource {
  const { inputs, parameterCount } = model;
  const loss = losses[lossName];
  requireExamples(data, inputs, model.classes);

  /** Calls `body` for each chunk of the examples, with the network's matrices in one arena. */
  const overChunks = (
    parameters: Float32Array,
    examples: Uint32Array,
    weightOf: (i: number) => number,
    body: (arena: Arena, parameters: ParameterMatrices, chunk: Chunk, start: number) => void,
  ) => {
    requireVector('parameter vector', parameters, parameterCount);
    if (examples.length === 0) throw new RangeError('No examples were given; a mean needs at least one.');
    const outside = examples.find((index) => index >= data.count);
    if (outside !== undefined) {
      throw new RangeError(`Example ${outside} was asked for; there are ${data.count}, counted from 0.`);
    }
    withArena((outer) => {
      const matrices = parameterMatrices(outer, model, parameters);
      for (let start = 0; start < examples.length; start += chunkSize) {
        withArena((arena) => {
          const indices = examples.subarray(start, start + chunkSize);
          const chunk = gather(arena, data, inputs, indices, (i) => weightOf(start + i));
          body(arena, matrices, chunk, start);
        });
      }
    });
  };

  /** Writes the gradient of the weighted loss and returns the loss. */
  const weightedGradient = (
    parameters: Float32Array,
    examples: Uint32Array,
    gradient: Float32Array,
    weightOf: (i: number) => number,
    random?: Stream,
  ): number => {
    requireVector('gradient', gradient, parameterCount);
    let value = 0;
    withArena((outer) => {
      const sums = parameterMatrices(outer, model);
      overChunks(parameters, examples, weightOf, (arena, matrices, chunk) => {
        const pass = forward(arena, model, matrices, chunk, random);
        const { deltas, value: part } = backward(arena, model, pass, chunk, loss);
        value += part;
        addGradients(pass, deltas, sums);
      });
      flatten(model, sums, gradient);
    });
    return value;
  };

  return {
    parameterCount,
    layers: model.layers,
    exampleCount: data.count,

    gradient(parameters, examples, gradient, exampleWeights) {
      if (exampleWeights) requireExampleWeights(exampleWeights, examples);
      const weightOf = exampleWeights ? (i: number) => exampleWeights[i] : () => 1 / examples.length;
      return weightedGradient(parameters, examples, gradient, weightOf);
    },

    ...(model.operations.some(({ random }) => random) && {
      trainingGradient: (parameters, examples, gradient, random) =>
        weightedGradient(parameters, examples, gradient, () => 1 / examples.length, random),
    }),

    perExampleGradients(parameters, examples, out) {
      requireVector('array of gradients', out, examples.length * parameterCount);
      overChunks(
        parameters,
        examples,
        () => 1,
        (arena, matrices, chunk, start) => {
          const pass = forward(arena, model, matrices, chunk);
          const { deltas } = backward(arena, model, pass, chunk, loss);
          const row = arena.f32(parameterCount);
          for (let i = 0; i < chunk.inputs.rows; i++) {
            writeExampleGradient(model, pass, deltas, i, row);
            out.set(row.array, (start + i) * parameterCount);
          }
        },
      );
    },

    hessianVectorProduct(parameters, vector, examples, out) {
      requireVector('direction', vector, parameterCount);
      requireVector('product', out, parameterCount);
      withArena((outer) => {
        const sums = parameterMatrices(outer, model);
        const direction = parameterMatrices(outer, model, vector);
        const weightOf = () => 1 / examples.length;
        overChunks(parameters, examples, weightOf, (arena, matrices, chunk) => {
          const pass = forward(arena, model, matrices, chunk);
          const { deltas } = backward(arena, model, pass, chunk, loss);
          addHessianProducts(arena, model, pass, deltas, direction, chunk, loss, sums);
        });
        flatten(model, sums, out);
      });
    },

    loss(parameters, examples) {
      let value = 0;
      const weightOf = () => 1 / examples.length;
      overChunks(parameters, examples, weightOf, (arena, matrices, chunk) => {
        value += loss.value(lossInput(forward(arena, model, matrices, chunk), chunk));
      });
      return value;
    },

    accuracy(parameters, examples) {
      let right = 0;
      overChunks(
        parameters,
        examples,
        () => 1,
        (arena, matrices, chunk) => {
          const { logits } = lossInput(forward(arena, model, matrices, chunk), chunk);
          const predicted = arena.u8(chunk.inputs.rows);
          // A network that answers NaN has no accuracy.
          if (predictions(logits, predicted) > 0) right = Number.NaN;
          const labels = chunk.labels.array;
          predicted.array.forEach((label, i) => {
            if (label === labels[i]) right++;
          });
        },
      );
      return right / examples.length;
    },
  };
}
