import type { Stream } from '../../law/index.js';

/**
 * The order in which examples reach SGD. fixed: one partition into consecutive minibatches, the same every
 * epoch (a loader without shuffling). shuffled: a new permutation each epoch. with-replacement: each
 * minibatch is drawn anew.
 */
export const orders = ['fixed', 'shuffled', 'with-replacement'] as const;
/** A name in `orders`. */
export type SamplingOrder = (typeof orders)[number];

/**
 * The fixed partition of the examples: 0 … b − 1, b … 2b − 1, and so on. The last minibatch is shorter when
 * b does not divide the number of examples.
 *
 * @param exampleCount - examples in all
 * @param batchSize - b, 1 … exampleCount
 * @returns indices of examples, one array for each minibatch
 * @throws {RangeError} when batchSize is not a whole number in 1 … exampleCount
 */
export function fixedMinibatches(exampleCount: number, batchSize: number): Uint32Array[] {
  return partition(allExamples(exampleCount), batchSize);
}

/**
 * Every example once, in order.
 *
 * @param exampleCount - how many there are
 * @returns 0 … exampleCount − 1
 */
export function allExamples(exampleCount: number): Uint32Array {
  return Uint32Array.from({ length: exampleCount }, (_, i) => i);
}

/**
 * A fresh minibatch: `batchSize` different examples, every subset equally likely (Floyd's method).
 *
 * @param exampleCount - examples in all
 * @param batchSize - 1 … exampleCount
 * @param stream - gives batchSize random numbers
 * @returns indices of examples
 * @throws {RangeError} when batchSize is not a whole number in 1 … exampleCount
 */
export function freshMinibatch(exampleCount: number, batchSize: number, stream: Stream): Uint32Array {
  checkBatchSize(exampleCount, batchSize);
  const chosen = new Set<number>();
  const uniforms = stream.uniforms(batchSize);
  for (let i = 0; i < batchSize; i++) {
    const last = exampleCount - batchSize + i;
    const candidate = Math.floor(uniforms[i] * (last + 1));
    chosen.add(chosen.has(candidate) ? last : candidate);
  }
  return Uint32Array.from(chosen);
}

/**
 * The minibatches of SGD, without end.
 *
 * @param exampleCount - examples in all
 * @param batchSize - 1 … exampleCount
 * @param order - how they follow one another
 * @param stream - decides a shuffled or drawn order; epoch or iteration k uses its substream k
 * @param from - the iteration to begin with; the minibatches before it are passed over
 * @throws {RangeError} when batchSize is not a whole number in 1 … exampleCount
 */
export function* minibatches(
  exampleCount: number,
  batchSize: number,
  order: SamplingOrder,
  stream: Stream,
  from = 0,
): Generator<Uint32Array, never> {
  checkBatchSize(exampleCount, batchSize);
  if (order === 'with-replacement') {
    for (let iteration = from; ; iteration++)
      yield stream.substream(iteration).integers(batchSize, exampleCount);
  }
  const fixed = fixedMinibatches(exampleCount, batchSize);
  let first = from % fixed.length;
  for (let epoch = Math.floor(from / fixed.length); ; epoch++) {
    const parts =
      order === 'fixed' ? fixed : partition(stream.substream(epoch).permutation(exampleCount), batchSize);
    yield* parts.slice(first);
    first = 0;
  }
}

function partition(order: Uint32Array, batchSize: number): Uint32Array[] {
  checkBatchSize(order.length, batchSize);
  const parts: Uint32Array[] = [];
  for (let start = 0; start < order.length; start += batchSize) {
    parts.push(order.subarray(start, start + batchSize));
  }
  return parts;
}

/**
 * Refuses a batch size that no noise can have, however many examples there are.
 *
 * @throws {RangeError} when it is not a whole number of at least 1
 */
export function checkNoiseBatchSize(batchSize: number): void {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`The batch size is ${batchSize}; it must be a whole number of at least 1.`);
  }
}

function checkBatchSize(exampleCount: number, batchSize: number): void {
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > exampleCount) {
    throw new RangeError(
      `The batch size is ${batchSize}; with ${exampleCount} examples ` +
        `it must be a whole number from 1 to ${exampleCount}.`,
    );
  }
}
