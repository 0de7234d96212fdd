import {
  addColumnSums,
  addToColumns,
  matrixIn,
  multiply,
  outerProduct,
  type Matrix,
} from '../../kernel/index.js';
import type { Operation } from './operation.js';

/**
 * A linear layer: output = input weightᵀ + bias. The weight is outputs × inputs, as in PyTorch.
 *
 * @param inputs - numbers of an example that come in
 * @param outputs - numbers that go out
 * @param options - bias: whether there is one; none where absent
 * @returns the operation, for `chain`
 */
export function linear(
  inputs: number,
  outputs: number,
  options: { readonly bias?: boolean } = {},
): Operation {
  const { bias = false } = options;
  const weightShape = { name: 'weight', rows: outputs, columns: inputs, fanIn: inputs };
  const biasShape = { name: 'bias', rows: outputs, columns: 1, fanIn: inputs };
  return {
    inputs,
    outputs,
    parameters: bias ? [weightShape, biasShape] : [weightShape],
    forward(arena, [weight, addend], input) {
      const output = matrixIn(arena, input.rows, outputs);
      multiply(input, weight, output, { transposeRight: true });
      if (addend) addToColumns(output, addend);
      let inputTangent: Matrix | undefined;
      return {
        output,
        backward(inner, delta) {
          const out = matrixIn(inner, delta.rows, inputs);
          multiply(delta, weight, out);
          return out;
        },
        addGradients(delta, [gradient, biasGradient]) {
          multiply(delta, input, gradient, { transposeLeft: true, accumulate: true });
          if (biasGradient) addColumnSums(delta, biasGradient);
        },
        writeGradients(delta, row, out, [offset, biasOffset]) {
          outerProduct(delta, input, row, out, offset);
          if (biasOffset !== undefined) {
            out.array.set(delta.block.array.subarray(row * outputs, (row + 1) * outputs), biasOffset);
          }
        },
        tangent(inner, [direction, biasDirection], tangent) {
          inputTangent = tangent;
          const out = matrixIn(inner, input.rows, outputs);
          multiply(input, direction, out, { transposeRight: true });
          if (tangent) multiply(tangent, weight, out, { transposeRight: true, accumulate: true });
          if (biasDirection) addToColumns(out, biasDirection);
          return out;
        },
        backwardTangent(inner, delta, deltaTangent, [direction]) {
          const out = matrixIn(inner, delta.rows, inputs);
          multiply(deltaTangent, weight, out);
          multiply(delta, direction, out, { accumulate: true });
          return out;
        },
        addGradientTangents(delta, deltaTangent, [product, biasProduct]) {
          multiply(deltaTangent, input, product, { transposeLeft: true, accumulate: true });
          if (inputTangent) multiply(delta, inputTangent, product, { transposeLeft: true, accumulate: true });
          if (biasProduct) addColumnSums(deltaTangent, biasProduct);
        },
      };
    },
  };
}
