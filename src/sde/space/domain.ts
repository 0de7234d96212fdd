import { square } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { type Landscape, type Place, requirePlace } from '../landscape/landscape.js';

/** What a path has to leave; a point on the edge is outside. */
export type Domain =
  | {
      /** Nearer to the centre than the radius. */
      readonly kind: 'ball';
      readonly center: ArrayLike<number>;
      readonly radius: number;
    }
  | {
      /** Farther from the centre than the radius: leaving it is hitting the ball. */
      readonly kind: 'outside';
      readonly center: ArrayLike<number>;
      readonly radius: number;
    }
  | {
      /** normal . x < offset; overshoots are distances, whatever the length of the normal. */
      readonly kind: 'halfSpace';
      readonly normal: ArrayLike<number>;
      readonly offset: number;
    }
  | {
      /** low_j < x_j < high_j; a number stands for all coordinates, infinite ones are no edge. */
      readonly kind: 'box';
      readonly low: number | ArrayLike<number>;
      readonly high: number | ArrayLike<number>;
    }
  | {
      /** The basin of landscape.minima[minimum]. */
      readonly kind: 'basin';
      readonly minimum: number;
    }
  | {
      /** Where the function says so. It must not keep or change the place. */
      readonly kind: 'where';
      readonly inside: (place: Place) => boolean;
    };

/** A domain as functions. */
export interface Region {
  readonly inside: (x: Place) => boolean;
  /** Distance of an outside place from the domain; absent where it is not known in closed form. */
  readonly overshoot?: (x: Place) => number;
}

/**
 * The functions of a domain in a landscape.
 *
 * @throws {UserError} when a place has the wrong dimension, a radius is not positive, a box has no edge, or
 * the landscape has no such minimum
 */
export function regionOf(domain: Domain, landscape: Landscape): Region {
  const { dimension } = landscape;
  switch (domain.kind) {
    case 'ball':
    case 'outside': {
      const center = requirePlace('centre', domain.center, dimension);
      return sphere(center, domain.radius, domain.kind === 'ball');
    }
    case 'halfSpace':
      return halfSpace(requirePlace('normal', domain.normal, dimension), domain.offset);
    case 'box':
      return box(edges('lower', domain.low, dimension), edges('upper', domain.high, dimension));
    case 'basin': {
      const { minimum } = domain;
      if (!Number.isInteger(minimum) || minimum < 0) {
        throw new UserError(`The minimum is ${minimum}.`, 'Give its index among landscape.minima.');
      }
      return { inside: (x) => landscape.basinOf(x) === minimum };
    }
    case 'where':
      return { inside: domain.inside };
  }
}

function sphere(center: Place, radius: number, ball: boolean): Region {
  if (!(radius > 0 && radius < Infinity)) {
    throw new UserError(`The radius is ${radius}; it must be positive and finite.`, 'Give one above 0.');
  }
  const square = (x: Place) => {
    let sum = 0;
    for (let j = 0; j < center.length; j++) {
      const off = x[j] - center[j];
      sum += off * off;
    }
    return sum;
  };
  const limit = radius * radius;
  return ball
    ? { inside: (x) => square(x) < limit, overshoot: (x) => Math.sqrt(square(x)) - radius }
    : { inside: (x) => square(x) > limit, overshoot: (x) => radius - Math.sqrt(square(x)) };
}

function halfSpace(normal: Place, offset: number): Region {
  const length = Math.sqrt(normal.reduce((sum, x) => sum + x * x, 0));
  if (!(length > 0 && Number.isFinite(offset))) {
    throw new UserError(
      `The normal has length ${length} and the offset is ${offset}.`,
      'Give a normal that is not zero and a finite offset.',
    );
  }
  const along = (x: Place) => {
    let sum = 0;
    for (let j = 0; j < normal.length; j++) sum += normal[j] * x[j];
    return sum;
  };
  return { inside: (x) => along(x) < offset, overshoot: (x) => (along(x) - offset) / length };
}

function box(low: Place, high: Place): Region {
  if (!low.some(Number.isFinite) && !high.some(Number.isFinite)) {
    throw new UserError('The box is the whole space, which no path leaves.', 'Give at least one edge.');
  }
  return {
    inside: (x) => {
      for (let j = 0; j < low.length; j++) if (!(x[j] > low[j] && x[j] < high[j])) return false;
      return true;
    },
    overshoot: (x) => {
      let sum = 0;
      for (let j = 0; j < low.length; j++) sum += square(Math.max(low[j] - x[j], x[j] - high[j], 0));
      return Math.sqrt(sum);
    },
  };
}

function edges(name: string, given: number | ArrayLike<number>, dimension: number): Place {
  const all = typeof given === 'number' ? new Float64Array(dimension).fill(given) : Float64Array.from(given);
  const some = all.some(Number.isNaN) ? ', not all of them numbers' : '';
  if (all.length !== dimension || some !== '') {
    throw new UserError(
      `The ${name} edges are ${all.length} numbers${some}.`,
      `Give one number for all coordinates, or one each of the ${dimension}.`,
    );
  }
  return all;
}
