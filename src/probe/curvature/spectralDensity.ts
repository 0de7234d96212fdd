import { expOf, square } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../../net/index.js';
import { hessianLanczos } from './lanczos.js';
import { requireCount, requirePositive } from '../lossLandscape.js';

/** The distribution of the Hessian's eigenvalues as a sum of points with weights. */
export interface SpectralDensity {
  /** Eigenvalues of the quadrature, ascending, and their weights, which add to 1. */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The distribution of the Hessian's eigenvalues by stochastic Lanczos quadrature (Golub and Welsch 1969; on
 * networks Ghorbani, Krishnan, Xiao 2019, arXiv 1901.10159): the Ritz values of several random starts, each
 * weighted by the squared share of its start along it. Polynomials of the spectrum up to degree 2 steps − 1
 * are unbiased.
 *
 * Costs probes × steps products of Hessian and vector; memory is steps × parameters numbers.
 *
 * @param source - the loss
 * @param weights - where the Hessian is taken
 * @param examples - over which the loss is a mean
 * @param settings - how many random starts (probes, at least 1), steps of each (at least 1), and the
 *   stream: start k uses its substream k
 * @returns at most probes × steps points
 * @throws {RangeError} when a count is out of range or a product is not finite
 */
export function hessianDensity(
  source: GradientSource,
  weights: Float32Array,
  examples: Uint32Array,
  settings: { readonly probes: number; readonly steps: number; readonly stream: Stream },
): SpectralDensity {
  const { probes, steps, stream } = settings;
  requireCount('probes', probes, 1);
  const points = Array.from({ length: probes }, (_, k) => k).flatMap((k) => {
    const run = hessianLanczos(source, weights, examples, steps, stream.substream(k));
    return Array.from(run.ritzValues, (value, i): [number, number] => [value, run.weights[i] / probes]);
  });
  points.sort(([a], [b]) => a - b);
  return {
    nodes: Float64Array.from(points, ([value]) => value),
    weights: Float64Array.from(points, ([, weight]) => weight),
  };
}

/**
 * The density at given places: each node is spread as a normal law of standard deviation `width`.
 *
 * @param density - of `hessianDensity`
 * @param places - eigenvalues at which the density is wanted
 * @param width - above 0
 * @returns one number for each place
 * @throws {RangeError} when the width is not positive
 */
export function smoothedDensity(
  density: SpectralDensity,
  places: ArrayLike<number>,
  width: number,
): Float64Array {
  const { nodes, weights } = density;
  requirePositive('width', width);
  const factor = 1 / (width * Math.sqrt(2 * Math.PI));
  return Float64Array.from(places, (place) => {
    let sum = 0;
    for (let i = 0; i < nodes.length; i++) {
      sum += weights[i] * expOf(-square((place - nodes[i]) / width) / 2);
    }
    return factor * sum;
  });
}
