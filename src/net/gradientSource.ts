import type { Stream } from '../law/index.js';

/** One array of weights within the flat parameter vector. */
export interface ParameterLayer {
  /** layer1.weight, layer1.bias, layer2.weight, … */
  readonly name: string;
  /** Where it begins in the parameter vector. */
  readonly offset: number;
  /** Outputs of the layer. */
  readonly rows: number;
  /** Inputs of the layer. */
  readonly columns: number;
}

/**
 * A loss over examples as a function of a flat parameter vector. This is all that training, probes and
 * claims see of a model, so your own model takes part in all of them if it answers these questions.
 *
 * Example indices are 0 … exampleCount − 1; arrays called `parameters` have parameterCount elements.
 * Methods throw a RangeError when an array has another length or an index is out of range.
 */
export interface GradientSource {
  readonly parameterCount: number;
  /** Layout of the parameters: layer by layer, [outputs, inputs] row by row, as PyTorch has it. */
  readonly layers: readonly ParameterLayer[];
  readonly exampleCount: number;

  /**
   * The mean loss over the examples; the mean gradient goes to `gradient`.
   *
   * @param parameters - where the loss is taken; not changed
   * @param examples - indices, at least one; an index may come twice
   * @param gradient - parameterCount numbers, overwritten
   * @param weights - one for each example; then weighted sums take the place of the means
   * @returns the mean loss, or the weighted sum
   */
  gradient(
    parameters: Float32Array,
    examples: Uint32Array,
    gradient: Float32Array,
    weights?: Float32Array,
  ): number;

  /**
   * The gradient that a training step follows where it is random beyond the choice of the examples, as with
   * dropout. Absent where it is `gradient`. Measurements never ask for it.
   *
   * @param parameters - where the loss is taken; not changed
   * @param examples - indices, at least one
   * @param gradient - parameterCount numbers, overwritten
   * @param random - the random numbers of this step alone
   * @returns the mean loss
   */
  trainingGradient?(
    parameters: Float32Array,
    examples: Uint32Array,
    gradient: Float32Array,
    random: Stream,
  ): number;

  /** The gradient of the loss of each example: examples.length × parameterCount numbers, row by row. */
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
