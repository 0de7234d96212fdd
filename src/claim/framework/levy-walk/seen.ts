import { studentInterval, type Interval } from '../../../statistics/index.js';
import { upTo } from '../../crossed.js';
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

/**
 * Exponent with which displacement grows without a potential: 1/alpha, and that of diffusion for a
 * surrogate.
 */
export function theoryOf({ alpha, surrogate }: World): number {
  return surrogate ? 1 / 2 : 1 / alpha;
}

/** What the paths of every world say together, in the order of the worlds. */
export function seenIn(results: readonly WalkResult[]): Seen[] {
  return worlds.map((world) => {
    const own = results.filter((result) => result.world === world.name);
    const of = (value: (result: WalkResult) => number) => studentInterval(own.map(value));
    return {
      world,
      exponent: of(({ exponent }) => exponent),
      inverse: of(({ inverse }) => inverse),
      variation: of(({ variation }) => variation),
      bipower: of(({ bipower }) => bipower),
      points: upTo(doublings + 1).map((k) => of(({ logMedians }) => logMedians[k])),
    };
  });
}
