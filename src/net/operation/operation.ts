import type { Arena, Block, Matrix } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';

/** Shape and fan-in of one array of parameters of an operation. */
export interface ParameterShape {
  /** As PyTorch calls it: weight or bias. */
  readonly name: string;
  /** Outputs (units, channels). */
  readonly rows: number;
  /** Inputs of one output; 1 for a bias. */
  readonly columns: number;
  /** Inputs of one output of the operation, which sets the size of initial values. */
  readonly fanIn: number;
}

/**
 * One differentiable map of a network, row by row: row i of its output is a function of row i of its input
 * and of its parameters. Everything lies in kernel memory, in the arena that is handed in.
 */
export interface Operation {
  /** Numbers of an example that come in. */
  readonly inputs: number;
  /** Numbers of an example that go out. */
  readonly outputs: number;
  /** None where it has none. */
  readonly parameters: readonly ParameterShape[];
  /** Whether training draws random numbers in it, as dropout does. */
  readonly random?: boolean;
  /**
   * Maps a chunk of examples.
   *
   * @param arena - where results are put
   * @param parameters - one matrix for each of `parameters`
   * @param input - one row an example; its memory may become the output's
   * @param random - the random numbers of a training step; absent where a network is measured
   * @returns the output, with what its derivatives need
   */
  forward(arena: Arena, parameters: readonly Matrix[], input: Matrix, random?: Stream): Recorded;
}

/** An operation that was applied to a chunk, with what its derivatives need. */
export interface Recorded {
  readonly output: Matrix;

  /**
   * The derivative in the input from `delta`, the derivative in the output. The memory of `delta` may
   * become the result's.
   */
  backward(arena: Arena, delta: Matrix): Matrix;

  /** Adds the derivatives in the parameters. */
  addGradients(delta: Matrix, gradients: readonly Matrix[]): void;

  /**
   * Writes the derivatives in the parameters from one row of `delta` alone, at the elements `offsets` of
   * `out`.
   */
  writeGradients(delta: Matrix, row: number, out: Block<Float32Array>, offsets: readonly number[]): void;

  /**
   * The derivative of the output along a direction of the parameters and of the input.
   *
   * @param arena - where results are put
   * @param direction - one matrix for each of the operation's parameters
   * @param tangent - the direction of the input; undefined where it is zero. Its memory may become the
   *   result's
   * @returns undefined where the derivative is zero
   */
  tangent(arena: Arena, direction: readonly Matrix[], tangent: Matrix | undefined): Matrix | undefined;

  /**
   * The derivative of `backward` along the direction that was handed to `tangent`.
   *
   * @param arena - where results are put
   * @param delta - the derivative in the output
   * @param deltaTangent - its derivative along the direction; its memory may become the result's
   * @param direction - what was handed to `tangent`
   * @returns the derivative of the result of `backward`
   */
  backwardTangent(arena: Arena, delta: Matrix, deltaTangent: Matrix, direction: readonly Matrix[]): Matrix;

  /** Adds the derivative of the parameters' gradients along the direction that was handed to `tangent`. */
  addGradientTangents(delta: Matrix, deltaTangent: Matrix, products: readonly Matrix[]): void;
}
