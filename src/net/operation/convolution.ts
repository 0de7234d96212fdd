import {
  addPatches,
  addRowSums,
  addToRows,
  imagePatches,
  type Matrix,
  matrixIn,
  multiply,
  reshapedRows,
  square,
  windowPlaces,
  type WindowShape,
  withArena,
} from '../../kernel/index.js';
import type { Operation } from './operation.js';

/**
 * A two-dimensional convolution with bias. A row is an image, channels × height × width, in and out; the weight is channels out ×
 * (channels in × window × window), as PyTorch has it. Each image's patches are a matrix, made anew wherever they are needed: keeping
 * those of a whole chunk would take window² times the memory of the images.
 *
 * @throws {RangeError} when a size is out of range or the window does not fit
 */
export function convolution(shape: WindowShape, channelsOut: number): Operation {
  const { outHeight, outWidth } = windowPlaces(shape);
  if (!Number.isInteger(channelsOut) || channelsOut < 1) {
    throw new RangeError(
      `The number of channels is ${channelsOut}; it must be a whole number of at least 1.`,
    );
  }
  const places = outHeight * outWidth;
  const fanIn = shape.channels * square(shape.window);
  const inputs = shape.channels * shape.height * shape.width;
  const outputs = channelsOut * places;
  const imageOf = (matrix: Matrix, row: number) => reshapedRows(matrix, row, channelsOut, places);

  /** Calls `body` with the patches of each row of `images`. */
  const overPatches = (images: Matrix, body: (patches: Matrix, row: number) => void) => {
    withArena((arena) => {
      const patches = matrixIn(arena, fanIn, places);
      for (let row = 0; row < images.rows; row++) {
        imagePatches(images, row, shape, patches);
        body(patches, row);
      }
    });
  };
  /** Adds weight^T delta, spread over the images, to `out`. */
  const addBack = (weight: Matrix, delta: Matrix, out: Matrix) => {
    withArena((arena) => {
      const patches = matrixIn(arena, fanIn, places);
      for (let row = 0; row < delta.rows; row++) {
        multiply(weight, imageOf(delta, row), patches, { transposeLeft: true });
        addPatches(patches, shape, out, row);
      }
    });
  };
  const addWeightGradient = (images: Matrix, delta: Matrix, gradient: Matrix) => {
    overPatches(images, (patches, row) =>
      multiply(imageOf(delta, row), patches, gradient, { transposeRight: true, accumulate: true }),
    );
  };
  const addBiasGradient = (delta: Matrix, gradient: Matrix) => {
    for (let row = 0; row < delta.rows; row++) addRowSums(imageOf(delta, row), gradient);
  };

  return {
    inputs,
    outputs,
    parameters: [
      { name: 'weight', rows: channelsOut, columns: fanIn, fanIn },
      { name: 'bias', rows: channelsOut, columns: 1, fanIn },
    ],
    forward(arena, [weight, bias], input) {
      const output = matrixIn(arena, input.rows, outputs);
      overPatches(input, (patches, row) => {
        const image = imageOf(output, row);
        multiply(weight, patches, image);
        addToRows(image, bias);
      });
      let inputTangent: Matrix | undefined;
      return {
        output,
        backward(inner, delta) {
          const out = matrixIn(inner, delta.rows, inputs);
          addBack(weight, delta, out);
          return out;
        },
        addGradients(delta, [gradient, biasGradient]) {
          addWeightGradient(input, delta, gradient);
          addBiasGradient(delta, biasGradient);
        },
        writeGradients(delta, row, out, [offset, biasOffset]) {
          withArena((inner) => {
            const own = {
              images: reshapedRows(input, row, 1, inputs),
              delta: reshapedRows(delta, row, 1, outputs),
            };
            const gradient = matrixIn(inner, channelsOut, fanIn);
            const biasGradient = matrixIn(inner, channelsOut, 1);
            addWeightGradient(own.images, own.delta, gradient);
            addBiasGradient(own.delta, biasGradient);
            out.array.set(gradient.block.array, offset);
            out.array.set(biasGradient.block.array, biasOffset);
          });
        },
        tangent(inner, [direction, biasDirection], tangent) {
          inputTangent = tangent;
          const out = matrixIn(inner, input.rows, outputs);
          overPatches(input, (patches, row) => {
            const image = imageOf(out, row);
            multiply(direction, patches, image);
            addToRows(image, biasDirection);
          });
          if (tangent) {
            overPatches(tangent, (patches, row) =>
              multiply(weight, patches, imageOf(out, row), { accumulate: true }),
            );
          }
          return out;
        },
        backwardTangent(inner, delta, deltaTangent, [direction]) {
          const out = matrixIn(inner, delta.rows, inputs);
          addBack(weight, deltaTangent, out);
          addBack(direction, delta, out);
          return out;
        },
        addGradientTangents(delta, deltaTangent, [product, biasProduct]) {
          addWeightGradient(input, deltaTangent, product);
          if (inputTangent) addWeightGradient(inputTangent, delta, product);
          addBiasGradient(deltaTangent, biasProduct);
        },
      };
    },
  };
}
