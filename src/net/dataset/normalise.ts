import type { Examples } from './dataset.js';

/** Mean and standard deviation of the pixels of a data set, on the scale 0 … 1. */
export interface PixelScale {
  readonly mean: number;
  readonly deviation: number;
}

/** As published with the experiments (MNIST) or in common use (Fashion-MNIST). */
export const pixelScales: Readonly<Record<'mnist' | 'fashion-mnist', PixelScale>> = {
  mnist: { mean: 0.1307, deviation: 0.3081 },
  'fashion-mnist': { mean: 0.286, deviation: 0.353 },
};

/**
 * Examples from bytes: (value / brightest − mean) / deviation.
 *
 * @param values - count × dimension bytes, row by row
 * @param labels - one an example
 * @param brightest - the byte that means 1
 */
export function normalise(
  values: Uint8Array,
  labels: Uint8Array,
  brightest: number,
  { mean, deviation }: PixelScale,
): Examples {
  const level = Float32Array.from({ length: 256 }, (_, byte) => (byte / brightest - mean) / deviation);
  return { count: labels.length, inputs: Float32Array.from(values, (byte) => level[byte]), labels };
}

/** Mean and standard deviation of all pixels, on the scale 0 … 1. */
export function pixelScaleOf(values: Uint8Array, brightest: number): PixelScale {
  let sum = 0;
  let squares = 0;
  for (const byte of values) {
    sum += byte;
    squares += byte * byte;
  }
  const mean = sum / values.length;
  return { mean: mean / brightest, deviation: Math.sqrt(squares / values.length - mean * mean) / brightest };
}
