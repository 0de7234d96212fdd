/** Labelled examples in memory, ready for a network. */
export interface Examples {
  readonly count: number;
  /** count × dimension, row by row, normalised. */
  readonly inputs: Float32Array;
  /** count labels in 0 … classes − 1; of a network with several answers, so many for each example. */
  readonly labels: Uint8Array;
}

/** The functions that make the inputs of examples on demand: those of at least the first so many. */
const makers = new WeakMap<Examples, (count: number) => Float32Array>();

/**
 * Examples whose inputs are made when they are first looked at. `firstExamples` makes no more of them than
 * it returns.
 *
 * @param labels - one for each example
 * @param make - the inputs of the first `count` examples: the same numbers whenever they are asked for
 * @returns examples whose `inputs` is made on first use
 */
export function examplesOnDemand(labels: Uint8Array, make: (count: number) => Float32Array): Examples {
  let made: Float32Array = new Float32Array(0);
  let madeCount = 0;
  const atLeast = (count: number) => {
    if (count > madeCount) [made, madeCount] = [make(count), count];
    return made;
  };
  const examples = {
    count: labels.length,
    labels,
    get inputs() {
      return atLeast(labels.length);
    },
  };
  makers.set(examples, atLeast);
  return examples;
}

/**
 * The first so many examples, or all where there are fewer. The memory is shared, not copied.
 *
 * @param examples - any number of them
 * @param count - how many are wanted, a whole number of at least 0
 * @param dimension - numbers in an example
 * @returns the first min(count, examples.count) examples
 */
export function firstExamples(examples: Examples, count: number, dimension: number): Examples {
  const kept = Math.min(count, examples.count);
  const inputs = makers.get(examples)?.(kept) ?? examples.inputs;
  return {
    count: kept,
    inputs: inputs.subarray(0, kept * dimension),
    labels: examples.labels.subarray(0, kept),
  };
}

/** A data set in memory: labelled examples to train on and to test on, all of one shape and on one scale. */
export interface Dataset {
  /**
   * The name by which it is asked for: mnist, fashion-mnist, cifar10, cifar100, digits, procedural-digits.
   */
  readonly name: string;
  /** Numbers in an example. */
  readonly dimension: number;
  /**
   * How the numbers of an example lie: planes one after another, each row by row. Absent where they are no
   * image.
   */
  readonly image?: { readonly channels: number; readonly height: number; readonly width: number };
  /** Labels are 0 … classes − 1. */
  readonly classes: number;
  readonly train: Examples;
  readonly test: Examples;
  /** sha256, in hex, of the raw bytes it was made from. */
  readonly checksum: string;
  /** One sentence for reports: what it is and where it came from. */
  readonly origin: string;
}
