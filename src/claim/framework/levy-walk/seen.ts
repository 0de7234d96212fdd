import { normalInterval, type Interval } from '../../../statistics/index.js';
import { type WalkResult, worlds, doublings, type World } from './run.js';

/** What the paths of one world say together. */
export interface Seen {
  readonly world: World;
  readonly exponent: Interval;
  readonly inverse: Interval;
  readonly variation: Interval;
  readonly bipower: Interval;
  readonly points: readonly Interval[];
}

/** What the paths of every world say together, in the order of the worlds. */
export function seenIn(results: readonly WalkResult[]): Seen[] {
  return worlds.map((world) => {
    const own = results.filter((result) => result.world === world.name);
    const of = (value: (result: WalkResult) => number) => meanOf(own.map(value));
    return {
      world,
      exponent: of(({ exponent }) => exponent),
      inverse: of(({ inverse }) => inverse),
      variation: of(({ variation }) => variation),
      bipower: of(({ bipower }) => bipower),
      points: Array.from({ length: doublings + 1 }, (_, k) => of(({ logMedians }) => logMedians[k])),
    };
  });
}

function meanOf(values: readonly number[]): Interval {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return normalInterval(mean, Math.sqrt(square / (n * (n - 1))));
}
