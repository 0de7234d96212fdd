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
 * One differentiable map of a network, row by row: row i of its output is a function of row i of its input and of
 * its parameters. Everything lies in kernel memory, in the arena that is handed in.
 */
export interface Operation {
  /** Numbers of an example that come in. */
  readonly inputs: number;
  /** Numbers of an example that go out. */
  readonly outputs: number;
  readonly parameters: readonly ParameterShape[];
  /** Whether training draws random numbers in it, as dropout does. */
  readonly random?: boolean;
  /**
   * Maps a chunk of examples. The input's memory may become the output's.
   *
   * @param parameters - as `parameters` says
   * @param random - of a step of training; absent where a network is measured
   */
  forward(arena: Arena, parameters: readonly Matrix[], input: Matrix, random?: Stream): Recorded;
}

/** An operation that was applied to a chunk, with what its derivatives need. */
export interface Recorded {
  readonly output: Matrix;

  /** The derivative in the input from `delta`, the one in the output; delta's memory may become it. */
  backward(arena: Arena, delta: Matrix): Matrix;

  /** Adds the derivatives in the parameters. */
  addGradients(delta: Matrix, gradients: readonly Matrix[]): void;

  /** Writes the derivatives in the parameters from one row of `delta` alone, at the elements `offsets` of `out`. */
  writeGradients(delta: Matrix, row: number, out: Block<Float32Array>, offsets: readonly number[]): void;

  /**
   * The derivative of the output along a direction of the parameters and of the input.
   *
   * @param tangent - the direction of the input; undefined where it is zero. Its memory may become the result's
   */
  tangent(arena: Arena, direction: readonly Matrix[], tangent: Matrix | undefined): Matrix | undefined;

  /**
   * The derivative of `backward` along the direction that was handed to `tangent`.
   *
   * @param delta - the derivative in the output
   * @param deltaTangent - its derivative along the direction; its memory may become the result's
   */
  backwardTangent(arena: Arena, delta: Matrix, deltaTangent: Matrix, direction: readonly Matrix[]): Matrix;

  /** Adds the derivative of the parameters' gradients along the direction that was handed to `tangent`. */
  addGradientTangents(delta: Matrix, deltaTangent: Matrix, products: readonly Matrix[]): void;
}
