import { chain, type Network } from '../network/network.js';
import { linear } from '../operation/linear.js';
import { rectifier } from '../operation/rectifier.js';

/**
 * Rectified layers of equal width, for `forwardForward`. The first `classes` numbers of an input carry the
 * label.
 *
 * @param shape - its sizes
 * @param shape.depth - layers
 * @param shape.width - units in each layer
 * @param shape.inputs - numbers in an example
 * @param shape.classes - labels, fewer than `inputs`
 * @returns the network, without weights
 * @throws {RangeError} when the labels do not fit into an example
 */
export function forwardForwardNetwork(shape: {
  readonly depth: number;
  readonly width: number;
  readonly inputs: number;
  readonly classes: number;
}): Network {
  const { depth, width, inputs, classes } = shape;
  if (classes >= inputs) {
    throw new RangeError(`${classes} labels do not fit into the first of ${inputs} numbers of an example.`);
  }
  const layers = Array.from({ length: depth }, (_, l) => [
    linear(l === 0 ? inputs : width, width),
    rectifier(width),
  ]);
  return chain(layers.flat());
}
