import { type Block, type Matrix, matrixIn } from '../../kernel/index.js';
import type { Operation } from '../operation/operation.js';

/**
 * Turns each token of an example into a vector: the token's own, plus that of its place. An example is
 * `tokens` whole numbers from 0 to `vocabulary` - 1; one row of `width` numbers for each goes out.
 *
 * @param tokens - of an example
 * @param vocabulary - different tokens there are
 * @param width - numbers of a vector
 * @returns the operation, for `chain`: the first of a network, for no derivative in tokens exists
 */
export function embedding(tokens: number, vocabulary: number, width: number): Operation {
  const outputs = tokens * width;
  return {
    inputs: tokens,
    outputs,
    // One number of one input is on, so that vectors begin as large as activities.
    parameters: [
      { name: 'tokens.weight', rows: vocabulary, columns: width, fanIn: 1 },
      { name: 'places.weight', rows: tokens, columns: width, fanIn: 1 },
    ],
    forward(arena, [table, places], input) {
      const ids = idsOf(input, vocabulary);
      const look = (inner: typeof arena, ofTokens: Matrix, ofPlaces: Matrix) => {
        const out = matrixIn(inner, input.rows, outputs);
        const vectors = out.block.array;
        const [tokenVectors, placeVectors] = [ofTokens.block.array, ofPlaces.block.array];
        for (let k = 0; k < ids.length; k++) {
          const [from, place] = [ids[k] * width, (k % tokens) * width];
          for (let j = 0; j < width; j++) {
            vectors[k * width + j] = tokenVectors[from + j] + placeVectors[place + j];
          }
        }
        return out;
      };
      const add = (delta: Matrix, [ofTokens, ofPlaces]: readonly Matrix[]) =>
        addVectors(delta.block.array, 0, ids, width, tokens, ofTokens.block.array, ofPlaces.block.array);
      return {
        output: look(arena, table, places),
        backward: () => noDerivative(),
        addGradients: add,
        writeGradients(delta, row, out: Block<Float32Array>, [tokenOffset, placeOffset]) {
          const all = out.array;
          const ofTokens = all.subarray(tokenOffset, tokenOffset + vocabulary * width).fill(0);
          const ofPlaces = all.subarray(placeOffset, placeOffset + outputs).fill(0);
          const own = ids.subarray(row * tokens, (row + 1) * tokens);
          addVectors(delta.block.array, row * outputs, own, width, tokens, ofTokens, ofPlaces);
        },
        tangent: (inner, [ofTokens, ofPlaces]) => look(inner, ofTokens, ofPlaces),
        backwardTangent: () => noDerivative(),
        addGradientTangents: (_delta, deltaTangent, products) => add(deltaTangent, products),
      };
    },
  };
}

/** Adds the rows of `delta` from `start` on to the vectors that they came from. */
function addVectors(
  delta: Float32Array,
  start: number,
  ids: Uint32Array,
  width: number,
  tokens: number,
  ofTokens: Float32Array,
  ofPlaces: Float32Array,
): void {
  for (let k = 0; k < ids.length; k++) {
    const [from, place] = [ids[k] * width, (k % tokens) * width];
    for (let j = 0; j < width; j++) {
      const value = delta[start + k * width + j];
      ofTokens[from + j] += value;
      ofPlaces[place + j] += value;
    }
  }
}

function idsOf({ block }: Matrix, vocabulary: number): Uint32Array {
  const bad = block.array.find((id) => !(Number.isInteger(id) && id >= 0 && id < vocabulary));
  if (bad !== undefined) {
    throw new RangeError(`A token is ${bad}; it must be a whole number from 0 to ${vocabulary - 1}.`);
  }
  return Uint32Array.from(block.array);
}

function noDerivative(): never {
  throw new RangeError('There is no derivative in tokens: an embedding is the first operation of a network.');
}
