import { passageTime, radialPassageTime } from '../../../sde/index.js';
import { weightedMean, type Interval } from '../../../statistics/index.js';
import {
  barrierWell,
  floorRadius,
  needleLandscape,
  noiseScale,
  reachedRadius,
  startOf,
  timeSteps,
  wells,
  type DimensionWorld,
} from './landscapes.js';
import type { Search } from './search.js';

/** What theory says of the times of searches. */

/** Mean times over those of theory, all dimensions together. */
export function overTheory({ points }: Pick<Search, 'points'>): Interval {
  const exact = points.map(({ world }) => needleTime(world));
  return weightedMean(
    points.map(({ mean }, i) => mean / exact[i]),
    points.map(({ standardError }, i) => standardError / exact[i]),
  );
}

/**
 * -zeta(1/2)/sqrt(2 pi): watching at grid points moves a goal by so many standard deviations of a step
 * (Siegmund 1979).
 */
const gridShift = 0.5826;

/**
 * What theory says for the needle: the exact integral over the distance, with the goal's radius moved inwards
 * as watching at grid points moves it.
 */
export function needleTime({ goal, dimension }: DimensionWorld): number {
  const radius = goal === 'floor' ? floorRadius : reachedRadius;
  return radialPassageTime(
    needleLandscape(dimension),
    noiseScale,
    startOf(goal),
    radius - gridShift * noiseScale * Math.sqrt(timeSteps.needle),
  );
}

/** A saddle at 0, where watching at grid points sees it. */
const seenSaddle = gridShift * noiseScale * Math.sqrt(timeSteps.product);

/** What theory says of the first crossing in one double well: the exact integral. */
export function barrierTime(barrier: number): number {
  const well = barrierWell(barrier);
  return passageTime(well, noiseScale, well.minima[0], seenSaddle);
}

/**
 * About how long a path of the world takes: exactly for the needle, and as if crossings of a coordinate had
 * no memory for products, of which the first or the last is waited for.
 */
export function expectedTime(world: DimensionWorld): number {
  const { landscape, goal, dimension, barrier } = world;
  if (barrier !== undefined) return barrierTime(barrier) / dimension;
  if (landscape === 'needle') return needleTime(world);
  const crossing = passageTime(wells, noiseScale, wells.minima[0], seenSaddle);
  let harmonic = 0;
  for (let k = 1; k <= dimension; k++) harmonic += 1 / k;
  return goal === 'minimum' ? crossing * harmonic : crossing / dimension;
}
