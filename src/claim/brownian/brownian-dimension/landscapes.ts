import {
  asymmetricDoubleWell,
  doubleWell,
  needle,
  productLandscape,
  type Domain,
  type NeedleLandscape,
  type Potential,
  type SpaceExitSettings,
} from '../../../sde/index.js';

/**
 * Times until Langevin dynamics of temperature 1 (dX = -grad U dt + sqrt(2) dB) finds its goal, over
 * dimensions: what the claims on the dimension share.
 *
 * needle: a flat floor of radius 1 inside a straight wall, and in its middle the needle with the only
 * global minimum. Paths start up the wall, at distance 4 from the middle in any dimension. The floor is
 * reached when the path is first on it, where the gradient vanishes: every point of the floor is a local
 * minimum. The minimum is reached at half the needle's radius. To escape is to go from the edge of the
 * floor, one minimum, to the needle, another.
 *
 * product: a double well in every coordinate, started in the shallow one; the minimum is reached when all
 * coordinates are in the deep one, the basin of the global minimum. To escape is to leave the basin of the
 * start in symmetric wells of the given barrier: some coordinate crosses its saddle.
 */

/** See above. */
export type Landscape = 'needle' | 'product';
/** What is waited for: a local minimum, on the floor; the global one; or another one than at the start. */
export type Goal = 'floor' | 'minimum' | 'escape';

/** One landscape in one dimension, and what is waited for. */
export type DimensionWorld = {
  readonly landscape: Landscape;
  readonly goal: Goal;
  readonly dimension: number;
  /** Of the wells that are left, in units of the temperature; only where a product is to be left. */
  readonly barrier?: number;
};

/** Temperature 1. */
export const noiseScale = Math.SQRT2;
const startRadius = 4;
export const floorRadius = 1;
const needleRadius = 0.6;
export const reachedRadius = needleRadius / 2;
/** Times the steepest curvatures, 200 at the wall and 352 beyond the deep wells: 0.2 and 0.35. */
export const timeSteps = { needle: 0.001, product: 0.001 } as const;
/** Barriers seen from either side, in units of the temperature. */
export const wells = asymmetricDoubleWell({ width: 1, height: 2 }, { width: 1, height: 8 });

/** The landscape with the needle. */
export function needleLandscape(dimension: number): NeedleLandscape {
  return needle({ dimension, needleRadius, floorRadius, depth: 8, wallCurvature: 200, wallWidth: 0.2 });
}

/** One of the wells of a product that is to be left. */
export function barrierWell(height: number): Potential {
  return doubleWell({ width: 1, height });
}

/** Distance from the needle at which a path begins. */
export function startOf(goal: Goal): number {
  return goal === 'escape' ? floorRadius : startRadius;
}

/** Where a path begins and what it has to leave to arrive. */
export function settingsOf({
  landscape,
  goal,
  dimension,
  barrier,
}: DimensionWorld): Pick<SpaceExitSettings, 'landscape' | 'start' | 'domain'> {
  if (barrier !== undefined) {
    const well = barrierWell(barrier);
    const domain: Domain = { kind: 'where', inside: (x) => x.every((coordinate) => coordinate <= 0) };
    const start = new Float64Array(dimension).fill(well.minima[0]);
    return { landscape: productLandscape(well, dimension), start, domain };
  }
  if (landscape === 'product') {
    const domain: Domain = { kind: 'where', inside: (x) => x.some((coordinate) => coordinate <= 0) };
    const start = new Float64Array(dimension).fill(wells.minima[0]);
    return { landscape: productLandscape(wells, dimension), start, domain };
  }
  return {
    landscape: needleLandscape(dimension),
    start: new Float64Array(dimension).fill(startOf(goal) / Math.sqrt(dimension)),
    domain: {
      kind: 'outside',
      center: new Float64Array(dimension),
      radius: goal === 'floor' ? floorRadius : reachedRadius,
    },
  };
}
