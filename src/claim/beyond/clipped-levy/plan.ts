import type { Settings } from '../../claim.js';
import { designFor } from '../../designs.js';
import { clippedCells, type ClippedCell, type ClippedWorld } from './run.js';

/** Which wells paths leave in each profile. */

export const threshold = 1;
/** Wells over which exit times are compared, each with its paths; the others are those of a world like it. */
export type Sweep = {
  readonly over: 'noise' | 'height';
  readonly width: number;
  readonly clipped: boolean;
  readonly worlds: readonly (readonly [at: number, paths: number])[];
  readonly parts: number;
};

/** Noise scale of the wells of several heights; it is in no other sweep, so no cell is planned twice. */
export const heightNoise = 0.07;
/** Half-width of the well whose threshold is varied, for the picture, and the noise scale there. */
const stairWidth = 1.4;
export const stairNoise = 0.1;

const free = (paths: number): readonly Sweep[] => {
  const noise = { over: 'noise', clipped: false, parts: 1 } as const;
  const scales = [0.02, 0.03, 0.045];
  return [
    { ...noise, width: 0.8, worlds: scales.map((scale) => [scale, paths]) },
    { ...noise, width: 1.4, worlds: scales.map((scale) => [scale, paths]) },
    { over: 'height', clipped: false, width: 1.4, parts: 1, worlds: [0.5, 1, 2].map((at) => [at, paths]) },
  ];
};
const coarseStairs = [0.8, 1, 1.2, 1.38, 1.42, 1.7, 2];
const fineStairs = [0.6, 0.66, 0.72, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.38, 1.42, 1.5, 1.7, 2];

/**
 * In smoke the standard errors are at most 0.045 (noise) and 0.045 (height), and the exponents at this noise
 * lie up to 0.07 beside those of small noise: fewer than 1 run in 1000 is undecided.
 */
export const designs = {
  smoke: {
    sweeps: [
      sweep('noise', 0.8, [0.02, 0.03, 0.045], [1500, 1000, 1500]),
      sweep('noise', 1.4, [0.04, 0.06, 0.09], [1000, 1200, 3000]),
      sweep('height', 0.8, [0.5, 1, 2], [1000, 500, 1000]),
      sweep('height', 1.4, [0.5, 1, 2], [2000, 800, 600]),
      ...free(1500),
    ],
    stairs: { thresholds: coarseStairs, paths: 60 },
  },
  quick: {
    sweeps: [
      sweep('noise', 0.8, [0.015, 0.02, 0.03, 0.045], [3000, 2000, 2000, 3000]),
      sweep('noise', 1.4, [0.03, 0.045, 0.065, 0.09], [1000, 1000, 2000, 4000]),
      sweep('height', 0.8, [0.5, 1, 2], [3000, 2000, 3000]),
      sweep('height', 1.4, [0.5, 1, 2], [4000, 2000, 1200]),
      ...free(3000),
    ],
    stairs: { thresholds: fineStairs, paths: 100 },
  },
  paper: {
    sweeps: [
      sweep('noise', 0.8, [0.01, 0.015, 0.02, 0.03, 0.045], [20_000, 20_000, 20_000, 20_000, 20_000], 2),
      sweep('noise', 1.4, [0.015, 0.02, 0.03, 0.045, 0.065], [4000, 4000, 4000, 4000, 8000], 20),
      sweep('noise', 2.2, [0.03, 0.045, 0.065, 0.09], [160, 320, 640, 1000], 40),
      sweep('height', 0.8, [0.5, 1, 2, 4], [10_000, 10_000, 10_000, 10_000], 2),
      sweep('height', 1.4, [0.5, 1, 2, 4], [10_000, 10_000, 6000, 4000], 20),
      ...free(20_000),
    ],
    stairs: { thresholds: fineStairs, paths: 1000 },
  },
} as const;

function sweep(
  over: Sweep['over'],
  width: number,
  at: readonly number[],
  paths: readonly number[],
  parts = 1,
): Sweep {
  return { over, width, clipped: true, worlds: at.map((value, i) => [value, paths[i]]), parts };
}

/** The world of a sweep at a noise scale or a curvature. */
export function worldAt({ over, width, clipped }: Sweep, at: number): ClippedWorld {
  const noise =
    over === 'noise' ? { noiseScale: at, curvature: 1 } : { noiseScale: heightNoise, curvature: at };
  return { width, threshold: clipped ? threshold : null, ...noise };
}

/** Worlds of the picture of the staircase; their noise scale is in no sweep, so no cell is planned twice. */
const stairAt = (cut: number): ClippedWorld => ({
  width: stairWidth,
  threshold: cut,
  noiseScale: stairNoise,
  curvature: 1,
});

/** The cells of a profile. */
export function plan({ profile }: Settings): ClippedCell[] {
  const { sweeps, stairs } = designFor(designs, profile);
  return [
    ...sweeps.flatMap((one: Sweep) =>
      one.worlds.flatMap(([at, paths]) => clippedCells(worldAt(one, at), paths, one.parts)),
    ),
    ...stairs.thresholds.flatMap((cut) => clippedCells(stairAt(cut), stairs.paths, 1)),
  ];
}
