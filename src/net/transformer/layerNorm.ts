import { type Arena, copyOfMatrix, type Matrix, matrixIn } from '../../kernel/index.js';
import type { Operation } from '../operation/operation.js';
import { parameterless } from '../operation/parameterless.js';

/** Added to the variance, as in PyTorch. */
const epsilon = 1e-5;

/**
 * Brings the numbers of each token to mean 0 and variance 1 (Ba et al. 2016, arXiv 1607.06450). It has no
 * gain and no bias: the linear layer with bias that follows it in a transformer can do all that they can.
 *
 * @param tokens - of an example
 * @param width - numbers of a token
 * @returns the operation, for `chain`
 */
export function layerNorm(tokens: number, width: number): Operation {
  const units = tokens * width;
  return {
    inputs: units,
    outputs: units,
    parameters: [],
    forward(arena, _parameters, input) {
      const output = matrixIn(arena, input.rows, units);
      const inverses = normalise(input.block.array, output.block.array, width);
      let outputTangent: Matrix | undefined;
      let inverseTangents: Float64Array = new Float64Array(0);
      return {
        ...parameterless,
        output,
        backward: (inner, delta) => back(inner, delta, output, inverses, width),
        tangent(inner, _direction, tangent) {
          if (tangent === undefined) return undefined;
          // The Jacobian is symmetric, and so is what it does to a direction.
          outputTangent = back(inner, tangent, output, inverses, width);
          inverseTangents = slopesOfInverses(tangent.block.array, output.block.array, inverses, width);
          return copyOfMatrix(inner, outputTangent);
        },
        backwardTangent(inner, delta, deltaTangent) {
          const out = back(inner, deltaTangent, output, inverses, width);
          if (outputTangent)
            addCurvature(delta, output, outputTangent, inverses, inverseTangents, width, out);
          return out;
        },
      };
    },
  };
}

/** Writes the normalised tokens; returns one over the deviation of each. */
function normalise(values: Float32Array, out: Float32Array, width: number): Float64Array {
  const inverses = new Float64Array(values.length / width);
  for (let k = 0; k < inverses.length; k++) {
    const start = k * width;
    let sum = 0;
    for (let j = 0; j < width; j++) sum += values[start + j];
    const mean = sum / width;
    let squares = 0;
    for (let j = 0; j < width; j++) {
      const off = values[start + j] - mean;
      squares += off * off;
    }
    const inverse = 1 / Math.sqrt(squares / width + epsilon);
    for (let j = 0; j < width; j++) out[start + j] = (values[start + j] - mean) * inverse;
    inverses[k] = inverse;
  }
  return inverses;
}

/** The Jacobian times `delta`: (delta - mean - y mean(delta y)) / deviation, token by token. */
function back(arena: Arena, delta: Matrix, output: Matrix, inverses: Float64Array, width: number): Matrix {
  const out = matrixIn(arena, output.rows, output.columns);
  const [result, deltas, y] = [out.block.array, delta.block.array, output.block.array];
  for (let k = 0; k < inverses.length; k++) {
    const start = k * width;
    let [sum, product] = [0, 0];
    for (let j = 0; j < width; j++) {
      sum += deltas[start + j];
      product += deltas[start + j] * y[start + j];
    }
    const [mean, along] = [sum / width, product / width];
    for (let j = 0; j < width; j++) {
      result[start + j] = (deltas[start + j] - mean - y[start + j] * along) * inverses[k];
    }
  }
  return out;
}

/** How one over the deviation changes along a direction of the input. */
function slopesOfInverses(
  tangent: Float32Array,
  y: Float32Array,
  inverses: Float64Array,
  width: number,
): Float64Array {
  return inverses.map((inverse, k) => {
    let along = 0;
    for (let j = 0; j < width; j++) along += (tangent[k * width + j] * y[k * width + j]) / width;
    return -inverse * inverse * along;
  });
}

/** Adds what `back` changes by, at the same delta, as output and deviation change. */
function addCurvature(
  delta: Matrix,
  output: Matrix,
  outputTangent: Matrix,
  inverses: Float64Array,
  inverseTangents: Float64Array,
  width: number,
  out: Matrix,
): void {
  const [result, deltas] = [out.block.array, delta.block.array];
  const [y, dy] = [output.block.array, outputTangent.block.array];
  for (let k = 0; k < inverses.length; k++) {
    const start = k * width;
    let [mean, along, alongTangent] = [0, 0, 0];
    for (let j = start; j < start + width; j++) {
      mean += deltas[j] / width;
      along += (deltas[j] * y[j]) / width;
      alongTangent += (deltas[j] * dy[j]) / width;
    }
    for (let j = start; j < start + width; j++) {
      result[j] +=
        inverseTangents[k] * (deltas[j] - mean - y[j] * along) -
        inverses[k] * (dy[j] * along + y[j] * alongTangent);
    }
  }
}
