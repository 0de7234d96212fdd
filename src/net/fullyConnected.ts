import { chain, type Network } from './network.js';
import { linear } from './operation/linear.js';
import type { Operation } from './operation/operation.js';
import { rectifier } from './operation/rectifier.js';

/**
 * The fully connected network of arXiv 1901.06053: `depth` linear layers in total, no biases, rectifiers
 * between them, hidden layers of equal width.
 */
export interface FullyConnected extends Network {
  readonly depth: number;
  readonly width: number;
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
  const operations: Operation[] = [];
  for (let l = 0; l < depth; l++) {
    if (l > 0) operations.push(rectifier(width));
    operations.push(linear(sizes[l], sizes[l + 1]));
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
