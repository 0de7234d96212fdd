import { stream } from '../../law/index.js';
import type { Dataset } from './dataset.js';
import { drawnDigits } from './drawnDigits.js';
import { normalise, pixelScaleOf } from './normalise.js';
import { side } from './raster.js';

const seed = 2019;
const trainCount = 60_000;
const testCount = 10_000;

/** sha256 of the bytes of proceduralDigits: training images, their labels, test images, their labels. */
export const proceduralDigitsChecksum = 'e9a01abe1f60560c8a120a916667ce1211708b0858551faefc716717693a81e2';

/**
 * The embedded data set: 60,000 + 10,000 handwritten-looking digits of 28 × 28 pixels, as many of each
 * class, drawn by heavytail itself: strokes under random affine maps, wobble, pens, noise and stray lines.
 *
 * Equal bits on every machine; normalised with mean and deviation of the training pixels. Each call draws
 * them anew, so call it once and keep the result: 3.3 s of processor time, 220 MB.
 *
 * Difficulty, as `npm run bench -- digits` measures it (SGD, step size 0.1, batches of 100, 5 epochs): a
 * linear model gets 87.5 % of the test digits right, a network of three layers, 128 wide, 98.0 %.
 */
export function proceduralDigits(): Dataset {
  const train = drawnDigits(trainCount, stream(seed, 'procedural digits', 'train'));
  const test = drawnDigits(testCount, stream(seed, 'procedural digits', 'test'));
  const scale = pixelScaleOf(train.values, 255);
  return {
    name: 'procedural-digits',
    dimension: side * side,
    image: { channels: 1, height: side, width: side },
    classes: 10,
    train: normalise(train.values, train.labels, 255, scale),
    test: normalise(test.values, test.labels, 255, scale),
    checksum: proceduralDigitsChecksum,
    origin: 'Digits drawn by heavytail itself: strokes under random maps, with noise; no file needed',
  };
}
