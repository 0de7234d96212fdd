import { type ExitCell, type ExitResult, exactClimb } from '#heavytail/claim/well/exits';
import { levyExitTime } from 'heavytail/sde';

/**
 * Results of a world where the mean exit time of each cell is known: as if every path had left after
 * a time drawn from the exponential law, but without the scatter of its mean.
 */
export function knownExits(cells: readonly ExitCell[], meanOf: (cell: ExitCell) => number): ExitResult[] {
  return cells.map((cell) => {
    const { well, height, width, saddleWidth, driver, alpha, noiseScale, paths } = cell;
    const mean = meanOf(cell);
    return {
      well,
      height,
      width,
      ...(saddleWidth !== undefined && { saddleWidth }),
      driver,
      alpha,
      noiseScale,
      paths,
      exits: paths,
      totalTime: paths * mean,
      totalSquare: 2 * paths * mean ** 2 - mean ** 2,
    };
  });
}

export const settingsOf = (profile: 'smoke' | 'quick' | 'paper') => ({ profile, seed: 1, dataset: 'none' });

/** For claims that need no data set. */
export function noDataset(): never {
  throw new Error('no data set is needed');
}

/** Mean times of jumps from the minimum of a double well to its saddle, and of both kinds of noise. */
export const doubleWell = {
  jump: ({ alpha, noiseScale, width }: ExitCell) => levyExitTime(alpha, noiseScale, Infinity, width),
  climb: exactClimb,
  truth: (cell: ExitCell) => (cell.driver === 'brownian' ? exactClimb(cell) : doubleWell.jump(cell)),
};

/** The same of a quadratic well, for Brownian noise to leading order. */
export const quadraticWell = {
  jump: ({ alpha, noiseScale, width }: ExitCell) => levyExitTime(alpha, noiseScale, width, width),
  climb: ({ height, noiseScale, width }: ExitCell) => width ** 2 * Math.exp((2 * height) / noiseScale ** 2),
  truth: (cell: ExitCell) =>
    cell.driver === 'brownian' ? quadraticWell.climb(cell) : quadraticWell.jump(cell),
};
