import type { Stream } from '../law/index.js';
import type { ParameterLayer } from './gradientSource.js';

/**
 * The fully connected network of arXiv 1901.06053: `depth` linear layers in total, no biases, rectifiers
 * between them, hidden layers of equal width.
 */
export interface FullyConnected {
  readonly depth: number;
  readonly width: number;
  readonly inputs: number;
  readonly classes: number;
  readonly layers: readonly ParameterLayer[];
  /** inputs · width + (depth − 2) · width² + width · classes. */
  readonly parameterCount: number;
}

const largestDepth = 64;
const largestWidth = 65536;

/**
 * Lays out a network.
 *
 * @param shape.depth - linear layers in total, 1 (softmax regression) to 64
 * @param shape.width - units in each hidden layer, 1 to 65536
 * @param shape.inputs - numbers in an example
 * @param shape.classes - outputs, 2 to 256
 * @throws {RangeError} when one of them is out of range
 */
export function fullyConnected(shape: {
  readonly depth: number;
  readonly width: number;
  readonly inputs: number;
  readonly classes: number;
}): FullyConnected {
  const { depth, width, inputs, classes } = shape;
  check('depth', depth, 1, largestDepth);
  check('width', width, 1, largestWidth);
  check('number of inputs', inputs, 1, 2 ** 24);
  check('number of classes', classes, 2, 256);
  const sizes = [inputs, ...Array<number>(depth - 1).fill(width), classes];
  const layers: ParameterLayer[] = [];
  let offset = 0;
  for (let l = 0; l < depth; l++) {
    layers.push({ name: `layer${l + 1}.weight`, offset, rows: sizes[l + 1], columns: sizes[l] });
    offset += sizes[l + 1] * sizes[l];
  }
  return { depth, width, inputs, classes, layers, parameterCount: offset };
}

/**
 * Initial weights by PyTorch's default for linear layers: uniform on (−1/√fanIn, 1/√fanIn), fanIn being
 * the layer's number of inputs.
 */
export function initialWeights(model: FullyConnected, stream: Stream): Float32Array {
  const weights = new Float32Array(model.parameterCount);
  for (const { offset, rows, columns } of model.layers) {
    const bound = 1 / Math.sqrt(columns);
    const uniforms = stream.uniforms(rows * columns);
    for (let i = 0; i < uniforms.length; i++) weights[offset + i] = bound * (2 * uniforms[i] - 1);
  }
  return weights;
}

function check(what: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(
      `The network's ${what} is ${value}; it must be a whole number from ${low} to ${high}.`,
    );
  }
}
