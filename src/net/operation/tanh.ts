import {
  addTanhCurvature,
  copyOfMatrix,
  hyperbolicTangent,
  scaleByTanhSlope,
  type Matrix,
} from '../../kernel/index.js';
import type { Operation } from './operation.js';
import { parameterless } from './parameterless.js';

/**
 * tanh of every number, in place.
 *
 * @param units - numbers of an example
 * @returns the operation, for `chain`
 */
export function tanh(units: number): Operation {
  return {
    inputs: units,
    outputs: units,
    parameters: [],
    forward(_arena, _parameters, output) {
      hyperbolicTangent(output);
      let outputTangent: Matrix | undefined;
      return {
        ...parameterless,
        output,
        // Not in place: the second derivative needs delta as it was.
        backward(inner, delta) {
          const out = copyOfMatrix(inner, delta);
          scaleByTanhSlope(out, output);
          return out;
        },
        tangent(_inner, _direction, tangent) {
          if (tangent) scaleByTanhSlope(tangent, output);
          outputTangent = tangent;
          return tangent;
        },
        backwardTangent(_inner, delta, deltaTangent) {
          scaleByTanhSlope(deltaTangent, output);
          if (outputTangent) addTanhCurvature(delta, output, outputTangent, deltaTangent);
          return deltaTangent;
        },
      };
    },
  };
}
