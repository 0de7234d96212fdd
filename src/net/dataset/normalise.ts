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
  const inputs = new Float32Array(values.length);
  // A plain loop: Float32Array.from with a function takes many times as long on tens of millions of bytes.
  for (let i = 0; i < inputs.length; i++) inputs[i] = level[values[i]];
  return { count: labels.length, inputs, labels };
}

/** Mean and standard deviation of all pixels, on the scale 0 … 1. */
export function pixelScaleOf(values: Uint8Array, brightest: number): PixelScale {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const byte = values[i];
    sum += byte;
    squares += byte * byte;
  }
  const mean = sum / values.length;
  return { mean: mean / brightest, deviation: Math.sqrt(squares / values.length - mean * mean) / brightest };
}
