import type { GradientSource } from '../../net/index.js';
import { LossLandscape, requireCount } from '../lossLandscape.js';

/** The loss on a straight line between two weight vectors. */
export interface LinearBarrier {
  /** The highest loss found above the larger of the two ends; 0 when an end is the highest point. */
  readonly aboveLarger: number;
  /** The highest loss found above the first end: what a walker from there must climb. */
  readonly aboveFirst: number;
  /** The highest loss found. */
  readonly highest: number;
  /** Where that is: 0 at the first end, 1 at the last. */
  readonly position: number;
  /** Loss on the grid, the two ends included. */
  readonly curve: { readonly positions: Float64Array; readonly losses: Float64Array };
}

/** Steps of golden section: the position is fixed to 1e-5 of the spacing of the grid. */
const refinements = 25;

const golden = (Math.sqrt(5) - 1) / 2;

/**
 * The loss on the straight line between two weight vectors, and its barrier (Goodfellow et al. 2015, arXiv
 * 1412.6544).
 *
 * The highest point of an even grid is refined by golden section between its neighbours. A peak narrower
 * than the spacing of the grid may go unseen, so the barrier is a lower bound of the line's.
 *
 * Costs intervals + 28 losses; memory is O(parameters).
 *
 * @param source - the loss
 * @param first - weights at one end
 * @param last - weights at the other end
 * @param examples - over which the loss is a mean
 * @param intervals - of the grid; at least 2
 * @returns the highest loss above each end, where it is, and the losses on the grid
 * @throws {RangeError} when an argument or a loss met on the way is out of range
 */
export function linearBarrier(
  source: GradientSource,
  first: Float32Array,
  last: Float32Array,
  examples: Uint32Array,
  intervals: number,
): LinearBarrier {
  requireCount('intervals', intervals, 2);
  const landscape = new LossLandscape(source, examples);
  landscape.requirePoint('first weight vector', first);
  landscape.requirePoint('last weight vector', last);
  const point = new Float64Array(first.length);
  const lossAt = (position: number) => {
    for (let i = 0; i < point.length; i++) point[i] = (1 - position) * first[i] + position * last[i];
    return landscape.loss(point);
  };

  const positions = Float64Array.from({ length: intervals + 1 }, (_, i) => i / intervals);
  const losses = positions.map(lossAt);
  const top = losses.reduce((best, loss, i) => (loss > losses[best] ? i : best), 0);
  const refined = goldenSection(
    lossAt,
    positions[Math.max(top - 1, 0)],
    positions[Math.min(top + 1, intervals)],
  );
  const [position, highest] = refined[1] > losses[top] ? refined : [positions[top], losses[top]];
  return {
    aboveLarger: highest - Math.max(losses[0], losses[intervals]),
    aboveFirst: highest - losses[0],
    highest,
    position,
    curve: { positions, losses },
  };
}

/** The highest point of `height` met between `low` and `high`, and its height. */
function goldenSection(height: (t: number) => number, low: number, high: number): [number, number] {
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let atLeft = height(left);
  let atRight = height(right);
  for (let step = 0; step < refinements; step++) {
    if (atLeft >= atRight) {
      high = right;
      right = left;
      atRight = atLeft;
      left = high - golden * (high - low);
      atLeft = height(left);
    } else {
      low = left;
      left = right;
      atLeft = atRight;
      right = low + golden * (high - low);
      atRight = height(right);
    }
  }
  return atLeft >= atRight ? [left, atLeft] : [right, atRight];
}
