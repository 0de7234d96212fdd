import type { Stream } from '../../law/index.js';
import { freshMinibatch } from '../step/minibatch.js';
import type { Examples } from './dataset.js';

/**
 * Gives a share of the examples a wrong label. Exactly floor(fraction × count + ½) labels change; every
 * subset of the examples is equally likely, and so is each of the classes − 1 other labels. The inputs are
 * shared, not copied.
 *
 * @param examples - they are not changed
 * @param fraction - the share of wrong labels, 0 … 1
 * @param classes - 2 … 256; every label must be below
 * @param stream - its substream 0 chooses the examples, substream 1 the labels
 * @returns the same inputs with the changed labels
 * @throws {RangeError} when fraction, classes or a label is out of range
 */
export function withLabelNoise(
  examples: Examples,
  fraction: number,
  classes: number,
  stream: Stream,
): Examples {
  if (!(fraction >= 0 && fraction <= 1)) {
    throw new RangeError(`The fraction of wrong labels is ${fraction}; it must be from 0 to 1.`);
  }
  if (!Number.isInteger(classes) || classes < 2 || classes > 256) {
    throw new RangeError(`The number of classes is ${classes}; it must be a whole number from 2 to 256.`);
  }
  const tooLarge = examples.labels.find((label) => label >= classes);
  if (tooLarge !== undefined) {
    throw new RangeError(`An example has label ${tooLarge}; ${classes} classes are 0 to ${classes - 1}.`);
  }
  const labels = examples.labels.slice();
  const wrong = Math.floor(fraction * examples.count + 0.5);
  if (wrong > 0) {
    const chosen = freshMinibatch(examples.count, wrong, stream.substream(0));
    const steps = stream.substream(1).integers(wrong, classes - 1);
    chosen.forEach((index, i) => {
      labels[index] = (labels[index] + 1 + steps[i]) % classes;
    });
  }
  return { ...examples, labels };
}
