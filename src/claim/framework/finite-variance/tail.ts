import { square } from '../../../kernel/index.js';
import { allExamples } from '../../../net/index.js';
import { normalQuantile } from '../../../law/index.js';
import { empiricalTail, estimateGeneralisedPareto } from '../../../tail/index.js';
import { maxToSumRatio } from '../../../statistics/index.js';
import type { Figure, Layer, Role } from '../../../evidence/index.js';
import type { Snapshot } from '../../network/trainedNetwork.js';

/** The tail of the lengths of single examples' gradient noise. */

/** The largest tenth of the norms decides; other shares are shown beside it. */
const tailShare = 0.1;
export const otherShares = [0.02, 0.05, 0.2] as const;
const shown = 100;
const gradientsAtATime = 200;

export type Shape = { readonly value: number; readonly standardError: number };

/** The tail of a sample of sizes. */
export type Tail = {
  readonly iteration: number;
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
export function noiseNorms({ source, weights }: Snapshot): Float64Array {
  const { exampleCount, parameterCount } = source;
  const everything = allExamples(exampleCount);
  const full = new Float32Array(parameterCount);
  source.gradient(weights, everything, full);
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
export function tailOf(sample: Float64Array, iteration: number): Tail {
  const sizes = sample.map(Math.abs);
  const median = sizes.toSorted()[sizes.length >> 1];
  return {
    iteration,
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
  const estimate = estimateGeneralisedPareto(sizes, { tail: Math.max(10, Math.floor(share * sizes.length)) });
  return estimate.status === 'ok'
    ? { value: estimate.inverse, standardError: estimate.inverseStandardError }
    : null;
}

/** The 95 % interval of a shape. */
export function intervalOf({ value, standardError }: Shape) {
  const half = normalQuantile(0.975) * standardError;
  return { value, standardError, low: value - half, high: value + half, level: 0.95 };
}

/** Tails on double-logarithmic axes, beside one of index 2. */
export function tailsFigure(
  tails: readonly { readonly label: string; readonly role: Role; readonly tail: Tail }[],
): Figure {
  const layers = tails.map(
    ({ label, role, tail: { survival } }): Layer => ({
      mark: 'line',
      label,
      role,
      x: survival.map(([size]) => size),
      y: survival.map(([, share]) => share),
    }),
  );
  return {
    name: 'finite-variance',
    title: 'Tails of gradient noise of single examples',
    caption:
      'Share of examples whose gradient noise is longer than a multiple of the median length, at the snapshots of the first network, beside sizes drawn from a Gaussian and from an alpha-stable law. Without variance a tail falls more slowly than the dashed one.',
    panels: [
      {
        x: { label: 'length over the median', scale: 'log', domain: [0.3, 1000] },
        y: { label: 'share at least as long', scale: 'log' },
        layers: [
          ...layers,
          {
            mark: 'line',
            label: 'tail index 2',
            role: 'theory',
            x: [3, 100],
            y: [0.1, 0.1 * square(3 / 100)],
          },
        ],
      },
    ],
  };
}
