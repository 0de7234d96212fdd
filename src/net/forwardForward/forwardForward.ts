import {
  type Arena,
  type Matrix,
  matrixIn,
  multiply,
  outerProduct,
  rectify,
  square,
  withArena,
} from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import type { Examples } from '../dataset/dataset.js';
import { goodnessOf, logistic, normaliseRows, softPlus } from './goodness.js';
import type { GradientSource } from '../gradientSource.js';
import type { Network } from '../network/network.js';
import { requireExamples, requireExampleWeights, requireVector } from '../sourceInput.js';

/** Examples that pass through the layers at a time, twice: with their label and with a wrong one. */
const chunkSize = 500;
/** Goodness at which a layer holds an example for right as often as for wrong. */
const threshold = 1;

/**
 * Hinton's Forward-Forward algorithm (2022, arXiv 2212.13345) behind the interface of a gradient: every layer learns by itself to
 * have a large mean squared activity (goodness) for examples with their label and a small one for examples with a wrong label,
 * nothing is propagated back.
 *
 * A layer sees the activities below it brought to a root mean square of 1, as constants; its loss is the mean of log(1 + exp(1 - g)) with the
 * right label and log(1 + exp(g - 1)) with the wrong one. `gradient` writes the gradients of these losses, layer by layer, and
 * returns their sum: it is the gradient of no single loss, so that there is no Hessian, and hessianVectorProduct throws.
 * Accuracy is the share of examples for which the right label has the largest sum of goodness.
 *
 * @param stream - draws one wrong label an example, once for all
 * @throws {RangeError} when the examples do not fit the network
 */
export function forwardForward(
  network: Network,
  data: Examples,
  classes: number,
  stream: Stream,
): GradientSource {
  const { inputs, layers, parameterCount } = network;
  if (!Number.isInteger(classes) || classes < 2 || classes >= inputs) {
    throw new RangeError(
      `${classes} classes were announced; examples of ${inputs} numbers can carry 2 to ${inputs - 1}.`,
    );
  }
  requireExamples(data, inputs, classes);
  const shifts = stream.integers(data.count, classes - 1);
  const wrong = data.labels.map((label, i) => (label + 1 + shifts[i]) % classes);

  /** Rows of examples with the given labels in place of their first numbers, brought to a root mean square of 1. */
  const labelled = (arena: Arena, examples: Uint32Array, labelOf: (example: number) => number): Matrix => {
    const matrix = matrixIn(arena, examples.length, inputs);
    const rows = matrix.block.array;
    examples.forEach((example, i) => {
      rows.set(data.inputs.subarray(example * inputs, (example + 1) * inputs), i * inputs);
      rows.fill(0, i * inputs, i * inputs + classes);
      // As long as the image itself: what the label says is not lost in it.
      let squares = 0;
      for (let j = classes; j < inputs; j++) squares += square(rows[i * inputs + j]);
      rows[i * inputs + labelOf(example)] = squares === 0 ? 1 : Math.sqrt(squares);
    });
    normaliseRows(matrix);
    return matrix;
  };

  /** Calls `body` for each layer with what it sees, its rectified activities, and the goodness of every row. */
  const overLayers = (
    arena: Arena,
    parameters: Float32Array,
    seen: Matrix,
    body: (layer: number, seen: Matrix, active: Matrix, goodness: Float64Array) => void,
  ) => {
    let below = seen;
    layers.forEach(({ offset, rows, columns }, l) => {
      const weight = matrixIn(arena, rows, columns, parameters.subarray(offset, offset + rows * columns));
      const active = matrixIn(arena, below.rows, rows);
      multiply(below, weight, active, { transposeRight: true });
      rectify(active);
      body(l, below, active, goodnessOf(active));
      below = matrixIn(arena, active.rows, rows, active.block.array);
      normaliseRows(below);
    });
  };

  /**
   * Both passes of a chunk: the sum of the layers' weighted losses, and for each layer what it saw and the derivatives in its
   * activities, with right labels and with wrong ones.
   */
  const bothPasses = (
    arena: Arena,
    parameters: Float32Array,
    examples: Uint32Array,
    weightOf: (i: number) => number,
    take: (layer: number, seen: Matrix, deltas: Matrix) => void,
  ): number => {
    let value = 0;
    for (const sign of [1, -1]) {
      const labels = sign === 1 ? data.labels : wrong;
      const seen = labelled(arena, examples, (example) => labels[example]);
      overLayers(arena, parameters, seen, (layer, below, active, goodness) => {
        const width = active.columns;
        const deltas = matrixIn(arena, active.rows, width, active.block.array);
        const rows = deltas.block.array;
        goodness.forEach((g, i) => {
          const margin = sign * (threshold - g);
          value += weightOf(i) * softPlus(margin);
          const factor = (-sign * weightOf(i) * logistic(margin) * 2) / width;
          for (let j = 0; j < width; j++) rows[i * width + j] *= factor;
        });
        take(layer, below, deltas);
      });
    }
    return value;
  };

  const overChunks = (examples: Uint32Array, body: (chunk: Uint32Array, start: number) => void) => {
    if (examples.length === 0) throw new RangeError('No examples were given; a mean needs at least one.');
    const outside = examples.find((index) => index >= data.count);
    if (outside !== undefined) {
      throw new RangeError(`Example ${outside} was asked for; there are ${data.count}, counted from 0.`);
    }
    for (let start = 0; start < examples.length; start += chunkSize) {
      body(examples.subarray(start, start + chunkSize), start);
    }
  };

  return {
    parameterCount,
    layers,
    exampleCount: data.count,

    gradient(parameters, examples, gradient, weights) {
      requireVector('parameter vector', parameters, parameterCount);
      requireVector('gradient', gradient, parameterCount);
      if (weights) requireExampleWeights(weights, examples);
      gradient.fill(0);
      let value = 0;
      const weightAt = weights ? (i: number) => weights[i] : () => 1 / examples.length;
      overChunks(examples, (chunk, start) => {
        withArena((arena) => {
          const sums = layers.map(({ rows, columns }) => matrixIn(arena, rows, columns));
          value += bothPasses(
            arena,
            parameters,
            chunk,
            (i) => weightAt(start + i),
            (layer, seen, deltas) =>
              multiply(deltas, seen, sums[layer], { transposeLeft: true, accumulate: true }),
          );
          sums.forEach(({ block }, l) => {
            const { offset } = layers[l];
            block.array.forEach((sum, i) => (gradient[offset + i] += sum));
          });
        });
      });
      return value;
    },

    perExampleGradients(parameters, examples, out) {
      requireVector('parameter vector', parameters, parameterCount);
      requireVector('array of gradients', out, examples.length * parameterCount);
      out.fill(0);
      overChunks(examples, (chunk, start) => {
        withArena((arena) => {
          const row = arena.f32(parameterCount);
          bothPasses(
            arena,
            parameters,
            chunk,
            () => 1,
            (layer, seen, deltas) => {
              const { offset, rows, columns } = layers[layer];
              for (let i = 0; i < chunk.length; i++) {
                outerProduct(deltas, seen, i, row, offset);
                const target = (start + i) * parameterCount + offset;
                const part = row.array.subarray(offset, offset + rows * columns);
                for (let k = 0; k < part.length; k++) out[target + k] += part[k];
              }
            },
          );
        });
      });
    },

    hessianVectorProduct() {
      throw new RangeError(
        'The update of Forward-Forward is the gradient of no single loss: it has no Hessian.',
      );
    },

    loss(parameters, examples) {
      requireVector('parameter vector', parameters, parameterCount);
      let value = 0;
      overChunks(examples, (chunk) => {
        withArena((arena) => {
          value += bothPasses(
            arena,
            parameters,
            chunk,
            () => 1 / examples.length,
            () => {},
          );
        });
      });
      return value;
    },

    accuracy(parameters, examples) {
      requireVector('parameter vector', parameters, parameterCount);
      let right = 0;
      overChunks(examples, (chunk) => {
        const best = new Float64Array(chunk.length).fill(-Infinity);
        const found = new Uint8Array(chunk.length);
        for (let label = 0; label < classes; label++) {
          withArena((arena) => {
            const total = new Float64Array(chunk.length);
            overLayers(
              arena,
              parameters,
              labelled(arena, chunk, () => label),
              (_layer, _seen, _active, goodness) => goodness.forEach((g, i) => (total[i] += g)),
            );
            total.forEach((g, i) => {
              if (Number.isNaN(g)) right = Number.NaN;
              else if (g > best[i]) [best[i], found[i]] = [g, label];
            });
          });
        }
        found.forEach((label, i) => (right += Number(label === data.labels[chunk[i]])));
      });
      return right / examples.length;
    },
  };
}
