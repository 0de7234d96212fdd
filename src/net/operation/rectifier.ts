import { maskInactive, rectify, type Matrix } from '../../kernel/index.js';
import type { Operation } from './operation.js';
import { parameterless } from './parameterless.js';

/**
 * max(x, 0) of every number, in place; its derivative at 0 is 0.
 *
 * @param units - numbers of an example
 * @returns the operation, for `chain`
 */
export function rectifier(units: number): Operation {
  return {
    inputs: units,
    outputs: units,
    parameters: [],
    forward(_arena, _parameters, output) {
      rectify(output);
      const masked = (values: Matrix) => {
        maskInactive(values, output);
        return values;
      };
      return {
        ...parameterless,
        output,
        backward: (_inner, delta) => masked(delta),
        tangent: (_inner, _direction, tangent) => tangent && masked(tangent),
        // Piecewise linear: its second derivative is zero wherever it exists.
        backwardTangent: (_inner, _delta, deltaTangent) => masked(deltaTangent),
      };
    },
  };
}
