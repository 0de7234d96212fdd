import type { Stream } from '../../../law/index.js';

/**
 * Linear regression by SGD, chain by chain: the iterates start at 0 and are drawn from when that is
 * forgotten.
 */

/** One regression. */
export interface Regression {
  /** Coordinates of an iterate. */
  readonly dimension: number;
  readonly batchSize: number;
  readonly stepSize: number;
  /**
   * stream: fresh Gaussian examples in every step, so that the iterates are multiplied by random numbers.
   * fixed: the features of every minibatch have their expected squares, and only the labels are random: the
   * same noise at 0, but nothing random is multiplied.
   */
  readonly design: 'stream' | 'fixed';
}

/** How many chains there are, and after how many steps a draw is taken. */
export interface ChainSizes {
  readonly chains: number;
  readonly drawsPerChain: number;
  /** Before the first draw of a chain, and between draws. */
  readonly steps: { readonly start: number; readonly draw: number };
}

/** Normal numbers drawn at a time. */
const chunk = 1 << 16;

/** The size of the first coordinate, draw by draw. */
export function drawIterates(regression: Regression, sizes: ChainSizes, source: Stream): Float64Array {
  const { chains, drawsPerChain, steps } = sizes;
  const found = new Float64Array(chains * drawsPerChain);
  const place = new Float64Array(regression.dimension);
  const advance = stepperOf(regression, source);
  for (let c = 0; c < chains; c++) {
    place.fill(0);
    for (let d = 0; d < drawsPerChain; d++) {
      advance(place, d === 0 ? steps.start : steps.draw);
      found[c * drawsPerChain + d] = Math.abs(place[0]);
    }
  }
  return found;
}

/** Makes some steps of a chain, in place. */
type Stepper = (place: Float64Array, count: number) => void;

function stepperOf({ dimension, batchSize, stepSize, design }: Regression, source: Stream): Stepper {
  if (design === 'fixed') return fixedDesign(dimension, stepSize, batchSize, source);
  // One coordinate is common, and three times as fast without loops over coordinates.
  return dimension === 1
    ? scalarStream(stepSize / batchSize, batchSize, source)
    : vectorStream(dimension, stepSize / batchSize, batchSize, source);
}

/** A step uses `perStep` numbers; they are drawn many at a time. */
function numbersOf(perStep: number, source: Stream): () => { numbers: Float64Array; from: number } {
  const size = perStep * Math.max(1, Math.floor(chunk / perStep));
  let numbers = source.normals(size);
  let next = 0;
  return () => {
    if (next === size) {
      numbers = source.normals(size);
      next = 0;
    }
    const from = next;
    next += perStep;
    return { numbers, from };
  };
}

function scalarStream(rate: number, batchSize: number, source: Stream): Stepper {
  const nextOf = numbersOf(2 * batchSize, source);
  return (place, count) => {
    let x = place[0];
    for (let k = 0; k < count; k++) {
      const { numbers, from } = nextOf();
      let gradient = 0;
      for (let i = from; i < from + 2 * batchSize; i += 2) {
        gradient += (numbers[i] * x - numbers[i + 1]) * numbers[i];
      }
      x -= rate * gradient;
    }
    place[0] = x;
  };
}

function vectorStream(dimension: number, rate: number, batchSize: number, source: Stream): Stepper {
  const perStep = batchSize * (dimension + 1);
  const nextOf = numbersOf(perStep, source);
  const next = new Float64Array(dimension);
  return (place, count) => {
    for (let k = 0; k < count; k++) {
      const { numbers, from } = nextOf();
      next.set(place);
      for (let i = from; i < from + perStep; i += dimension + 1) {
        let error = -numbers[i + dimension];
        for (let j = 0; j < dimension; j++) error += numbers[i + j] * place[j];
        for (let j = 0; j < dimension; j++) next[j] -= rate * error * numbers[i + j];
      }
      place.set(next);
    }
  };
}

/** The same additive noise, of variance stepSize^2/batchSize in each coordinate. */
function fixedDesign(dimension: number, stepSize: number, batchSize: number, source: Stream): Stepper {
  const nextOf = numbersOf(dimension, source);
  const scale = stepSize / Math.sqrt(batchSize);
  return (place, count) => {
    for (let k = 0; k < count; k++) {
      const { numbers, from } = nextOf();
      for (let j = 0; j < dimension; j++) place[j] = (1 - stepSize) * place[j] + scale * numbers[from + j];
    }
  };
}
