import {
  addAtPlaces,
  matrixIn,
  maxPool,
  takeFromPlaces,
  windowPlaces,
  type WindowShape,
} from '../../kernel/index.js';
import type { Operation, Recorded } from './operation.js';
import { parameterless } from './parameterless.js';

/**
 * The largest number under a window that moves over each channel of an image. Of equal ones, the first
 * counts in derivatives.
 *
 * @param shape - size of the image and of the window, and stride
 * @returns the operation, for `chain`
 * @throws {RangeError} when a size is out of range or the window does not fit
 */
export function maxPooling(shape: Omit<WindowShape, 'padding'>): Operation {
  const window = { ...shape, padding: 0 };
  const { outHeight, outWidth } = windowPlaces(window);
  const inputs = shape.channels * shape.height * shape.width;
  const outputs = shape.channels * outHeight * outWidth;
  return {
    inputs,
    outputs,
    parameters: [],
    forward(arena, _parameters, input) {
      const output = matrixIn(arena, input.rows, outputs);
      const places = arena.u32(input.rows * outputs);
      maxPool(input, window, output, places);
      const spread: Recorded['backward'] = (inner, delta) => {
        const out = matrixIn(inner, delta.rows, inputs);
        addAtPlaces(delta, places, out);
        return out;
      };
      return {
        ...parameterless,
        output,
        backward: spread,
        tangent(inner, _direction, tangent) {
          if (tangent === undefined) return undefined;
          const out = matrixIn(inner, tangent.rows, outputs);
          takeFromPlaces(tangent, places, out);
          return out;
        },
        backwardTangent: (inner, _delta, deltaTangent) => spread(inner, deltaTangent),
      };
    },
  };
}
