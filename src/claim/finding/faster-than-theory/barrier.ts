import { logOf, square } from '../../../kernel/index.js';
import { allExamples, type GradientSource } from '../../../net/index.js';
import { linearBarrier, nudgedElasticBand } from '../../../probe/index.js';
import type { CellContext } from '../../claim.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';
import { arrivalOf, loss, type TrainedNetworks } from './training.js';

/** Two networks from different starts, and the barrier between what they find. */
export type BarrierCell = TrainedNetworks & {
  readonly kind: 'barrier';
  readonly pair: number;
  readonly images: number;
  readonly bandIterations: number;
};

/** A barrier and what the Brownian theory makes of it. */
export type Path = {
  readonly barrier: number;
  /** Logarithm of the iterations that the theory says. */
  readonly logBound: number;
};

/** Barriers on the straight line and on the nudged elastic band; both are upper bounds of the lowest one. */
export type Barriers = {
  readonly kind: 'barrier';
  readonly pair: number;
  readonly line: Path;
  readonly band: Path & { readonly converged: boolean };
  /** Variance of single examples' gradients along the line, the largest on it. */
  readonly variance: number;
};

/** Intervals of the grid on the straight line. */
const lineIntervals = 20;
const bandTolerance = 1e-3;
/** Points of the line at which the noise is looked at. */
const looks = 5;

/** Trains the two networks and measures the barriers between them. */
export function runBarrierCell(cell: BarrierCell, context: CellContext): Barriers {
  const { pair, batchSize, images, bandIterations } = cell;
  const [first, second] = [0, 1].map((end) => {
    const replicate = 2 * pair + end;
    const { train: source, weights } = initialNetwork({ ...cell, loss, replicate }, context);
    return { source, ...arrivalOf(source, weights, 'minibatch', cell, ['barrier', replicate], context) };
  });
  const { source } = first;
  const everything = allExamples(source.exampleCount);
  const line = linearBarrier(source, first.weights, second.weights, everything, lineIntervals);
  const band = nudgedElasticBand(source, first.weights, second.weights, everything, {
    images,
    iterations: bandIterations,
    tolerance: bandTolerance,
  });
  const variance = largestVariance(source, first.weights, second.weights);
  const path = (barrier: number): Path => ({ barrier, logBound: logBound(barrier, variance, batchSize) });
  return {
    kind: 'barrier',
    pair,
    variance,
    line: path(line.aboveFirst),
    band: { ...path(Math.max(0, band.aboveFirst)), converged: band.converged },
  };
}

/** exp(2 b barrier/(stepSize variance))/stepSize, without prefactors of curvatures. */
function logBound(barrier: number, variance: number, batchSize: number): number {
  return (2 * batchSize * barrier) / (publishedStepSize * variance) - logOf(publishedStepSize);
}

/** Variance over examples of the slope along the straight line, at the place on it where it is largest. */
function largestVariance(source: GradientSource, from: Float32Array, to: Float32Array): number {
  const direction = Float64Array.from(from, (w, i) => to[i] - w);
  const length = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
  const everything = allExamples(source.exampleCount);
  const rows = new Float32Array(everything.length * from.length);
  let largest = 0;
  for (let look = 0; look < looks; look++) {
    const share = (look + 0.5) / looks;
    const weights = from.map((w, i) => w + share * (to[i] - w));
    source.perExampleGradients(weights, everything, rows);
    const slopes = Float64Array.from(everything, (e) => {
      let sum = 0;
      for (let i = 0; i < from.length; i++) sum += rows[e * from.length + i] * direction[i];
      return sum / length;
    });
    const mean = slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
    largest = Math.max(largest, slopes.reduce((sum, slope) => sum + square(slope - mean), 0) / slopes.length);
  }
  return largest;
}
