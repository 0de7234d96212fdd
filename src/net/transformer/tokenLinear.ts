import {
  addColumnSums,
  addToColumns,
  type Arena,
  type Matrix,
  matrixIn,
  multiply,
  reshapedRows,
  withArena,
} from '../../kernel/index.js';
import type { Operation, Recorded } from '../operation/operation.js';

/** The sizes of the layer. */
interface Layer {
  readonly tokens: number;
  /** Numbers of a token that come in and that go out. */
  readonly from: number;
  readonly to: number;
}

/**
 * A linear layer with bias that is applied to each token of an example: weight and bias are shared by all
 * tokens. The weight is outputs × inputs, as in PyTorch.
 *
 * @param tokens - of an example
 * @param from - numbers of a token that come in
 * @param to - numbers of a token that go out
 * @returns the operation, for `chain`
 */
export function tokenLinear(tokens: number, from: number, to: number): Operation {
  return {
    inputs: tokens * from,
    outputs: tokens * to,
    parameters: [
      { name: 'weight', rows: to, columns: from, fanIn: from },
      { name: 'bias', rows: to, columns: 1, fanIn: from },
    ],
    forward(arena, [weight, bias], input) {
      const output = matrixIn(arena, input.rows, tokens * to);
      const wide = byToken(output, to);
      multiply(byToken(input, from), weight, wide, { transposeRight: true });
      addToColumns(wide, bias);
      return recorded({ tokens, from, to }, weight, input, output);
    },
  };
}

/** The same memory, one row a token. */
function byToken({ block, rows, columns }: Matrix, width: number): Matrix {
  return { block, rows: (rows * columns) / width, columns: width };
}

function recorded({ tokens, from, to }: Layer, weight: Matrix, input: Matrix, output: Matrix): Recorded {
  let inputTangent: Matrix | undefined;
  const back = (arena: Arena, delta: Matrix) => {
    const out = matrixIn(arena, input.rows, tokens * from);
    multiply(byToken(delta, to), weight, byToken(out, from));
    return out;
  };
  const addWeights = (delta: Matrix, ofInput: Matrix, gradient: Matrix) =>
    multiply(delta, ofInput, gradient, { transposeLeft: true, accumulate: true });
  const tokensIn = byToken(input, from);
  return {
    output,
    backward: back,
    addGradients(delta, [gradient, biasGradient]) {
      addWeights(byToken(delta, to), tokensIn, gradient);
      addColumnSums(byToken(delta, to), biasGradient);
    },
    writeGradients(delta, row, out, [offset, biasOffset]) {
      withArena((arena) => {
        const own = reshapedRows(input, row, tokens, from);
        const ownDelta = reshapedRows(delta, row, tokens, to);
        const gradient = matrixIn(arena, to, from);
        const biasGradient = matrixIn(arena, to, 1);
        addWeights(ownDelta, own, gradient);
        addColumnSums(ownDelta, biasGradient);
        out.array.set(gradient.block.array, offset);
        out.array.set(biasGradient.block.array, biasOffset);
      });
    },
    tangent(arena, [direction, biasDirection], tangent) {
      inputTangent = tangent;
      const out = matrixIn(arena, input.rows, tokens * to);
      const wide = byToken(out, to);
      multiply(tokensIn, direction, wide, { transposeRight: true });
      if (tangent) {
        multiply(byToken(tangent, from), weight, wide, { transposeRight: true, accumulate: true });
      }
      addToColumns(wide, biasDirection);
      return out;
    },
    backwardTangent(arena, delta, deltaTangent, [direction]) {
      const out = back(arena, deltaTangent);
      multiply(byToken(delta, to), direction, byToken(out, from), { accumulate: true });
      return out;
    },
    addGradientTangents(delta, deltaTangent, [product, biasProduct]) {
      addWeights(byToken(deltaTangent, to), tokensIn, product);
      if (inputTangent) addWeights(byToken(delta, to), byToken(inputTangent, from), product);
      addColumnSums(byToken(deltaTangent, to), biasProduct);
    },
  };
}
