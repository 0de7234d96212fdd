import type { Stream } from '../../law/index.js';
import type { ParameterLayer } from '../gradientSource.js';
import type { Operation } from '../operation/operation.js';

/** A chain of operations from the numbers of an example to one output a class, and where its parameters lie. */
export interface Network {
  readonly inputs: number;
  readonly classes: number;
  readonly operations: readonly Operation[];
  /** Arrays of parameters, in the order of the operations. */
  readonly layers: readonly PlacedLayer[];
  readonly parameterCount: number;
}

export interface PlacedLayer extends ParameterLayer {
  /** Which of the operations it belongs to. */
  readonly operation: number;
  readonly fanIn: number;
}

/**
 * Chains operations; the k-th one with parameters names them layer<k>.weight and layer<k>.bias.
 *
 * @throws {RangeError} when an operation does not take what the one before it gives, or there is no parameter
 */
export function chain(operations: readonly Operation[]): Network {
  const layers: PlacedLayer[] = [];
  let offset = 0;
  let named = 0;
  operations.forEach(({ inputs, parameters }, operation) => {
    if (operation > 0 && operations[operation - 1].outputs !== inputs) {
      throw new RangeError(
        `Operation ${operation + 1} takes ${inputs} numbers; the one before it gives ${operations[operation - 1].outputs}.`,
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
 * default: PyTorch's for linear and convolutional layers, weights and biases uniform on (−1/√fanIn, 1/√fanIn), fanIn
 * being the number of inputs of one output. he: weights normal with variance 2/fanIn, biases 0 (He et al. 2015).
 */
export const initialisations = ['default', 'he'] as const;
export type Initialisation = (typeof initialisations)[number];

/** Initial weights of a network. */
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
