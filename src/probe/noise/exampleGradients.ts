import type { GradientSource } from '../../net/index.js';

/** Gradients that lie in memory at a time: so many, or fewer where they are long. */
const mostAtATime = 64;
/** 64 MiB of single precision. */
const mostNumbers = 1 << 24;

/**
 * Gives the gradients of all examples, some at a time and in order.
 *
 * @param source - the loss
 * @param weights - where they are taken
 * @param take - gets the index of the first of them, and each as an array that is used again
 */
export function eachExampleGradient(
  source: GradientSource,
  weights: Float32Array,
  take: (first: number, gradients: readonly Float32Array[]) => void,
): void {
  const { exampleCount, parameterCount } = source;
  const atATime = Math.min(mostAtATime, Math.max(1, Math.floor(mostNumbers / parameterCount)));
  const gradients = new Float32Array(Math.min(atATime, exampleCount) * parameterCount);
  for (let first = 0; first < exampleCount; first += atATime) {
    const count = Math.min(atATime, exampleCount - first);
    const examples = Uint32Array.from({ length: count }, (_, i) => first + i);
    const some = gradients.subarray(0, count * parameterCount);
    source.perExampleGradients(weights, examples, some);
    take(
      first,
      Array.from(examples, (_, i) => some.subarray(i * parameterCount, (i + 1) * parameterCount)),
    );
  }
}

/** Takes the mean out of every column of a matrix of so many columns. */
export function centreColumns(values: Float64Array, columns: number): void {
  const rows = values.length / columns;
  for (let j = 0; j < columns; j++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += values[i * columns + j] / rows;
    for (let i = 0; i < rows; i++) values[i * columns + j] -= mean;
  }
}
