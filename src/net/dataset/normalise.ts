import type { Examples } from './dataset.js';

/** Mean and standard deviation of the pixels of a data set, on the scale 0 … 1. */
export interface PixelScale {
  /** 0 … 1 */
  readonly mean: number;
  /** Above 0. */
  readonly deviation: number;
}

/**
 * The scales of MNIST, as published with the experiments of arXiv 1901.06053, and of Fashion-MNIST, as in
 * common use.
 */
export const pixelScales: Readonly<Record<'mnist' | 'fashion-mnist', PixelScale>> = {
  mnist: { mean: 0.1307, deviation: 0.3081 },
  'fashion-mnist': { mean: 0.286, deviation: 0.353 },
};

/** The scales of CIFAR's red, green and blue, as published with the experiments of arXiv 1901.06053. */
export const channelScales: Readonly<Record<'cifar10' | 'cifar100', readonly PixelScale[]>> = {
  cifar10: [
    { mean: 0.491, deviation: 0.247 },
    { mean: 0.482, deviation: 0.243 },
    { mean: 0.447, deviation: 0.262 },
  ],
  cifar100: [
    { mean: 0.5071, deviation: 0.2675 },
    { mean: 0.4867, deviation: 0.2565 },
    { mean: 0.4408, deviation: 0.2761 },
  ],
};

/**
 * Makes examples from bytes: (value / brightest − mean) / deviation.
 *
 * @param values - count × dimension bytes, row by row
 * @param labels - one for each example
 * @param brightest - the byte that means 1, 255 in most files
 * @param scale - mean and standard deviation of the pixels, on the scale 0 … 1
 * @returns one example for each label
 */
export function normalise(
  values: Uint8Array,
  labels: Uint8Array,
  brightest: number,
  scale: PixelScale,
): Examples {
  const { mean, deviation } = scale;
  const level = Float32Array.from({ length: 256 }, (_, byte) => (byte / brightest - mean) / deviation);
  const inputs = new Float32Array(values.length);
  // A plain loop: Float32Array.from with a function takes many times as long on tens of millions of bytes.
  for (let i = 0; i < inputs.length; i++) inputs[i] = level[values[i]];
  return { count: labels.length, inputs, labels };
}

/**
 * Makes examples from bytes whose channels follow one another within each example; each channel has its own
 * scale.
 *
 * @param values - count × channels × pixels of a channel, row by row
 * @param labels - one for each example
 * @param brightest - the byte that means 1, 255 in most files
 * @param scales - one for each channel
 * @returns one example for each label
 * @throws {RangeError} when the values do not divide into so many channels
 */
export function normaliseChannels(
  values: Uint8Array,
  labels: Uint8Array,
  brightest: number,
  scales: readonly PixelScale[],
): Examples {
  const plane = values.length / (labels.length * scales.length);
  if (!Number.isInteger(plane)) {
    throw new RangeError(
      `${values.length} values do not divide into ${labels.length} examples of ${scales.length} channels.`,
    );
  }
  const levels = scales.map(({ mean, deviation }) =>
    Float32Array.from({ length: 256 }, (_, byte) => (byte / brightest - mean) / deviation),
  );
  const inputs = new Float32Array(values.length);
  for (let start = 0, channel = 0; start < values.length; start += plane) {
    const level = levels[channel];
    for (let i = start; i < start + plane; i++) inputs[i] = level[values[i]];
    channel = (channel + 1) % levels.length;
  }
  return { count: labels.length, inputs, labels };
}

/**
 * Measures the mean and the standard deviation of all pixels.
 *
 * @param values - bytes of any number of images, at least one byte
 * @param brightest - the byte that means 1
 * @returns both on the scale 0 … 1
 */
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
