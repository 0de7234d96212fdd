import { square } from '../../../kernel/index.js';
import { allExamples } from '../../../net/index.js';
import { empiricalTail, estimateGeneralisedPareto } from '../../../tail/index.js';
import { maxToSumRatio, normalInterval, type Interval } from '../../../statistics/index.js';
import type { Snapshot } from '../../network/trainedNetwork.js';
import { fullGradient } from '../freshNoise.js';

/** The tail of the lengths of single examples' gradient noise. */

/** The largest tenth of the norms decides; other shares are shown beside it. */
const tailShare = 0.1;
export const otherShares = [0.02, 0.05, 0.2] as const;
/** Points of the tail that the figure shows. */
const shown = 100;
/** Values that a tail is fitted to, at least. */
const fewestValues = 10;
/** So many lie in memory at once. */
const gradientsAtATime = 200;

export type Shape = { readonly value: number; readonly standardError: number };

/** The tail of a sample of sizes. */
export type Tail = {
  /** Shape of the generalised Pareto law of the excesses; null where they have no such law. */
  readonly shape: Shape | null;
  /** The same from other shares of the sample, as in otherShares. */
  readonly otherShapes: readonly (Shape | null)[];
  /** Largest square over the sum of squares. */
  readonly largestShare: number;
  /** Sizes over their median, and the share of the sample that is at least as large. */
  readonly survival: readonly (readonly [number, number])[];
};
/** Length of each example's gradient less the full gradient. */
export function noiseNorms(snapshot: Snapshot): Float64Array {
  const { source, weights } = snapshot;
  const { exampleCount, parameterCount } = source;
  const everything = allExamples(exampleCount);
  const full = fullGradient(snapshot);
  const norms = new Float64Array(exampleCount);
  for (let start = 0; start < exampleCount; start += gradientsAtATime) {
    const some = everything.subarray(start, start + gradientsAtATime);
    const rows = new Float32Array(some.length * parameterCount);
    source.perExampleGradients(weights, some, rows);
    for (let k = 0; k < some.length; k++) {
      let squares = 0;
      for (let i = 0; i < parameterCount; i++) squares += square(rows[k * parameterCount + i] - full[i]);
      norms[start + k] = Math.sqrt(squares);
    }
  }
  return norms;
}

/** The tail of a sample by its sizes. */
export function tailOf(sample: Float64Array): Tail {
  const sizes = sample.map(Math.abs);
  const median = sizes.toSorted()[sizes.length >> 1];
  return {
    shape: shapeOf(sizes, tailShare),
    otherShapes: otherShares.map((share) => shapeOf(sizes, share)),
    largestShare: maxToSumRatio(sizes) ?? 1,
    survival: empiricalTail(sizes, shown).map(({ size, survival }): [number, number] => [
      size / median,
      survival,
    ]),
  };
}

function shapeOf(sizes: Float64Array, share: number): Shape | null {
  const tail = Math.max(fewestValues, Math.floor(share * sizes.length));
  const estimate = estimateGeneralisedPareto(sizes, { tail });
  return estimate.status === 'ok'
    ? { value: estimate.inverse, standardError: estimate.inverseStandardError }
    : null;
}

/** The 95 % interval of a shape. */
export function intervalOf({ value, standardError }: Shape): Interval {
  return normalInterval(value, standardError);
}
