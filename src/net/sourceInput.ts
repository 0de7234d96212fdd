import type { Examples } from './dataset/dataset.js';

/**
 * Refuses examples that a network cannot take.
 *
 * @throws {RangeError} when their numbers do not add up, or a label is no class
 */
export function requireExamples(data: Examples, inputs: number, classes: number, answers = 1): void {
  if (data.inputs.length !== data.count * inputs || data.labels.length !== data.count * answers) {
    const each = answers === 1 ? '' : ` and ${answers} labels`;
    throw new RangeError(
      `${data.count} examples of ${inputs} numbers${each} were announced; ` +
        `${data.inputs.length} numbers and ${data.labels.length} labels were given.`,
    );
  }
  const tooLarge = data.labels.find((label) => label >= classes);
  if (tooLarge !== undefined) {
    throw new RangeError(`An example has label ${tooLarge}; this network has classes 0 to ${classes - 1}.`);
  }
}

/**
 * Refuses indices of examples that there are not.
 *
 * @throws {RangeError} when there is none, or one is not below `count`
 */
export function requireIndices(examples: Uint32Array, count: number): void {
  if (examples.length === 0) throw new RangeError('No examples were given; a mean needs at least one.');
  const outside = examples.find((index) => index >= count);
  if (outside !== undefined) {
    throw new RangeError(`Example ${outside} was asked for; there are ${count}, counted from 0.`);
  }
}

/**
 * Refuses weights of examples in the loss that are no weights.
 *
 * @throws {RangeError} when there is not one for each example, or one is not finite
 */
export function requireExampleWeights(weights: Float32Array, examples: Uint32Array): void {
  requireVector('vector of example weights', weights, examples.length);
  const bad = weights.findIndex((weight) => !Number.isFinite(weight));
  if (bad >= 0) {
    throw new RangeError(`The weight of example ${bad} in the loss is ${weights[bad]}; it must be finite.`);
  }
}

/**
 * Refuses an array of another length.
 *
 * @throws {RangeError} when it has not `length` numbers
 */
export function requireVector(what: string, vector: Float32Array, length: number): void {
  if (vector.length !== length) {
    throw new RangeError(`The ${what} has ${vector.length} numbers; ${length} are needed.`);
  }
}
