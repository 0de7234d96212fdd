import { stream } from '../../law/index.js';
import { examplesOnDemand, type Dataset, type Examples } from './dataset.js';
import { digitLabels, drawnImages } from './drawnDigits.js';
import { normalise, type PixelScale } from './normalise.js';
import { side } from './raster.js';

const seed = 2019;
const trainCount = 60_000;
const testCount = 10_000;

/** sha256 of the bytes of proceduralDigits: training images, their labels, test images, their labels. */
export const proceduralDigitsChecksum = 'e9a01abe1f60560c8a120a916667ce1211708b0858551faefc716717693a81e2';

/** Mean and deviation of all training pixels: what `pixelScaleOf` measures on them, to the bit. */
export const proceduralDigitsScale: PixelScale = {
  mean: 0.15141202981192475,
  deviation: 0.27301070733154864,
};

/**
 * The embedded data set: 60,000 + 10,000 handwritten-looking digits of 28 × 28 pixels, as many of each
 * class. heavytail draws them itself: strokes under random affine maps, wobble, pens, noise and stray
 * lines.
 *
 * The bits are equal on every machine. The numbers are normalised with the mean and the deviation of the
 * training pixels. Images are drawn when `inputs` is first looked at, and `firstExamples` draws only what
 * it returns. Each call draws them anew, so call it once and keep the result: all of them take 3.3 s of
 * processor time and 220 MB.
 *
 * How hard they are, as `npm run bench -- digits` measures it (SGD, step size 0.1, batches of 100, 5
 * epochs): a linear model gets 87.5 % of the test digits right, a network of three layers, 128 wide, 98.0
 * %.
 *
 * @returns the data set, which needs no file
 * @example
 * import { firstExamples, proceduralDigits } from 'heavytail/net';
 *
 * const digits = proceduralDigits();
 * const some = firstExamples(digits.train, 100, digits.dimension);
 * [some.count, some.inputs.length, digits.classes]; // → [100,78400,10]
 */
export function proceduralDigits(): Dataset {
  return {
    name: 'procedural-digits',
    dimension: side * side,
    image: { channels: 1, height: side, width: side },
    classes: 10,
    train: digits('train', trainCount),
    test: digits('test', testCount),
    checksum: proceduralDigitsChecksum,
    origin: 'Digits drawn by heavytail itself: strokes under random maps, with noise; no file needed',
  };
}

function digits(part: 'train' | 'test', all: number): Examples {
  const random = stream(seed, 'procedural digits', part);
  const labels = digitLabels(all, random);
  return examplesOnDemand(labels, (count) => {
    const drawn = labels.subarray(0, count);
    return normalise(drawnImages(drawn, random), drawn, 255, proceduralDigitsScale).inputs;
  });
}
