import { matrixIn, multiply, outerProduct, type Matrix } from '../../kernel/index.js';
import type { Operation } from './operation.js';

/** out = input weight^T, the weight being outputs × inputs. */
export function linear(inputs: number, outputs: number): Operation {
  return {
    inputs,
    outputs,
    parameters: [{ name: 'weight', rows: outputs, columns: inputs, fanIn: inputs }],
    forward(arena, [weight], input) {
      const output = matrixIn(arena, input.rows, outputs);
      multiply(input, weight, output, { transposeRight: true });
      let inputTangent: Matrix | undefined;
      return {
        output,
        backward(inner, delta) {
          const out = matrixIn(inner, delta.rows, inputs);
          multiply(delta, weight, out);
          return out;
        },
        addGradients(delta, [gradient]) {
          multiply(delta, input, gradient, { transposeLeft: true, accumulate: true });
        },
        writeGradients(delta, row, out, [offset]) {
          outerProduct(delta, input, row, out, offset);
        },
        tangent(inner, [direction], tangent) {
          inputTangent = tangent;
          const out = matrixIn(inner, input.rows, outputs);
          multiply(input, direction, out, { transposeRight: true });
          if (tangent) multiply(tangent, weight, out, { transposeRight: true, accumulate: true });
          return out;
        },
        backwardTangent(inner, delta, deltaTangent, [direction]) {
          const out = matrixIn(inner, delta.rows, inputs);
          multiply(deltaTangent, weight, out);
          multiply(delta, direction, out, { accumulate: true });
          return out;
        },
        addGradientTangents(delta, deltaTangent, [product]) {
          multiply(deltaTangent, input, product, { transposeLeft: true, accumulate: true });
          if (inputTangent) multiply(delta, inputTangent, product, { transposeLeft: true, accumulate: true });
        },
      };
    },
  };
}
