import { UserError } from '../../error.js';
import type { Extremum } from './multiWell.js';
import { type Piece, Potential } from './potential.js';

/**
 * A potential through given points: piecewise cubic, with continuous slope, by the slopes of Steffen (1990,
 * Astronomy and Astrophysics 239, 443), and beyond the outermost points parabolas that rise.
 *
 * The curve is monotone between neighbouring points, so that it has no wells but those that the points have:
 * a natural cubic spline, smoother by one derivative, swings over and adds some. A minimum or saddle lies
 * exactly at the point that is lower or higher than both neighbours. The potential comes down to the
 * outermost points from outside: one that lies below its neighbour is a minimum, one above is part of the
 * wall.
 *
 * @param points - at least 3, increasing in place, neighbours at different levels
 * @throws {UserError} when there are fewer, they do not increase, or neighbours are level
 */
export function splineThrough(points: readonly Extremum[]): Potential {
  requirePoints(points);
  const lengths = points.slice(1).map(({ at }, i) => at - points[i].at);
  const secants = lengths.map((length, i) => (points[i + 1].level - points[i].level) / length);
  const slopes = points.map((_, i) => steffenSlope(lengths, secants, i));
  const inner = secants.map((secant, i): Piece => {
    const { at, level } = points[i];
    const [length, from, to] = [lengths[i], slopes[i], slopes[i + 1]];
    const quadratic = (3 * secant - 2 * from - to) / length;
    return { center: at, u: [level, from, quadratic, (from + to - 2 * secant) / (length * length), 0] };
  });
  const extrema = points
    .map(({ at }, i) => ({ at, before: secants[i - 1] ?? -1, after: secants[i] ?? 1 }))
    .filter(({ before, after }) => before < 0 !== after < 0);
  return new Potential({
    breaks: points.map(({ at }) => at),
    pieces: [
      wall(points[0], slopes[0], secants[0], lengths[0]),
      ...inner,
      wall(
        points[points.length - 1],
        slopes[points.length - 1],
        secants[secants.length - 1],
        lengths[lengths.length - 1],
      ),
    ],
    minima: extrema.filter(({ before }) => before < 0).map(({ at }) => at),
    saddles: extrema.filter(({ before }) => before > 0).map(({ at }) => at),
  });
}

/**
 * Zero at an extremum and at an outermost minimum; else at most twice the smaller secant beside the point.
 */
function steffenSlope(lengths: readonly number[], secants: readonly number[], i: number): number {
  if (i === 0) return secants[0] < 0 ? secants[0] : 0;
  if (i === secants.length) return secants[i - 1] > 0 ? secants[i - 1] : 0;
  const [before, after] = [secants[i - 1], secants[i]];
  if (before * after <= 0) return 0;
  const parabola = (before * lengths[i] + after * lengths[i - 1]) / (lengths[i - 1] + lengths[i]);
  return 2 * Math.sign(before) * Math.min(Math.abs(before), Math.abs(after), Math.abs(parabola) / 2);
}

/**
 * The parabola outside an outermost point: curved as much as a well that is as far and as high as its
 * neighbour.
 */
function wall({ at, level }: Extremum, slope: number, secant: number, length: number): Piece {
  return { center: at, u: [level, slope, (3 * Math.abs(secant)) / length, 0, 0] };
}

function requirePoints(points: readonly Extremum[]): void {
  if (points.length < 3) {
    throw new UserError(
      `A potential through points got ${points.length} of them.`,
      'Give at least 3: a wall, a minimum, a wall.',
    );
  }
  points.forEach(({ at, level }, i) => {
    if (!(Number.isFinite(at) && Number.isFinite(level))) {
      throw new UserError(`The point at ${at} has the level ${level}; both must be finite.`, 'Leave it out.');
    }
    if (i === 0) return;
    const before = points[i - 1];
    if (!(at > before.at)) {
      throw new UserError(
        `The points are at ${before.at} and then at ${at}; they must increase.`,
        'Sort them by place and leave out doubles.',
      );
    }
    if (level === before.level) {
      throw new UserError(
        `The points at ${before.at} and ${at} are both at level ${level}, ` +
          'so that no place between them is a minimum or saddle of its own.',
        'Move one of them up or down by any amount.',
      );
    }
  });
}
