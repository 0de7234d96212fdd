import {
  copyOfMatrix,
  type Arena,
  type Matrix,
  matrixIn,
  multiply,
  rectify,
  square,
} from '../../kernel/index.js';
import type { Examples } from '../dataset/dataset.js';
import type { Network } from '../network/network.js';
import { goodnessOf, logistic, normaliseRows, softPlus } from './goodness.js';

/** Passes of a Forward-Forward network over a chunk of examples, in kernel memory. Rows are examples. */

/** Goodness at which a layer holds an example for right as often as for wrong. */
const threshold = 1;

/** A network and its examples, each with its label and with a wrong one. */
export interface Labelled {
  readonly network: Network;
  readonly data: Examples;
  readonly classes: number;
  readonly wrong: Uint8Array;
}

/** Rows of examples with labels in place of their first numbers, brought to a root mean square of 1. */
export function labelledRows(
  { network: { inputs }, data, classes }: Labelled,
  arena: Arena,
  examples: Uint32Array,
  labelOf: (example: number) => number,
): Matrix {
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
}

/**
 * Gives all of `labelledRows` another label than the one that all have. Their length does not depend on it.
 */
export function moveLabels({ block, rows, columns }: Matrix, from: number, to: number): void {
  const { array } = block;
  for (let start = 0; start < rows * columns; start += columns) {
    array[start + to] = array[start + from];
    array[start + from] = 0;
  }
}

/** Calls `body` for each layer with what it sees, its rectified activities, and the goodness of every row. */
export function overLayers(
  { layers }: Network,
  arena: Arena,
  parameters: Float32Array,
  seen: Matrix,
  body: (layer: number, seen: Matrix, active: Matrix, goodness: Float64Array) => void,
): void {
  let below = seen;
  layers.forEach(({ offset, rows, columns }, l) => {
    const weight = matrixIn(arena, rows, columns, parameters.subarray(offset, offset + rows * columns));
    const active = matrixIn(arena, below.rows, rows);
    multiply(below, weight, active, { transposeRight: true });
    rectify(active);
    body(l, below, active, goodnessOf(active));
    below = copyOfMatrix(arena, active);
    normaliseRows(below);
  });
}

/**
 * Both passes of a chunk, with right labels and with wrong ones. `take` gets, for each layer and pass, what
 * the layer saw and the derivatives in its activities.
 *
 * @returns the sum of the layers' weighted losses
 */
export function bothPasses(
  source: Labelled,
  arena: Arena,
  parameters: Float32Array,
  examples: Uint32Array,
  weightOf: (i: number) => number,
  take: (layer: number, seen: Matrix, deltas: Matrix) => void = () => {},
): number {
  const { network, data, wrong } = source;
  let value = 0;
  for (const sign of [1, -1]) {
    const labels = sign === 1 ? data.labels : wrong;
    const seen = labelledRows(source, arena, examples, (example) => labels[example]);
    overLayers(network, arena, parameters, seen, (layer, below, active, goodness) => {
      const width = active.columns;
      const deltas = copyOfMatrix(arena, active);
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
}
