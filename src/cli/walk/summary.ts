import { square } from '../../kernel/index.js';
import type { Potential } from '../../sde/index.js';

/** What one path did. */
export interface WalkSummary {
  readonly path: number;
  readonly end: number;
  /** Lowest and highest place. */
  readonly range: readonly [lowest: number, highest: number];
  /** Largest increment of a step, in size. */
  readonly largestStep: number;
  /**
   * Share of the sum of squared increments that the largest thousandth of the steps carries (at least one
   * step); 0 where nothing moved.
   */
  readonly largestShare: number;
  /** Share of the time that the path spent in each basin, from the left; empty without wells. */
  readonly occupancy: readonly number[];
  /** How often it went from one basin to another, a return after a step across the saddle included. */
  readonly crossings: number;
}

const thousandth = 0.001;

/** Looks at the places of a path, one a step and the start. */
export function summarise(places: Float64Array, potential: Potential, path: number): WalkSummary {
  const steps = places.length - 1;
  const squares = new Float64Array(steps);
  let [lowest, highest] = [places[0], places[0]];
  for (let k = 0; k < steps; k++) {
    squares[k] = square(places[k + 1] - places[k]);
    lowest = Math.min(lowest, places[k + 1]);
    highest = Math.max(highest, places[k + 1]);
  }
  squares.sort();
  const total = squares.reduce((sum, square) => sum + square, 0);
  const largest = squares.subarray(steps - Math.max(1, Math.floor(thousandth * steps)));
  const { occupancy, crossings } = basins(places, potential);
  return {
    path,
    end: places[steps],
    range: [lowest, highest],
    largestStep: Math.sqrt(squares[steps - 1]),
    largestShare: total > 0 ? largest.reduce((sum, square) => sum + square, 0) / total : 0,
    occupancy,
    crossings,
  };
}

function basins(
  places: Float64Array,
  { minima, saddles }: Potential,
): { occupancy: number[]; crossings: number } {
  const counts = minima.map(() => 0);
  if (counts.length === 0) return { occupancy: [], crossings: 0 };
  let crossings = 0;
  let before = -1;
  for (const place of places) {
    let well = 0;
    while (well < saddles.length && place > saddles[well]) well++;
    counts[well] += 1;
    crossings += Number(before >= 0 && well !== before);
    before = well;
  }
  return { occupancy: counts.map((count) => count / places.length), crossings };
}
