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
import type { Operation, Recorded } from './operation.js';

/**
 * A two-dimensional convolution with bias. A row is an image, channels × height × width, in and out; the
 * weight is channels out × (channels in × window × window), as in PyTorch.
 *
 * The patches of each image are a matrix, which is made anew wherever it is needed: keeping those of a
 * whole chunk would take window² times the memory of the images.
 *
 * @param shape - size of the image and of the window, stride and padding
 * @param channelsOut - channels of the output, at least 1
 * @returns the operation, for `chain`
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
  const layer = { shape, channelsOut, places, fanIn, inputs, outputs };
  return {
    inputs,
    outputs,
    parameters: [
      { name: 'weight', rows: channelsOut, columns: fanIn, fanIn },
      { name: 'bias', rows: channelsOut, columns: 1, fanIn },
    ],
    forward(arena, [weight, bias], input) {
      const output = matrixIn(arena, input.rows, outputs);
      overPatches(layer, input, (patches, row) => {
        const image = imageOf(layer, output, row);
        multiply(weight, patches, image);
        addToRows(image, bias);
      });
      return recorded(layer, weight, input, output);
    },
  };
}

/** The sizes of a convolution. */
interface Layer {
  readonly shape: WindowShape;
  readonly channelsOut: number;
  /** Of the window in an image. */
  readonly places: number;
  readonly fanIn: number;
  readonly inputs: number;
  readonly outputs: number;
}

function recorded(layer: Layer, weight: Matrix, input: Matrix, output: Matrix): Recorded {
  const { channelsOut, fanIn, inputs, outputs } = layer;
  let inputTangent: Matrix | undefined;
  return {
    output,
    backward(arena, delta) {
      const out = matrixIn(arena, delta.rows, inputs);
      addBack(layer, weight, delta, out);
      return out;
    },
    addGradients(delta, [gradient, biasGradient]) {
      addWeightGradient(layer, input, delta, gradient);
      addBiasGradient(layer, delta, biasGradient);
    },
    writeGradients(delta, row, out, [offset, biasOffset]) {
      withArena((arena) => {
        const own = {
          images: reshapedRows(input, row, 1, inputs),
          delta: reshapedRows(delta, row, 1, outputs),
        };
        const gradient = matrixIn(arena, channelsOut, fanIn);
        const biasGradient = matrixIn(arena, channelsOut, 1);
        addWeightGradient(layer, own.images, own.delta, gradient);
        addBiasGradient(layer, own.delta, biasGradient);
        out.array.set(gradient.block.array, offset);
        out.array.set(biasGradient.block.array, biasOffset);
      });
    },
    tangent(arena, [direction, biasDirection], tangent) {
      inputTangent = tangent;
      const out = matrixIn(arena, input.rows, outputs);
      overPatches(layer, input, (patches, row) => {
        const image = imageOf(layer, out, row);
        multiply(direction, patches, image);
        addToRows(image, biasDirection);
      });
      if (tangent) {
        overPatches(layer, tangent, (patches, row) =>
          multiply(weight, patches, imageOf(layer, out, row), { accumulate: true }),
        );
      }
      return out;
    },
    backwardTangent(arena, delta, deltaTangent, [direction]) {
      const out = matrixIn(arena, delta.rows, inputs);
      addBack(layer, weight, deltaTangent, out);
      addBack(layer, direction, delta, out);
      return out;
    },
    addGradientTangents(delta, deltaTangent, [product, biasProduct]) {
      addWeightGradient(layer, input, deltaTangent, product);
      if (inputTangent) addWeightGradient(layer, inputTangent, delta, product);
      addBiasGradient(layer, deltaTangent, biasProduct);
    },
  };
}

function imageOf({ channelsOut, places }: Layer, matrix: Matrix, row: number): Matrix {
  return reshapedRows(matrix, row, channelsOut, places);
}

/** Calls `body` with the patches of each row of `images`. */
function overPatches(
  { shape, fanIn, places }: Layer,
  images: Matrix,
  body: (patches: Matrix, row: number) => void,
): void {
  withArena((arena) => {
    const patches = matrixIn(arena, fanIn, places);
    for (let row = 0; row < images.rows; row++) {
      imagePatches(images, row, shape, patches);
      body(patches, row);
    }
  });
}

/** Adds weight^T delta, spread over the images, to `out`. */
function addBack(layer: Layer, weight: Matrix, delta: Matrix, out: Matrix): void {
  withArena((arena) => {
    const patches = matrixIn(arena, layer.fanIn, layer.places);
    for (let row = 0; row < delta.rows; row++) {
      multiply(weight, imageOf(layer, delta, row), patches, { transposeLeft: true });
      addPatches(patches, layer.shape, out, row);
    }
  });
}

function addWeightGradient(layer: Layer, images: Matrix, delta: Matrix, gradient: Matrix): void {
  overPatches(layer, images, (patches, row) =>
    multiply(imageOf(layer, delta, row), patches, gradient, { transposeRight: true, accumulate: true }),
  );
}

function addBiasGradient(layer: Layer, delta: Matrix, gradient: Matrix): void {
  for (let row = 0; row < delta.rows; row++) addRowSums(imageOf(layer, delta, row), gradient);
}
