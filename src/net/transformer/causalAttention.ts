import { type Arena, copyOfMatrix, expOf, type Matrix, matrixIn } from '../../kernel/index.js';
import type { Operation, Recorded } from '../operation/operation.js';
import { parameterless } from '../operation/parameterless.js';
import {
  addDerivatives,
  addDerivativeTangents,
  type Heads,
  mixValues,
  probabilityTangents,
} from './attentionPasses.js';

/**
 * Attention with softmax, in which a token sees itself and the tokens before it (Vaswani et al. 2017,
 * arXiv 1706.03762). A token comes in as its query, key and value, each of `width` numbers, one after the
 * other; out goes the mean of the values that it sees, weighted by exp(query · key / √(width / heads)).
 *
 * @param tokens - of an example
 * @param width - numbers of a query, a key and a value
 * @param heads - parts of the width that attend by themselves
 * @returns the operation, for `chain`
 * @throws {RangeError} when the heads do not divide the width
 */
export function causalAttention(tokens: number, width: number, heads: number): Operation {
  if (!Number.isInteger(heads) || heads < 1 || width % heads !== 0) {
    throw new RangeError(`${heads} heads do not divide a width of ${width}.`);
  }
  const layer: Heads = { tokens, width, heads, size: width / heads, scale: 1 / Math.sqrt(width / heads) };
  return {
    inputs: 3 * tokens * width,
    outputs: tokens * width,
    parameters: [],
    forward(arena, _parameters, input) {
      const probabilities = softmax(layer, input);
      const output = matrixIn(arena, input.rows, tokens * width);
      mixValues(layer, probabilities, input.block.array, output.block.array);
      return recorded(layer, input, output, probabilities);
    },
  };
}

function recorded(layer: Heads, input: Matrix, output: Matrix, probabilities: Float64Array): Recorded {
  let inputTangent: Matrix | undefined;
  let tangents: Float64Array = new Float64Array(0);
  const back = (arena: Arena, delta: Matrix) => {
    const out = matrixIn(arena, input.rows, input.columns);
    addDerivatives(layer, probabilities, input.block.array, delta.block.array, out.block.array);
    return out;
  };
  return {
    ...parameterless,
    output,
    backward: back,
    tangent(arena, _direction, tangent) {
      if (tangent === undefined) return undefined;
      inputTangent = copyOfMatrix(arena, tangent);
      const out = matrixIn(arena, output.rows, output.columns);
      const [values, direction, sums] = [input.block.array, inputTangent.block.array, out.block.array];
      tangents = probabilityTangents(layer, probabilities, values, direction);
      mixValues(layer, tangents, values, sums);
      mixValues(layer, probabilities, direction, sums);
      return out;
    },
    backwardTangent(arena, delta, deltaTangent) {
      const out = back(arena, deltaTangent);
      if (inputTangent === undefined) return out;
      addDerivativeTangents(layer, {
        probabilities,
        probabilityTangents: tangents,
        input: input.block.array,
        inputTangent: inputTangent.block.array,
        delta: delta.block.array,
        out: out.block.array,
      });
      return out;
    },
  };
}

/** Weights of the tokens that each token sees: examples × heads × tokens × tokens, 0 where it does not. */
function softmax({ tokens, width, heads, size, scale }: Heads, input: Matrix): Float64Array {
  const values = input.block.array;
  const out = new Float64Array(input.rows * heads * tokens * tokens);
  for (let row = 0, at = 0; row < input.rows; row++) {
    for (let h = 0; h < heads; h++) {
      const first = row * 3 * tokens * width + h * size;
      for (let i = 0; i < tokens; i++, at += tokens) {
        const query = first + 3 * i * width;
        let largest = -Infinity;
        for (let j = 0; j <= i; j++) {
          const key = first + (3 * j + 1) * width;
          let score = 0;
          for (let c = 0; c < size; c++) score += values[query + c] * values[key + c];
          out[at + j] = score * scale;
          largest = Math.max(largest, out[at + j]);
        }
        let sum = 0;
        for (let j = 0; j <= i; j++) sum += out[at + j] = expOf(out[at + j] - largest);
        for (let j = 0; j <= i; j++) out[at + j] /= sum;
      }
    }
  }
  return out;
}
