import { chain, type Network } from './network.js';
import { convolution } from '../operation/convolution.js';
import { dropout as dropping } from '../operation/dropout.js';
import { linear } from '../operation/linear.js';
import { maxPooling } from '../operation/maxPooling.js';
import type { Operation } from '../operation/operation.js';
import { rectifier } from '../operation/rectifier.js';

/**
 * The AlexNet variant in the code of arXiv 1901.06053. Its layers are: convolution 4×4 (stride 2, padding
 * 2), pooling 3/2, convolution 5×5 (padding 2), pooling 3/2, three convolutions 3×3 (padding 1), pooling
 * 3/2, with a rectifier after each convolution; then two hidden linear layers of width channels·floor(1 +
 * log2 channels), each after dropout. All layers have biases.
 *
 * @param shape - its sizes
 * @param shape.channels - channels of every convolution, 1 to 1024; 64 in the code
 * @param shape.image - channels, height and width of an example; 32 × 32 leaves one place after the last
 *   pooling
 * @param shape.classes - outputs
 * @param shape.dropout - rate of the dropout, 0 to 1, 1 excluded; 1/2 in the code. It acts in training
 *   only: see `trainingGradient`
 * @returns the network, without weights
 * @throws {RangeError} when one of them is out of range or the image is too small
 */
export function alexNet(shape: {
  readonly channels: number;
  readonly image: { readonly channels: number; readonly height: number; readonly width: number };
  readonly classes: number;
  readonly dropout?: number;
}): Network {
  const { channels, classes, dropout = 0 } = shape;
  if (!Number.isInteger(channels) || channels < 1 || channels > 1024) {
    throw new RangeError(`The number of channels is ${channels}; it must be a whole number from 1 to 1024.`);
  }
  const operations: Operation[] = [];
  let image = shape.image;
  const convolve = (window: number, stride: number, padding: number) => {
    const height = Math.floor((image.height + 2 * padding - window) / stride) + 1;
    const width = Math.floor((image.width + 2 * padding - window) / stride) + 1;
    operations.push(convolution({ ...image, window, stride, padding }, channels));
    image = { channels, height, width };
    operations.push(rectifier(channels * height * width));
  };
  const pool = () => {
    operations.push(maxPooling({ ...image, window: 3, stride: 2 }));
    image = { channels, height: (image.height - 1) >> 1, width: (image.width - 1) >> 1 };
  };
  convolve(4, 2, 2);
  pool();
  convolve(5, 1, 2);
  pool();
  for (let i = 0; i < 3; i++) convolve(3, 1, 1);
  pool();
  const features = channels * image.height * image.width;
  const hidden = channels * (32 - Math.clz32(channels));
  for (const [from, to] of [
    [features, hidden],
    [hidden, hidden],
  ]) {
    operations.push(dropping(from, dropout), linear(from, to, { bias: true }), rectifier(to));
  }
  operations.push(linear(hidden, classes, { bias: true }));
  return chain(operations);
}
