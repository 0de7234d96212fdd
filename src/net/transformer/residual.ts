import { type Arena, copyOfMatrix, type Matrix } from '../../kernel/index.js';
import type { Operation } from '../operation/operation.js';
import { parameterless } from '../operation/parameterless.js';

/** What the two ends of a residual connection have in common in one pass. */
interface Pass {
  readonly input: Matrix;
  tangent?: Matrix;
  delta?: Matrix;
  deltaTangent?: Matrix;
}

/**
 * A residual connection: adds what comes in to what the operations make of it.
 *
 * @param inner - operations in a chain, which give as many numbers as they take
 * @returns the operations with those before and after them that make the connection, for `chain`
 */
export function residual(inner: readonly Operation[]): Operation[] {
  const units = inner[0].inputs;
  // A chain runs its operations in order: the pass that was begun last is the one that ends.
  let begun: Pass | undefined;
  const ends = { inputs: units, outputs: units, parameters: [] } as const;
  const begin: Operation = {
    ...ends,
    forward(arena, _parameters, input) {
      const pass: Pass = { input };
      begun = pass;
      return {
        ...parameterless,
        output: copyOfMatrix(arena, input),
        backward: (own, delta) => sumOf(own, delta, pass.delta!),
        tangent(own, _direction, tangent) {
          pass.tangent = tangent;
          return tangent && copyOfMatrix(own, tangent);
        },
        backwardTangent: (own, _delta, deltaTangent) => sumOf(own, deltaTangent, pass.deltaTangent!),
      };
    },
  };
  const end: Operation = {
    ...ends,
    forward(arena, _parameters, output) {
      const pass = begun!;
      return {
        ...parameterless,
        output: sumOf(arena, output, pass.input),
        // Copies: the operations inside may change what they get.
        backward(own, delta) {
          pass.delta = delta;
          return copyOfMatrix(own, delta);
        },
        tangent: (own, _direction, tangent) =>
          tangent && pass.tangent ? sumOf(own, tangent, pass.tangent) : (tangent ?? pass.tangent),
        backwardTangent(own, _delta, deltaTangent) {
          pass.deltaTangent = deltaTangent;
          return copyOfMatrix(own, deltaTangent);
        },
      };
    },
  };
  return [begin, ...inner, end];
}

function sumOf(arena: Arena, left: Matrix, right: Matrix): Matrix {
  const out = copyOfMatrix(arena, left);
  const [sums, addends] = [out.block.array, right.block.array];
  for (let i = 0; i < sums.length; i++) sums[i] += addends[i];
  return out;
}
