import { chain, type Network } from './network.js';
import { linear } from '../operation/linear.js';
import type { Operation } from '../operation/operation.js';
import { rectifier } from '../operation/rectifier.js';
import { tanh } from '../operation/tanh.js';

/**
 * The fully connected network of arXiv 1901.06053: `depth` linear layers in total, hidden layers of equal
 * width. The published form has no biases and rectifiers between the layers.
 */
export interface FullyConnected extends Network {
  /** Linear layers in total. */
  readonly depth: number;
  /** Units in each hidden layer. */
  readonly width: number;
}

const activations = { relu: rectifier, tanh } as const;
/**
 * What stands between the linear layers.
 *
 * @useDeclaredType
 */
export type Activation = keyof typeof activations;

const largestDepth = 64;
const largestWidth = 65536;
const mostInputs = 1 << 24;
const fewestClasses = 2;
/** A label is a byte. */
const mostClasses = 256;

/**
 * Lays out a fully connected network.
 *
 * @param shape - its sizes
 * @param shape.depth - linear layers in total, 1 (softmax regression) to 64
 * @param shape.width - units in each hidden layer, 1 to 65536
 * @param shape.inputs - numbers in an example, 1 to 2^24
 * @param shape.classes - outputs, 2 to 256
 * @param shape.bias - whether the linear layers have biases; not in the published form
 * @param shape.activation - relu, the published one, or tanh
 * @returns the network, without weights: see `initialWeights`
 * @throws {RangeError} when one of them is out of range
 * @example
 * import { fullyConnected } from 'heavytail/net';
 *
 * fullyConnected({ depth: 3, width: 128, inputs: 784, classes: 10 }).parameterCount; // → 118016
 */
export function fullyConnected(shape: {
  readonly depth: number;
  readonly width: number;
  readonly inputs: number;
  readonly classes: number;
  readonly bias?: boolean;
  readonly activation?: Activation;
}): FullyConnected {
  const { depth, width, inputs, classes, bias = false, activation = 'relu' } = shape;
  check('depth', depth, 1, largestDepth);
  check('width', width, 1, largestWidth);
  check('number of inputs', inputs, 1, mostInputs);
  check('number of classes', classes, fewestClasses, mostClasses);
  const sizes = [inputs, ...Array<number>(depth - 1).fill(width), classes];
  const operations: Operation[] = [];
  for (let l = 0; l < depth; l++) {
    if (l > 0) operations.push(activations[activation](width));
    operations.push(linear(sizes[l], sizes[l + 1], { bias }));
  }
  return { ...chain(operations), depth, width };
}

function check(what: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(
      `The network's ${what} is ${value}; it must be a whole number from ${low} to ${high}.`,
    );
  }
}
