import { square } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import type { GradientSource, ParameterLayer } from '../../net/index.js';
import { LossLandscape, requireCount, requirePositive } from '../lossLandscape.js';

/** How far and how often the loss is probed. */
export interface FilterNormalisedSettings {
  /** Length of the steps relative to the weights, row by row; finite and positive. */
  readonly radius: number;
  /** How many random directions; at least 2. */
  readonly directions: number;
  /** Points of the curve along the first direction: odd and at least 3, so that one is the weights. */
  readonly curvePoints: number;
  /** Draws the directions; its own place does not move. */
  readonly stream: Stream;
}

/** How much the loss rises around the weights. */
export interface FilterNormalisedSharpness {
  /** Loss at the weights. */
  readonly loss: number;
  /** Mean over directions of the loss increase at the radius. */
  readonly mean: number;
  /** Of the mean, from the spread over directions. */
  readonly standardError: number;
  /** For each direction: the mean of the increases on its two sides. */
  readonly increases: Float64Array;
  /** The loss along the first direction, from −radius to radius. */
  readonly curve: { readonly radii: Float64Array; readonly losses: Float64Array };
}

/**
 * Filter-normalised sharpness (Li et al. 2018, arXiv 1712.09913, section 4): how much the loss increases at
 * a given relative distance from the weights in random directions.
 *
 * A direction is standard normal; then each row of each layer (the weights into one unit) is scaled to the
 * norm of the same row of the weights. Multiplying a layer by c and the next, behind ReLU, by 1/c changes
 * neither the function nor this sharpness. (Rescaling one unit alone keeps the function but not the
 * sharpness: it changes the proportions within the rows that the unit feeds.) Rows of zeros and parameters
 * outside all layers stay where they are. The increase in a direction is the mean of both sides: the slope
 * at the weights, which has mean 0, adds no spread.
 *
 * Costs 2 × directions + curvePoints losses; memory is O(parameters).
 *
 * @param source - the loss
 * @param weights - the middle
 * @param examples - over which the loss is a mean
 * @param settings - how far, and along how many directions
 * @returns the mean increase with its error, and a curve to draw
 * @throws {RangeError} when a setting, the weights or a loss met on the way is out of range
 */
export function filterNormalisedSharpness(
  source: GradientSource,
  weights: Float32Array,
  examples: Uint32Array,
  settings: FilterNormalisedSettings,
): FilterNormalisedSharpness {
  const { radius, directions, curvePoints, stream } = settings;
  requirePositive('radius', radius);
  requireCount('directions', directions, 2);
  requireCount('points of the curve', curvePoints, 3);
  if (curvePoints % 2 === 0) {
    throw new RangeError(`The number of points of the curve is ${curvePoints}; it must be odd.`);
  }
  const landscape = new LossLandscape(source, examples);
  landscape.requirePoint('weight vector', weights);
  const directionOf = (index: number) => filterNormalised(source.layers, weights, stream.substream(index));

  const loss = landscape.loss(weights);
  const increases = Float64Array.from({ length: directions }, (_, index) => {
    const direction = directionOf(index);
    const ahead = landscape.lossAlong(weights, direction, radius);
    return (ahead + landscape.lossAlong(weights, direction, -radius)) / 2 - loss;
  });
  const mean = increases.reduce((sum, increase) => sum + increase, 0) / directions;
  const squares = increases.reduce((sum, increase) => sum + square(increase - mean), 0);

  const first = directionOf(0);
  const middle = (curvePoints - 1) / 2;
  const radii = Float64Array.from({ length: curvePoints }, (_, i) => (radius * (i - middle)) / middle);
  const losses = radii.map((distance) => landscape.lossAlong(weights, first, distance));
  return {
    loss,
    mean,
    standardError: Math.sqrt(squares / (directions - 1) / directions),
    increases,
    curve: { radii, losses },
  };
}

/** A random direction whose rows have the norms of the rows of `weights`. */
function filterNormalised(
  layers: readonly ParameterLayer[],
  weights: Float32Array,
  stream: Stream,
): Float64Array {
  const direction = stream.normals(weights.length);
  const scaled = new Float64Array(weights.length);
  for (const { offset, rows, columns } of layers) {
    for (let start = offset; start < offset + rows * columns; start += columns) {
      const scale = norm(weights, start, columns) / norm(direction, start, columns);
      for (let i = start; i < start + columns; i++) scaled[i] = scale * direction[i];
    }
  }
  return scaled;
}

function norm(vector: ArrayLike<number>, start: number, length: number): number {
  let squares = 0;
  for (let i = start; i < start + length; i++) squares += vector[i] * vector[i];
  return Math.sqrt(squares);
}
