import { expOf, square } from '../../../kernel/index.js';
import type { Dataset } from '../../../net/index.js';
import { welschLocation } from '../../well/welschLocation.js';
import type { LineLoss, Well } from './wells.js';

/** Beyond so many scales an example of Welsch's loss has no slope; up to there it is tabulated. */
const reach = 8;
const tablePoints = 4000;

/** The loss of the place of two classes of images (welschLocation.ts), with its two wells. */
export function welschLine(
  dataset: Dataset,
  classes: readonly [number, number],
  scale: number,
): { line: LineLoss; wells: Well[] } {
  const { grid, places, minimum, saddle, deeper } = welschLocation(dataset, classes, scale);
  const slope = welschSlope(scale);
  return {
    line: {
      grid,
      examples: places.length,
      exampleSlope: (example, place) => slope(place - places[example]),
    },
    wells: [minimum, deeper].map((bottom) => ({ minimum: bottom, saddle })),
  };
}

/** Slope of one example's loss at a distance from it: u/s^2 exp(-u^2/(2 s^2)), from a table. */
function welschSlope(scale: number): (distance: number) => number {
  const values = Float64Array.from({ length: tablePoints + 2 }, (_, i) => {
    const u = (i * reach * scale) / tablePoints;
    return (u / (scale * scale)) * expOf(-square(u / scale) / 2);
  });
  const perUnit = tablePoints / (reach * scale);
  return (distance) => {
    const place = Math.abs(distance) * perUnit;
    if (place >= tablePoints) return 0;
    const i = Math.floor(place);
    const value = values[i] + (place - i) * (values[i + 1] - values[i]);
    return distance < 0 ? -value : value;
  };
}
