import type { GradientSource } from '../../net/index.js';
import { bandForces, distance, type Band } from './bandForces.js';
import { Fire } from './fire.js';
import { LossLandscape, requireCount, requirePositive } from '../lossLandscape.js';

/** How fine the band is, and how long it is relaxed. */
export interface NudgedElasticBandSettings {
  /** Images between the two ends; at least 1. */
  readonly images: number;
  /** Evaluations of the whole band at most; at least 1. */
  readonly iterations: number;
  /** The residual, a norm of gradients, at which the band has converged; finite and positive. */
  readonly tolerance: number;
}

/** A relaxed band between two minima. */
export interface NudgedElasticBand {
  /** Loss of each image, the two ends included. */
  readonly losses: Float64Array;
  /** Length of the band from the first end to each image, along straight lines between images. */
  readonly distances: Float64Array;
  /** Loss of the highest image above the larger of the two ends. */
  readonly aboveLarger: number;
  /** Loss of the highest image above the first end. */
  readonly aboveFirst: number;
  /** The weights of the highest image: a saddle where the band has converged and no end is highest. */
  readonly highestImage: Float32Array;
  /**
   * Largest gradient across the band over images. Of the highest image, if it is above both ends, the whole
   * gradient counts.
   */
  readonly residual: number;
  /** The larger norm of the gradient at the two ends: above the tolerance they are no minima to it. */
  readonly endResidual: number;
  /** Whether the residual has come down to the tolerance. */
  readonly converged: boolean;
  /** Evaluations of the whole band that this took. */
  readonly iterations: number;
}

/** The highest image begins to climb when the band's residual is this multiple of the tolerance. */
const climbingFrom = 10;
/** Of an image, in first spacings. */
const longestStep = 1 / 4;

/**
 * A path of least resistance between two minima by the nudged elastic band (Jónsson, Mills and Jacobsen
 * 1998; on networks Draxler et al. 2018, arXiv 1803.00885), and its barrier.
 *
 * Images on the straight line between the ends relax under the gradient across the band and springs along
 * it. The spring constant is the largest gradient on the straight line over its length, so that no unit
 * need be chosen. Once near convergence, or after half of the iterations, the highest image climbs to the
 * saddle, if it is above both ends. Motion is that of FIRE (Bitzek et al. 2006); each image moves at most a
 * quarter of the first spacing in a step.
 *
 * What it finds depends on the straight line where it starts: it is a path over a saddle, not the lowest of
 * all paths, and on a symmetric ridge it may stay on the ridge. From ends that are no minima the images
 * next to them slide down, and the barrier is counted from too high an end. The barrier of a band that has
 * not converged is that of its images, which may be above or below the saddle. Gradients in single
 * precision limit the residual that can be reached.
 *
 * Costs at most images × iterations + 2 gradients and no losses; memory is O(images × parameters).
 *
 * @param source - the loss
 * @param first - weights at one end, a minimum
 * @param last - weights at the other end, a minimum
 * @param examples - over which the loss is a mean
 * @param settings - images, iterations and tolerance
 * @returns the band, its barrier and whether it has converged
 * @throws {RangeError} when a setting, an end or a loss met on the way is out of range, or the ends are the
 *   same
 */
export function nudgedElasticBand(
  source: GradientSource,
  first: Float32Array,
  last: Float32Array,
  examples: Uint32Array,
  settings: NudgedElasticBandSettings,
): NudgedElasticBand {
  const { images: inner, iterations, tolerance } = settings;
  requireCount('images', inner, 1);
  requireCount('iterations', iterations, 1);
  requirePositive('tolerance', tolerance);
  const landscape = new LossLandscape(source, examples);
  landscape.requirePoint('first weight vector', first);
  landscape.requirePoint('last weight vector', last);
  const band = straightBand(first, last, inner);
  const length = distance(band.images[0], band.images[inner + 1]);
  if (length === 0) throw new RangeError('The two ends are the same weights; a band needs two minima.');
  evaluate(landscape, band, 0);
  evaluate(landscape, band, inner + 1);
  const endResidual = largestNorm([band.gradients[0], band.gradients[inner + 1]]);
  return { ...relax(landscape, band, length, settings), endResidual };
}

/** Images on the straight line between the ends. */
function straightBand(first: Float32Array, last: Float32Array, inner: number): Band {
  const images = Array.from({ length: inner + 2 }, (_, k) => {
    const share = k / (inner + 1);
    return Float64Array.from(first, (w, i) => (1 - share) * w + share * last[i]);
  });
  return {
    images,
    losses: new Float64Array(inner + 2),
    gradients: images.map((image) => new Float32Array(image.length)),
  };
}

function evaluate(landscape: LossLandscape, { images, losses, gradients }: Band, k: number): void {
  losses[k] = landscape.gradient(images[k], gradients[k]);
}

/** Moves the images until the residual is down to the tolerance. The ends are known already. */
function relax(
  landscape: LossLandscape,
  band: Band,
  length: number,
  { images: inner, iterations: mostIterations, tolerance }: NudgedElasticBandSettings,
): Omit<NudgedElasticBand, 'endResidual'> {
  const evaluateMoving = () => {
    for (let k = 1; k <= inner; k++) evaluate(landscape, band, k);
  };
  evaluateMoving();
  const springConstant = largestNorm(band.gradients) / length;
  const moving = band.images.slice(1, -1);
  let climbs = false;
  const forces = () => bandForces(band, springConstant, climbs ? climbingImage(band.losses) : undefined);
  let state = forces();
  let engine: Fire | undefined;
  let iterations = 1;
  for (; ; iterations++) {
    const near = state.residual <= climbingFrom * tolerance;
    if (!climbs && (near || 2 * iterations >= mostIterations)) {
      climbs = true;
      state = forces();
    }
    if (state.residual <= tolerance || iterations === mostIterations) break;
    engine ??= new Fire(state.forces, longestStep * (length / (inner + 1)));
    engine.step(moving, state.forces);
    evaluateMoving();
    state = forces();
  }
  return {
    ...barrierOf(band),
    residual: state.residual,
    converged: state.residual <= tolerance,
    iterations,
  };
}

function barrierOf({
  images,
  losses,
}: Band): Pick<NudgedElasticBand, 'losses' | 'distances' | 'aboveLarger' | 'aboveFirst' | 'highestImage'> {
  const top = highest(losses);
  const distances = new Float64Array(images.length);
  for (let k = 1; k < distances.length; k++) {
    distances[k] = distances[k - 1] + distance(images[k - 1], images[k]);
  }
  return {
    losses,
    distances,
    aboveLarger: losses[top] - Math.max(losses[0], losses[losses.length - 1]),
    aboveFirst: losses[top] - losses[0],
    highestImage: Float32Array.from(images[top]),
  };
}

function highest(losses: Float64Array): number {
  return losses.reduce((best, loss, k) => (loss > losses[best] ? k : best), 0);
}

/** The highest image, if it is not an end. */
function climbingImage(losses: Float64Array): number | undefined {
  const top = highest(losses);
  return top === 0 || top === losses.length - 1 ? undefined : top;
}

function largestNorm(vectors: readonly Float32Array[]): number {
  return Math.max(...vectors.map((vector) => Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))));
}
