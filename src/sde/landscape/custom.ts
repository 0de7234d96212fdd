import { UserError } from '../../error.js';
import { descend } from './descend.js';
import { type Landscape, type Place, requireDimension, requirePlace, rowSumNorm } from './landscape.js';

/** What a user knows of a landscape; `value` is enough. */
export interface LandscapeDescription {
  readonly dimension: number;
  readonly value: (x: Place) => number;
  /** Default: central differences of the value, 2 dimension values a call. */
  readonly gradient?: (x: Place, into: Place) => void;
  /** Row by row. Default: central differences of the gradient. */
  readonly hessian?: (x: Place) => Float64Array;
  readonly minima?: readonly ArrayLike<number>[];
  readonly saddles?: readonly ArrayLike<number>[];
  /** Default: the largest found at the given minima and saddles, 0 (nothing is refused) without any. */
  readonly steepestCurvature?: number;
}

/**
 * Steps of differences relative to the coordinate (at least 1): the roots that balance rounding and bending.
 */
const gradientStep = 2 ** -17;
const hessianStep = 2 ** -13;

/**
 * A landscape of one's own. Numbers that are not finite are refused where they appear.
 *
 * @throws {UserError} when the dimension is no positive whole number or a place does not fit it; later, when
 *   a
 * function gives a number that is not finite
 */
export function customLandscape(description: LandscapeDescription): Landscape {
  const { dimension } = description;
  requireDimension(dimension);
  const value = (x: Place) => {
    const u = description.value(x);
    if (!Number.isFinite(u)) refuse('value', u, x);
    return u;
  };
  const gradient = (x: Place, into: Place) => {
    if (description.gradient) description.gradient(x, into);
    else differences(value, x, into);
    for (let j = 0; j < dimension; j++) {
      if (!Number.isFinite(into[j])) refuse(`component ${j} of the gradient`, into[j], x);
    }
  };
  const hessian = (x: Place) => {
    const h = description.hessian
      ? description.hessian(x)
      : differencesOfGradient(gradient, x, description.gradient ? gradientStep : hessianStep);
    const wrong = h.find((entry) => !Number.isFinite(entry));
    if (wrong !== undefined) refuse('Hessian', wrong, x);
    if (h.length !== dimension * dimension) {
      throw new UserError(
        `The Hessian has ${h.length} numbers; it must have ${dimension} x ${dimension}.`,
        'Return the matrix row by row.',
      );
    }
    return h;
  };
  const minima = (description.minima ?? []).map((x) => requirePlace('minimum', x, dimension));
  const saddles = (description.saddles ?? []).map((x) => requirePlace('saddle', x, dimension));
  const steepestCurvature =
    description.steepestCurvature ??
    [...minima, ...saddles].reduce((most, x) => Math.max(most, rowSumNorm(hessian(x), dimension)), 0);
  const landscape: Landscape = {
    dimension,
    value,
    gradient,
    hessian,
    minima,
    saddles,
    steepestCurvature,
    basinOf: (x) => descend(landscape, x),
  };
  return landscape;
}

function refuse(what: string, given: number, x: Place): never {
  const shown = Array.from(x.subarray(0, 4), (coordinate) => coordinate.toPrecision(6)).join(', ');
  throw new UserError(
    `The ${what} of the landscape is ${given} at (${shown}${x.length > 4 ? ', ...' : ''}).`,
    'Define it as a finite number wherever paths may go.',
  );
}

function differences(value: (x: Place) => number, x: Place, into: Place): void {
  const place = x.slice();
  for (let j = 0; j < x.length; j++) {
    const step = gradientStep * Math.max(1, Math.abs(x[j]));
    place[j] = x[j] + step;
    const above = value(place);
    place[j] = x[j] - step;
    into[j] = (above - value(place)) / (2 * step);
    place[j] = x[j];
  }
}

function differencesOfGradient(
  gradient: (x: Place, into: Place) => void,
  x: Place,
  relative: number,
): Float64Array {
  const dimension = x.length;
  const place = x.slice();
  const above = new Float64Array(dimension);
  const below = new Float64Array(dimension);
  const h = new Float64Array(dimension * dimension);
  for (let j = 0; j < dimension; j++) {
    const step = relative * Math.max(1, Math.abs(x[j]));
    place[j] = x[j] + step;
    gradient(place, above);
    place[j] = x[j] - step;
    gradient(place, below);
    place[j] = x[j];
    // Row and column share the difference, so that the matrix is symmetric.
    for (let i = 0; i < dimension; i++) {
      const half = (above[i] - below[i]) / (4 * step);
      h[i * dimension + j] += half;
      h[j * dimension + i] += half;
    }
  }
  return h;
}
