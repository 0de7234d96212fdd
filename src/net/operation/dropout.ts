import { copyOfMatrix, type Matrix } from '../../kernel/index.js';
import type { Operation } from './operation.js';
import { parameterless } from './parameterless.js';

/**
 * Dropout (Srivastava et al. 2014): in training, each number is set to zero with probability `rate`,
 * independently, and the others are divided by 1 − rate, so that means are kept. Where the pass has no
 * random numbers, as in measurements, it changes nothing.
 *
 * @param units - numbers of an example
 * @param rate - 0 to 1, 1 excluded
 * @returns the operation, for `chain`
 * @throws {RangeError} when the rate is out of range
 */
export function dropout(units: number, rate: number): Operation {
  if (!(rate >= 0 && rate < 1)) {
    throw new RangeError(`The rate of dropout is ${rate}; it must be from 0 to 1, 1 excluded.`);
  }
  return {
    inputs: units,
    outputs: units,
    parameters: [],
    random: rate > 0,
    forward(arena, _parameters, input, random) {
      const factors = random?.uniforms(input.rows * units).map((u) => (u < rate ? 0 : 1 / (1 - rate)));
      const masked = (values: Matrix) => {
        const numbers = values.block.array;
        if (factors) for (let i = 0; i < factors.length; i++) numbers[i] *= factors[i];
        return values;
      };
      return {
        ...parameterless,
        // A copy: derivatives of the operation before may need what it gave.
        output: factors ? masked(copyOfMatrix(arena, input)) : input,
        backward: (_inner, delta) => masked(delta),
        tangent: (_inner, _direction, tangent) => tangent && masked(tangent),
        backwardTangent: (_inner, _delta, deltaTangent) => masked(deltaTangent),
      };
    },
  };
}
