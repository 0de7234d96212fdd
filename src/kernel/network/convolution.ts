import { kernelExports, type Block } from '../instance.js';
import type { Matrix } from './matrix.js';

/**
 * Patches of images and pooling, in kernel memory (assembly/network/convolution.ts). An image is channels ×
 * height × width.
 */

interface ConvolutionExports {
  imagePatches(image: number, ...shape: ShapeAndTarget): void;
  addPatches(patches: number, ...shape: ShapeAndTarget): void;
  maxPool(
    input: number,
    planes: number,
    height: number,
    width: number,
    window: number,
    stride: number,
    outHeight: number,
    outWidth: number,
    out: number,
    places: number,
  ): void;
  addAtPlaces(values: number, places: number, count: number, target: number): void;
  takeFromPlaces(source: number, places: number, count: number, out: number): void;
}

type ShapeAndTarget = [
  channels: number,
  height: number,
  width: number,
  window: number,
  stride: number,
  padding: number,
  outHeight: number,
  outWidth: number,
  target: number,
];

/** A window that moves over images. */
export interface WindowShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** Side of the window. */
  readonly window: number;
  readonly stride: number;
  /** Rows and columns of zeros around the image; 0 for pooling. */
  readonly padding: number;
}

/**
 * Places of the window along height and width.
 *
 * @throws {RangeError} when a size is not a whole number above 0, or the window does not fit
 */
export function windowPlaces(shape: WindowShape): { readonly outHeight: number; readonly outWidth: number } {
  const { channels, height, width, window, stride, padding } = shape;
  for (const [what, value] of Object.entries({ channels, height, width, window, stride })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`The ${what} is ${value}; it must be a whole number of at least 1.`);
    }
  }
  const places = (side: number) => Math.floor((side + 2 * padding - window) / stride) + 1;
  const [outHeight, outWidth] = [places(height), places(width)];
  if (!(Number.isInteger(padding) && padding >= 0 && outHeight >= 1 && outWidth >= 1)) {
    throw new RangeError(
      `A window of ${window} does not fit into ${height} × ${width} with a padding of ${padding}.`,
    );
  }
  return { outHeight, outWidth };
}

/**
 * Writes the patches of row `row` of `images` into a matrix of channels·window² rows and one column a place.
 */
export function imagePatches(images: Matrix, row: number, shape: WindowShape, out: Matrix): void {
  const { imagePatches: write } = kernelExports<ConvolutionExports>();
  write(images.block.pointer + 4 * row * images.columns, ...targetOf(shape, out.block.pointer));
}

/** Adds patches to the image in row `row`: the transpose of imagePatches. */
export function addPatches(patches: Matrix, shape: WindowShape, images: Matrix, row: number): void {
  const { addPatches: add } = kernelExports<ConvolutionExports>();
  add(patches.block.pointer, ...targetOf(shape, images.block.pointer + 4 * row * images.columns));
}

function targetOf(shape: WindowShape, target: number): ShapeAndTarget {
  const { channels, height, width, window, stride, padding } = shape;
  const { outHeight, outWidth } = windowPlaces(shape);
  return [channels, height, width, window, stride, padding, outHeight, outWidth, target];
}

/** The largest number under each place of the window, and where it lies in `images`; ties go to the first. */
export function maxPool(images: Matrix, shape: WindowShape, out: Matrix, places: Block<Uint32Array>): void {
  const { channels, height, width, window, stride } = shape;
  const { outHeight, outWidth } = windowPlaces(shape);
  const { maxPool: pool } = kernelExports<ConvolutionExports>();
  pool(
    images.block.pointer,
    images.rows * channels,
    height,
    width,
    window,
    stride,
    outHeight,
    outWidth,
    out.block.pointer,
    places.pointer,
  );
}

/** target[places[k]] += values[k]. */
export function addAtPlaces(values: Matrix, places: Block<Uint32Array>, target: Matrix): void {
  const { addAtPlaces: add } = kernelExports<ConvolutionExports>();
  add(values.block.pointer, places.pointer, places.length, target.block.pointer);
}

/** out[k] = source[places[k]]. */
export function takeFromPlaces(source: Matrix, places: Block<Uint32Array>, out: Matrix): void {
  const { takeFromPlaces: take } = kernelExports<ConvolutionExports>();
  take(source.block.pointer, places.pointer, places.length, out.block.pointer);
}
