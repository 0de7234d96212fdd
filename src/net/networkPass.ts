import {
  maskInactive,
  matrixIn,
  multiply,
  rectify,
  type Arena,
  type Block,
  type LossInput,
  type Matrix,
} from '../kernel/index.js';
import type { Examples } from './dataset/dataset.js';
import type { FullyConnected } from './fullyConnected.js';
import type { Loss } from './loss/loss.js';

/**
 * Forward, backward and tangent passes of a fully connected network over one chunk of examples, in kernel
 * memory. Rows are examples; `activations[l]` is the input of layer l, the last one the logits.
 */

/** A chunk of examples and their weights in the loss. */
export interface Chunk {
  readonly inputs: Matrix;
  readonly labels: Block<Uint8Array>;
  readonly weights: Block<Float32Array>;
}

/** Copies the examples of the given indices and their weights into kernel memory. */
export function gather(
  arena: Arena,
  { inputs, labels }: Examples,
  dimension: number,
  indices: Uint32Array,
  weightOf: (i: number) => number,
): Chunk {
  const chunk = {
    inputs: { block: arena.f32(indices.length * dimension), rows: indices.length, columns: dimension },
    labels: arena.u8(indices.length),
    weights: arena.f32(indices.length),
  };
  const rows = chunk.inputs.block.array;
  const chosen = chunk.labels.array;
  const weights = chunk.weights.array;
  indices.forEach((index, i) => {
    rows.set(inputs.subarray(index * dimension, (index + 1) * dimension), i * dimension);
    chosen[i] = labels[index];
    weights[i] = weightOf(i);
  });
  return chunk;
}

/** The weight matrices of a flat parameter vector (or of a direction, or of a gradient). */
export function layerMatrices(arena: Arena, model: FullyConnected, parameters?: Float32Array): Matrix[] {
  return model.layers.map(({ offset, rows, columns }) =>
    matrixIn(arena, rows, columns, parameters?.subarray(offset, offset + rows * columns)),
  );
}

/** Copies layer matrices back into one flat vector. */
export function flatten(model: FullyConnected, matrices: readonly Matrix[], out: Float32Array): void {
  matrices.forEach(({ block }, l) => out.set(block.array, model.layers[l].offset));
}

/** The activations of every layer: the inputs, each rectified hidden layer, the logits. */
export function forward(arena: Arena, weights: readonly Matrix[], inputs: Matrix): Matrix[] {
  const activations = [inputs];
  weights.forEach((matrix, l) => {
    const out = matrixIn(arena, inputs.rows, matrix.rows);
    multiply(activations[l], matrix, out, { transposeRight: true });
    if (l < weights.length - 1) rectify(out);
    activations.push(out);
  });
  return activations;
}

/** Derivatives in each layer's output before the rectifier, first layer first, and the weighted loss. */
export function backward(
  arena: Arena,
  weights: readonly Matrix[],
  activations: readonly Matrix[],
  chunk: Chunk,
  loss: Loss,
): { deltas: Matrix[]; value: number } {
  const deltas: Matrix[] = [];
  const logits = activations[weights.length];
  let delta = matrixIn(arena, logits.rows, logits.columns);
  const value = loss.value(lossInput(activations, chunk), delta);
  for (let l = weights.length - 1; ; l--) {
    deltas[l] = delta;
    if (l === 0) return { deltas, value };
    delta = matrixIn(arena, logits.rows, weights[l].columns);
    multiply(deltas[l], weights[l], delta);
    maskInactive(delta, activations[l]);
  }
}

/** gradients[l] += deltas[l]^T activations[l]. */
export function addWeightGradients(
  gradients: readonly Matrix[],
  deltas: readonly Matrix[],
  activations: readonly Matrix[],
): void {
  gradients.forEach((gradient, l) => {
    multiply(deltas[l], activations[l], gradient, { transposeLeft: true, accumulate: true });
  });
}

/**
 * Adds to `products` the Hessian of the chunk's weighted loss times the direction, by differentiating the
 * forward and the backward pass along it (Pearlmutter 1994).
 */
export function addHessianProducts(
  arena: Arena,
  weights: readonly Matrix[],
  direction: readonly Matrix[],
  activations: readonly Matrix[],
  deltas: readonly Matrix[],
  chunk: Chunk,
  loss: Loss,
  products: readonly Matrix[],
): void {
  const last = weights.length - 1;
  const rows = chunk.inputs.rows;
  const tangents: Matrix[] = [matrixIn(arena, rows, chunk.inputs.columns)];
  weights.forEach((matrix, l) => {
    const out = matrixIn(arena, rows, matrix.rows);
    multiply(activations[l], direction[l], out, { transposeRight: true });
    if (l > 0) multiply(tangents[l], matrix, out, { transposeRight: true, accumulate: true });
    if (l < last) maskInactive(out, activations[l + 1]);
    tangents.push(out);
  });
  let tangentDelta = matrixIn(arena, rows, weights[last].rows);
  loss.tangent(lossInput(activations, chunk), tangents[last + 1], tangentDelta);
  for (let l = last; l >= 0; l--) {
    multiply(tangentDelta, activations[l], products[l], { transposeLeft: true, accumulate: true });
    if (l === 0) return;
    multiply(deltas[l], tangents[l], products[l], { transposeLeft: true, accumulate: true });
    const below = matrixIn(arena, rows, weights[l].columns);
    multiply(tangentDelta, weights[l], below);
    multiply(deltas[l], direction[l], below, { accumulate: true });
    maskInactive(below, activations[l]);
    tangentDelta = below;
  }
}

/** What the loss needs of a pass. */
export function lossInput(activations: readonly Matrix[], { labels, weights }: Chunk): LossInput {
  return { logits: activations[activations.length - 1], labels, weights };
}
