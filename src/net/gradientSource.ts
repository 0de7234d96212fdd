import type { Stream } from '../law/index.js';

/** One weight matrix within the flat parameter vector. */
export interface ParameterLayer {
  readonly name: string;
  readonly offset: number;
  /** Outputs of the layer. */
  readonly rows: number;
  /** Inputs of the layer. */
  readonly columns: number;
}

/**
 * A loss over examples as a function of a flat parameter vector: all that training, probes and claims see
 * of a model. Example indices are 0 … exampleCount − 1; arrays called `parameters` have parameterCount
 * elements.
 */
export interface GradientSource {
  readonly parameterCount: number;
  /** Layout of the parameters: layer by layer, [outputs, inputs] row by row, as PyTorch has it. */
  readonly layers: readonly ParameterLayer[];
  readonly exampleCount: number;

  /**
   * Mean loss over the examples; the mean gradient goes to `gradient`.
   *
   * @param weights - one an example; then weighted sums take the place of the means
   */
  gradient(
    parameters: Float32Array,
    examples: Uint32Array,
    gradient: Float32Array,
    weights?: Float32Array,
  ): number;

  /**
   * The gradient that a step of training follows where it is random beyond the choice of the examples, as with dropout; absent where
   * it is `gradient`. Measurements never ask for it.
   *
   * @param random - of this step alone
   */
  trainingGradient?(
    parameters: Float32Array,
    examples: Uint32Array,
    gradient: Float32Array,
    random: Stream,
  ): number;

  /** The gradient of each example's own loss: examples.length × parameterCount, row by row. */
  perExampleGradients(parameters: Float32Array, examples: Uint32Array, out: Float32Array): void;

  /** The Hessian of the mean loss over the examples times `vector`. */
  hessianVectorProduct(
    parameters: Float32Array,
    vector: Float32Array,
    examples: Uint32Array,
    out: Float32Array,
  ): void;

  /** Mean loss over the examples. */
  loss(parameters: Float32Array, examples: Uint32Array): number;

  /** Fraction of the examples whose label gets the largest output; NaN where an output is. */
  accuracy(parameters: Float32Array, examples: Uint32Array): number;
}
