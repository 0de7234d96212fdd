import { matrixIn, type Arena, type Block, type LossInput, type Matrix } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import type { Examples } from '../dataset/dataset.js';
import type { Loss } from '../loss/loss.js';
import type { Network } from './network.js';
import type { Recorded } from '../operation/operation.js';

/**
 * Forward, backward and tangent passes of a network over one chunk of examples, in kernel memory. Rows are
 * examples.
 */

/** A chunk of examples and their weights in the loss. */
export interface Chunk {
  readonly inputs: Matrix;
  /** One for each answer, example by example. */
  readonly labels: Block<Uint8Array>;
  readonly weights: Block<Float32Array>;
}

/** The arrays of a network's parameters (or of a direction, or of a gradient), one list an operation. */
export type ParameterMatrices = readonly (readonly Matrix[])[];

/** Copies the examples of the given indices and their weights into kernel memory. */
export function gather(
  arena: Arena,
  { inputs, labels }: Examples,
  { inputs: dimension, answers = 1 }: Network,
  indices: Uint32Array,
  weightOf: (i: number) => number,
): Chunk {
  const chunk = {
    inputs: { block: arena.f32(indices.length * dimension), rows: indices.length, columns: dimension },
    labels: arena.u8(indices.length * answers),
    weights: arena.f32(indices.length * answers),
  };
  const rows = chunk.inputs.block.array;
  const chosen = chunk.labels.array;
  const weights = chunk.weights.array;
  indices.forEach((index, i) => {
    rows.set(inputs.subarray(index * dimension, (index + 1) * dimension), i * dimension);
    chosen.set(labels.subarray(index * answers, (index + 1) * answers), i * answers);
    weights.fill(weightOf(i) / answers, i * answers, (i + 1) * answers);
  });
  return chunk;
}

/** Zeros, or the parts of a flat vector. */
export function parameterMatrices(arena: Arena, network: Network, flat?: Float32Array): ParameterMatrices {
  const matrices: Matrix[][] = network.operations.map(() => []);
  for (const { operation, offset, rows, columns } of network.layers) {
    matrices[operation].push(matrixIn(arena, rows, columns, flat?.subarray(offset, offset + rows * columns)));
  }
  return matrices;
}

/** Copies the arrays back into one flat vector. */
export function flatten(network: Network, matrices: ParameterMatrices, out: Float32Array): void {
  matrices.flat().forEach(({ block }, l) => out.set(block.array, network.layers[l].offset));
}

/**
 * Applies every operation; the last one's output are the logits. In training, `random` is what dropout
 * draws from.
 */
export function forward(
  arena: Arena,
  network: Network,
  parameters: ParameterMatrices,
  { inputs }: Chunk,
  random?: Stream,
): Recorded[] {
  let input = inputs;
  return network.operations.map((operation, k) => {
    const recorded = operation.forward(arena, parameters[k], input, random);
    input = recorded.output;
    return recorded;
  });
}

/** Derivatives in the output of each operation, and the weighted loss. */
export function backward(
  arena: Arena,
  network: Network,
  pass: readonly Recorded[],
  chunk: Chunk,
  loss: Loss,
): { deltas: Matrix[]; value: number } {
  const deltas: Matrix[] = [];
  const { output } = pass[pass.length - 1];
  let delta = matrixIn(arena, output.rows, output.columns);
  const value = loss.value(lossInput(network, pass, chunk), byAnswer(network, delta));
  const first = firstWithParameters(network);
  for (let k = pass.length - 1; ; k--) {
    deltas[k] = delta;
    if (k === first) return { deltas, value };
    delta = pass[k].backward(arena, delta);
  }
}

/** Adds the gradient of the chunk's weighted loss. */
export function addGradients(
  pass: readonly Recorded[],
  deltas: readonly Matrix[],
  gradients: ParameterMatrices,
): void {
  gradients.forEach((matrices, k) => {
    if (matrices.length > 0) pass[k].addGradients(deltas[k], matrices);
  });
}

/** Writes the gradient of one example's loss into a flat vector in kernel memory. */
export function writeExampleGradient(
  network: Network,
  pass: readonly Recorded[],
  deltas: readonly Matrix[],
  row: number,
  out: Block<Float32Array>,
): void {
  pass.forEach((recorded, k) => {
    const offsets = network.layers.filter(({ operation }) => operation === k).map(({ offset }) => offset);
    if (offsets.length > 0) recorded.writeGradients(deltas[k], row, out, offsets);
  });
}

/**
 * Adds to `products` the Hessian of the chunk's weighted loss times the direction, by differentiating the
 * forward and the backward pass along it (Pearlmutter 1994).
 */
export function addHessianProducts(
  arena: Arena,
  network: Network,
  pass: readonly Recorded[],
  deltas: readonly Matrix[],
  direction: ParameterMatrices,
  chunk: Chunk,
  loss: Loss,
  products: ParameterMatrices,
): void {
  let tangent: Matrix | undefined;
  pass.forEach((recorded, k) => {
    tangent = recorded.tangent(arena, direction[k], tangent);
  });
  const { output } = pass[pass.length - 1];
  let deltaTangent = matrixIn(arena, output.rows, output.columns);
  // The first operation with parameters makes a tangent, and all that follow pass one on.
  if (tangent) {
    const input = lossInput(network, pass, chunk);
    loss.tangent(input, byAnswer(network, tangent), byAnswer(network, deltaTangent));
  }
  const first = firstWithParameters(network);
  for (let k = pass.length - 1; ; k--) {
    if (products[k].length > 0) pass[k].addGradientTangents(deltas[k], deltaTangent, products[k]);
    if (k === first) return;
    deltaTangent = pass[k].backwardTangent(arena, deltas[k], deltaTangent, direction[k]);
  }
}

/** What the loss needs of a pass. */
export function lossInput(
  network: Network,
  pass: readonly Recorded[],
  { labels, weights }: Chunk,
): LossInput {
  return { logits: byAnswer(network, pass[pass.length - 1].output), labels, weights };
}

/** The same memory, one row an answer. */
function byAnswer({ answers = 1 }: Network, { block, rows, columns }: Matrix): Matrix {
  return { block, rows: rows * answers, columns: columns / answers };
}

/** No derivative is needed below it. */
function firstWithParameters({ operations }: Network): number {
  return operations.findIndex(({ parameters }) => parameters.length > 0);
}
