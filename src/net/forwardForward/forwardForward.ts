import { type Arena, matrixIn, multiply, outerProduct, withArena } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import type { Examples } from '../dataset/dataset.js';
import type { GradientSource } from '../gradientSource.js';
import type { Network } from '../network/network.js';
import { requireExamples, requireExampleWeights, requireIndices, requireVector } from '../sourceInput.js';
import { bothPasses, labelledRows, moveLabels, overLayers, type Labelled } from './passes.js';

/** Examples that pass through the layers at a time, twice: with their label and with a wrong one. */
const chunkSize = 500;

/**
 * Hinton's Forward-Forward algorithm (2022, arXiv 2212.13345) behind the interface of a gradient. Every
 * layer learns by itself: it is to have a large mean squared activity (goodness) for examples with their
 * label, and a small one for examples with a wrong label. Nothing is propagated back.
 *
 * A layer sees the activities of the layer below as constants, brought to a root mean square of 1. Its loss
 * is the mean of log(1 + exp(1 − g)) with the right label and of log(1 + exp(g − 1)) with the wrong one,
 * where g is its goodness. `gradient` writes the gradients of these losses, layer by layer, and returns
 * their sum. That is the gradient of no single loss, so there is no Hessian, and hessianVectorProduct
 * throws. `accuracy` is the share of examples for which the right label has the largest sum of goodness.
 *
 * @param network - of `forwardForwardNetwork`
 * @param data - examples; their first `classes` numbers give way to the label
 * @param classes - at least 2, fewer than the numbers of an example
 * @param stream - draws one wrong label for each example, once for all
 * @returns the updates as a source of gradients
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
  const source: Labelled = { network, data, classes, wrong };
  return {
    parameterCount,
    layers,
    exampleCount: data.count,

    gradient(parameters, examples, gradient, weights) {
      requireVector('gradient', gradient, parameterCount);
      if (weights) requireExampleWeights(weights, examples);
      const weightAt = weights ? (i: number) => weights[i] : () => 1 / examples.length;
      return writeGradient(source, parameters, examples, weightAt, gradient);
    },

    perExampleGradients(parameters, examples, out) {
      requireVector('array of gradients', out, examples.length * parameterCount);
      writeExampleGradients(source, parameters, examples, out);
    },

    hessianVectorProduct() {
      throw new RangeError(
        'The update of Forward-Forward is the gradient of no single loss: it has no Hessian.',
      );
    },

    loss(parameters, examples) {
      let value = 0;
      overChunks(source, parameters, examples, (arena, chunk) => {
        value += bothPasses(source, arena, parameters, chunk, () => 1 / examples.length);
      });
      return value;
    },

    accuracy: (parameters, examples) => shareRight(source, parameters, examples),
  };
}

/** Calls `body` for each chunk of the examples with an arena of its own. */
function overChunks(
  { network, data }: Labelled,
  parameters: Float32Array,
  examples: Uint32Array,
  body: (arena: Arena, chunk: Uint32Array, start: number) => void,
): void {
  requireVector('parameter vector', parameters, network.parameterCount);
  requireIndices(examples, data.count);
  for (let start = 0; start < examples.length; start += chunkSize) {
    withArena((arena) => body(arena, examples.subarray(start, start + chunkSize), start));
  }
}

function writeGradient(
  source: Labelled,
  parameters: Float32Array,
  examples: Uint32Array,
  weightAt: (i: number) => number,
  gradient: Float32Array,
): number {
  const { layers } = source.network;
  gradient.fill(0);
  let value = 0;
  overChunks(source, parameters, examples, (arena, chunk, start) => {
    const sums = layers.map(({ rows, columns }) => matrixIn(arena, rows, columns));
    const weightOf = (i: number) => weightAt(start + i);
    value += bothPasses(source, arena, parameters, chunk, weightOf, (layer, seen, deltas) =>
      multiply(deltas, seen, sums[layer], { transposeLeft: true, accumulate: true }),
    );
    sums.forEach(({ block }, l) => {
      const { offset } = layers[l];
      block.array.forEach((sum, i) => (gradient[offset + i] += sum));
    });
  });
  return value;
}

function writeExampleGradients(
  source: Labelled,
  parameters: Float32Array,
  examples: Uint32Array,
  out: Float32Array,
): void {
  const { layers, parameterCount } = source.network;
  out.fill(0);
  overChunks(source, parameters, examples, (arena, chunk, start) => {
    const row = arena.f32(parameterCount);
    const weightOf = () => 1;
    bothPasses(source, arena, parameters, chunk, weightOf, (layer, seen, deltas) => {
      const { offset, rows, columns } = layers[layer];
      for (let i = 0; i < chunk.length; i++) {
        outerProduct(deltas, seen, i, row, offset);
        const target = (start + i) * parameterCount + offset;
        const part = row.array.subarray(offset, offset + rows * columns);
        for (let k = 0; k < part.length; k++) out[target + k] += part[k];
      }
    });
  });
}

/** The share of the examples whose label has the largest sum of goodness; NaN where a goodness is. */
function shareRight(source: Labelled, parameters: Float32Array, examples: Uint32Array): number {
  const { network, data, classes } = source;
  let right = 0;
  overChunks(source, parameters, examples, (outer, chunk) => {
    const best = new Float64Array(chunk.length).fill(-Infinity);
    const found = new Uint8Array(chunk.length);
    const seen = labelledRows(source, outer, chunk, () => 0);
    for (let label = 0; label < classes; label++) {
      if (label > 0) moveLabels(seen, label - 1, label);
      const total = new Float64Array(chunk.length);
      withArena((arena) => {
        overLayers(network, arena, parameters, seen, (_layer, _seen, _active, goodness) =>
          goodness.forEach((g, i) => (total[i] += g)),
        );
      });
      total.forEach((g, i) => {
        if (Number.isNaN(g)) right = Number.NaN;
        else if (g > best[i]) [best[i], found[i]] = [g, label];
      });
    }
    found.forEach((label, i) => (right += Number(label === data.labels[chunk[i]])));
  });
  return right / examples.length;
}
