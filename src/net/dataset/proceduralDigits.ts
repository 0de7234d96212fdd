import { stream } from '../../law/index.js';
import type { Dataset } from './dataset.js';
import { drawnDigits } from './drawnDigits.js';
import { normalise, pixelScaleOf } from './normalise.js';
import { side } from './raster.js';

const seed = 2019;
const trainCount = 60_000;
const testCount = 10_000;

/** sha256 of the bytes of proceduralDigits: training images, their labels, test images, their labels. */
export const proceduralDigitsChecksum = '';

/**
 * The embedded data set: 60,000 + 10,000 handwritten-looking digits of 28 × 28 pixels, as many of each
 * class, drawn by heavytail itself: strokes under random affine maps, wobble, pens, noise and stray lines.
 *
 * Equal bits on every machine; normalised with mean and deviation of the training pixels.
 */
export function proceduralDigits(): Dataset {
  const train = drawnDigits(trainCount, stream(seed, 'procedural digits', 'train'));
  const test = drawnDigits(testCount, stream(seed, 'procedural digits', 'test'));
  const scale = pixelScaleOf(train.values, 255);
  return {
    name: 'procedural-digits',
    dimension: side * side,
    classes: 10,
    train: normalise(train.values, train.labels, 255, scale),
    test: normalise(test.values, test.labels, 255, scale),
    checksum: proceduralDigitsChecksum,
    origin: 'Digits drawn by heavytail itself: strokes under random maps, with noise; no file needed',
  };
}
