import { UserError } from '../../error.js';
import type { Potential } from '../potential/index.js';
import { type Landscape, type Place, requireDimension } from './landscape.js';
import { diagonalMatrix } from './quadratic.js';

/** Beyond this many minima or saddles they are not listed. */
const mostListed = 4096;

/**
 * U(x) = sum of U_i(x_i): coordinates that know nothing of each other. Basins are boxes between saddles of
 * the parts; there are as many as the product of the parts' numbers of wells, numbered with the last
 * coordinate changing fastest. Asking for `minima` or `saddles` beyond 4096 of them, or for the number of a
 * basin beyond 2^53, throws: a box domain needs neither.
 *
 * @param parts - one potential a dimension; the same one may be given many times
 * @throws {UserError} when there is no part, or the curvature of one is unbounded
 */
export function separable(parts: readonly Potential[]): Landscape {
  const dimension = parts.length;
  requireDimension(dimension);
  const steepness = new Map(parts.map((part) => [part, part.steepestCurvature(-Infinity, Infinity)]));
  const steepestCurvature = Math.max(...steepness.values());
  if (!(steepestCurvature < Infinity)) {
    throw new UserError(
      'The curvature of a part grows without bound.',
      'Use parts that grow quadratically far out.',
    );
  }
  const counts = parts.map(({ minima }) => minima.length);
  const curvatures = (x: Place) => x.map((coordinate, j) => parts[j].curvature(coordinate));
  return {
    dimension,
    steepestCurvature,
    value: (x) => {
      let sum = 0;
      for (let j = 0; j < dimension; j++) sum += parts[j].value(x[j]);
      return sum;
    },
    gradient: (x, into) => {
      for (let j = 0; j < dimension; j++) into[j] = parts[j].gradient(x[j]);
    },
    hessian: (x) => diagonalMatrix(curvatures(x)),
    curvatures,
    get minima() {
      requireFew('minima', product(counts));
      return combinations(parts.map(({ minima }) => minima));
    },
    get saddles() {
      const ofPart = parts.map(({ saddles }, i) => (saddles.length * product(counts)) / counts[i]);
      requireFew(
        'saddles',
        ofPart.reduce((sum, count) => sum + count, 0),
      );
      return parts.flatMap(({ saddles }, i) =>
        combinations(parts.map(({ minima }, k) => (k === i ? saddles : minima))),
      );
    },
    basinOf: (x) => {
      requireNumbered(product(counts));
      return parts.reduce((index, { minima, saddles }, j) => {
        let well = 0;
        while (well < saddles.length && x[j] > saddles[well]) well++;
        // A part without wells (no potential at all) leads nowhere, a saddle stays where it is.
        const nowhere = index < 0 || minima.length === 0 || saddles.includes(x[j]);
        return nowhere ? -1 : index * minima.length + well;
      }, 0);
    },
  };
}

/**
 * U(x) = sum of the same potential of every coordinate: for a double well the product landscape with
 * 2^dimension wells, up to thousands of dimensions.
 *
 * @throws {UserError} as `separable`
 */
export function productLandscape(part: Potential, dimension: number): Landscape {
  requireDimension(dimension);
  return separable(Array.from({ length: dimension }, () => part));
}

function product(counts: readonly number[]): number {
  return counts.reduce((all, count) => all * count, 1);
}

function requireFew(name: string, count: number): void {
  if (count <= mostListed) return;
  throw new UserError(
    `The landscape has ${count} ${name}; at most ${mostListed} are listed.`,
    'Build the ones you need from those of the parts; as a domain use a box.',
  );
}

function requireNumbered(count: number): void {
  if (count <= Number.MAX_SAFE_INTEGER) return;
  throw new UserError(
    `The landscape has about ${count.toPrecision(3)} basins, more than can be numbered.`,
    'Look at the signs of the coordinates; as a domain use a box.',
  );
}

/** Every choice of one number a list, the last list changing fastest. */
function combinations(lists: readonly (readonly number[])[]): Place[] {
  let rows: number[][] = [[]];
  for (const list of lists) rows = rows.flatMap((row) => list.map((value) => [...row, value]));
  return rows.map((row) => Float64Array.from(row));
}
