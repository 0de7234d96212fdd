import { square } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { requirePositive } from '../potential/potential.js';
import { type Landscape, type Place, requireDimension } from './landscape.js';

/** A landscape of the distance from the origin alone; see `needle`. */
export interface NeedleShape {
  readonly dimension: number;
  /** Of the needle: a ball around the only global minimum. */
  readonly needleRadius: number;
  /** Of the floor around it, larger. */
  readonly floorRadius: number;
  /** Depth of the needle below the floor. */
  readonly depth: number;
  /** Of the wall around the floor, at its foot. */
  readonly wallCurvature: number;
  /** Where the wall goes on straight: its distance from the foot. */
  readonly wallWidth: number;
}

/** A needle landscape with its profile V(|x|). */
export interface NeedleLandscape extends Landscape {
  readonly shape: NeedleShape;
  /** V(radius). */
  profile(radius: number): number;
}

/**
 * A needle in a wide floor, U(x) = V(|x|): V = -depth (1 - (|x|/needleRadius)^2)^2 inside the needle, 0 on
 * the floor, wallCurvature (|x| - floorRadius)^2/2 beyond, continued with constant slope from wallWidth on. V
 * and V' are continuous, V'' jumps at the edge of the needle, at the foot of the wall and where it
 * straightens.
 *
 * The wall leads to the floor, every point of which is a local minimum (not a strict one), but nothing on the
 * floor tells where the needle is: a path has to meet it by chance, and the needle's share of the floor's
 * volume, (needleRadius/floorRadius)^dimension, falls exponentially. Barriers play no part: there are none.
 *
 * `minima` are the origin (basin 0) and one point of the floor (basin 1: all that is outside the needle).
 *
 * @throws {UserError} when a parameter is not positive, or the needle not smaller than the floor
 */
export function needle(shape: NeedleShape): NeedleLandscape {
  const { dimension, needleRadius: r, floorRadius: floor, depth, wallCurvature, wallWidth } = shape;
  requireDimension(dimension);
  requirePositive('radius of the needle', r);
  requirePositive('depth of the needle', depth);
  requirePositive('curvature of the wall', wallCurvature);
  requirePositive('width of the wall', wallWidth);
  if (!(r < floor && floor < Infinity)) {
    throw new UserError(
      `The needle has radius ${r} and the floor ${floor}; the floor must be larger.`,
      'Give a floor of some two to five times the radius of the needle.',
    );
  }
  const profile = (radius: number) => {
    if (radius < r) return -depth * square(1 - square(radius / r));
    const up = Math.max(0, radius - floor);
    const bent = Math.min(up, wallWidth);
    return wallCurvature * bent * (up - bent / 2);
  };
  /** V'(radius)/radius, which is finite at 0. */
  const pull = (radius: number) => {
    if (radius < r) return (4 * depth * (1 - square(radius / r))) / (r * r);
    return (wallCurvature * Math.min(Math.max(0, radius - floor), wallWidth)) / radius;
  };
  const bend = (radius: number) => {
    if (radius < r) return (4 * depth * (1 - 3 * square(radius / r))) / (r * r);
    return radius >= floor && radius < floor + wallWidth ? wallCurvature : 0;
  };
  const onFloor = new Float64Array(dimension);
  onFloor[0] = (r + floor) / 2;
  return {
    dimension,
    shape,
    profile,
    value: (x) => profile(lengthOf(x)),
    gradient: (x, into) => {
      const factor = pull(lengthOf(x));
      for (let j = 0; j < dimension; j++) into[j] = factor * x[j];
    },
    hessian: (x) => {
      const radius = lengthOf(x);
      const [across, along] = [pull(radius), bend(radius)];
      const excess = radius > 0 ? (along - across) / (radius * radius) : 0;
      return Float64Array.from({ length: dimension * dimension }, (_, at) => {
        const [i, j] = [Math.floor(at / dimension), at % dimension];
        return excess * x[i] * x[j] + (i === j ? across : 0);
      });
    },
    minima: [new Float64Array(dimension), onFloor],
    saddles: [],
    basinOf: (x) => Number(lengthOf(x) >= r),
    steepestCurvature: Math.max(wallCurvature, (8 * depth) / (r * r)),
  };
}

function lengthOf(x: Place): number {
  let square = 0;
  for (let j = 0; j < x.length; j++) square += x[j] * x[j];
  return Math.sqrt(square);
}
