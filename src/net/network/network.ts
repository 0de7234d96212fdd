import type { Stream } from '../../law/index.js';
import type { ParameterLayer } from '../gradientSource.js';
import type { Operation } from '../operation/operation.js';

/**
 * A chain of operations from the numbers of an example to one output for each class, and where its
 * parameters lie.
 */
export interface Network {
  /** Numbers in an example. */
  readonly inputs: number;
  /** Outputs of an answer. */
  readonly classes: number;
  /**
   * Labels of an example, where it has more than one: its outputs are the answers, one after another, of
   * `classes` numbers each, and its loss is the mean of theirs.
   */
  readonly answers?: number;
  readonly operations: readonly Operation[];
  /** Arrays of parameters, in the order of the operations. */
  readonly layers: readonly PlacedLayer[];
  readonly parameterCount: number;
}

/** An array of parameters with the operation that it belongs to. */
export interface PlacedLayer extends ParameterLayer {
  /** Index of the operation. */
  readonly operation: number;
  /** Inputs of one output of that operation; sets the size of initial weights. */
  readonly fanIn: number;
}

/**
 * Chains operations to a network. The k-th one with parameters names them layer<k>.weight and
 * layer<k>.bias.
 *
 * @param operations - from the input to the output; each takes as many numbers as the one before it gives
 * @returns the network, without weights: see `initialWeights`
 * @throws {RangeError} when an operation does not take what the one before it gives, or there is no
 *   parameter
 * @example
 * import { chain, linear, rectifier } from 'heavytail/net';
 *
 * const network = chain([linear(4, 8, { bias: true }), rectifier(8), linear(8, 3)]);
 * network.parameterCount; // → 64
 */
export function chain(operations: readonly Operation[]): Network {
  const layers: PlacedLayer[] = [];
  let offset = 0;
  let named = 0;
  operations.forEach(({ inputs, parameters }, operation) => {
    if (operation > 0 && operations[operation - 1].outputs !== inputs) {
      throw new RangeError(
        `Operation ${operation + 1} takes ${inputs} numbers; ` +
          `the one before it gives ${operations[operation - 1].outputs}.`,
      );
    }
    if (parameters.length > 0) named++;
    for (const { name, rows, columns, fanIn } of parameters) {
      layers.push({ name: `layer${named}.${name}`, offset, rows, columns, operation, fanIn });
      offset += rows * columns;
    }
  });
  if (offset === 0) throw new RangeError('A network without parameters cannot be trained.');
  return {
    inputs: operations[0].inputs,
    classes: operations[operations.length - 1].outputs,
    operations,
    layers,
    parameterCount: offset,
  };
}

/**
 * How weights begin. default: as in PyTorch, weights and biases uniform on (−1/√fanIn, 1/√fanIn), where
 * fanIn is the number of inputs of one output. he: weights normal with variance 2/fanIn, biases 0 (He et
 * al. 2015, arXiv 1502.01852).
 */
export const initialisations = ['default', 'he'] as const;
/** A name in `initialisations`. */
export type Initialisation = (typeof initialisations)[number];

/**
 * Draws the initial weights of a network.
 *
 * @param network - whose layers say the sizes
 * @param stream - the random numbers, taken layer by layer
 * @param initialisation - default or he
 * @returns parameterCount weights
 */
export function initialWeights(
  network: Network,
  stream: Stream,
  initialisation: Initialisation = 'default',
): Float32Array {
  const weights = new Float32Array(network.parameterCount);
  for (const { name, offset, rows, columns, fanIn } of network.layers) {
    const count = rows * columns;
    if (initialisation === 'default') {
      const bound = 1 / Math.sqrt(fanIn);
      const uniforms = stream.uniforms(count);
      for (let i = 0; i < count; i++) weights[offset + i] = bound * (2 * uniforms[i] - 1);
    } else if (name.endsWith('weight')) {
      const scale = Math.sqrt(2 / fanIn);
      const normals = stream.normals(count);
      for (let i = 0; i < count; i++) weights[offset + i] = scale * normals[i];
    }
  }
  return weights;
}
