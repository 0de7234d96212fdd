import type { ExitCell, ExitResult } from '#heavytail/claim/well/exits';

/**
 * Results of a world where the mean exit time of each cell is known: as if every path had left after
 * a time drawn from the exponential law, but without the scatter of its mean.
 */
export function knownExits(cells: readonly ExitCell[], meanOf: (cell: ExitCell) => number): ExitResult[] {
  return cells.map((cell) => {
    const { well, height, width, driver, alpha, noiseScale, paths } = cell;
    const mean = meanOf(cell);
    return {
      well,
      height,
      width,
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
