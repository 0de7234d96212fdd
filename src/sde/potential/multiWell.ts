import { UserError } from '../../error.js';
import { type Piece, Potential } from './potential.js';

/** A minimum or saddle: where it is and how high. */
export interface Extremum {
  /** Its place. */
  readonly at: number;
  /** The potential there. */
  readonly level: number;
}

/**
 * Any number of wells, given by their minima and the saddles between them.
 *
 * Between neighbouring extrema, a distance L and a height D apart, U is the cubic with zero slope at both
 * ends (curvature 6 D/L^2 at the minimum, -6 D/L^2 at the saddle); outside the outermost minima it is a
 * parabola with the curvature of the neighbouring cubic. Value and slope are continuous and the drift is
 * Lipschitz, so that jumps of any size are harmless.
 *
 * @param extrema - minimum, saddle, minimum, ..., minimum in increasing order of place; at least three
 * @returns the potential
 * @throws {UserError} when they do not alternate or do not increase
 * @example
 * import { multiWell } from 'heavytail/sde';
 * const wells = multiWell([
 *   { at: -1, level: 0 },
 *   { at: 0, level: 1 },
 *   { at: 2, level: -1 },
 * ]);
 * wells.minima; // → [-1,2]
 */
export function multiWell(extrema: readonly Extremum[]): Potential {
  if (extrema.length < 3 || extrema.length % 2 === 0) {
    throw new UserError(
      `A potential of several wells got ${extrema.length} minima and saddles.`,
      'Give an odd number, at least 3: minimum, saddle, minimum, and so on.',
    );
  }
  const pieces: Piece[] = [];
  for (let i = 0; i + 1 < extrema.length; i++) {
    const [from, to] = [extrema[i], extrema[i + 1]];
    const length = to.at - from.at;
    const rise = to.level - from.level;
    if (!(length > 0 && length < Infinity)) {
      throw new UserError(
        `Minima and saddles are at ${from.at} and then at ${to.at}; they must increase.`,
        'Sort them by place.',
      );
    }
    if (!(i % 2 === 0 ? rise > 0 : rise < 0)) {
      throw new UserError(
        `The saddle beside ${from.at} is not above both of its minima.`,
        'Give minimum, saddle, minimum, and so on.',
      );
    }
    pieces.push({
      center: from.at,
      u: [from.level, 0, (3 * rise) / (length * length), (-2 * rise) / (length * length * length), 0],
    });
  }
  const [first, last] = [extrema[0], extrema[extrema.length - 1]];
  const lastCubic = pieces[pieces.length - 1];
  const lastLength = last.at - lastCubic.center;
  // The cubic is symmetric but for its sign: its last curvature is minus its first.
  const lastCurvature = 2 * lastCubic.u[2] + 6 * lastCubic.u[3] * lastLength;
  return new Potential({
    breaks: extrema.map(({ at }) => at),
    pieces: [
      { center: first.at, u: [first.level, 0, pieces[0].u[2], 0, 0] },
      ...pieces,
      { center: last.at, u: [last.level, 0, lastCurvature / 2, 0, 0] },
    ],
    minima: extrema.filter((_, i) => i % 2 === 0).map(({ at }) => at),
    saddles: extrema.filter((_, i) => i % 2 === 1).map(({ at }) => at),
  });
}
