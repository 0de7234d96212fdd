import type { Dataset, Examples } from 'heavytail/net';
import { stream } from 'heavytail/random';

/** Images are square, so many pixels wide. */
export const side = 6;
const classes = 10;
const brightness = 2;

/**
 * Images of Gaussian noise with one brighter pixel, which tells the class. A network is trained and evaluated on them
 * in milliseconds.
 */
export function smallDataset(train: number, test: number): Dataset {
  return {
    name: 'small images',
    dimension: side * side,
    image: { channels: 1, height: side, width: side },
    classes,
    train: examplesOf('train', train),
    test: examplesOf('test', test),
    checksum: 'none',
    origin: 'Noise with a bright pixel',
  };
}

function examplesOf(part: string, count: number): Examples {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classes);
  const inputs = Float32Array.from(stream(1, 'small images', part).normals(count * side * side));
  labels.forEach((label, i) => (inputs[i * side * side + label] += brightness));
  return { count, inputs, labels };
}
