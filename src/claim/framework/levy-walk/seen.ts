import { sharedLevel, studentInterval, type Interval } from '../../../statistics/index.js';
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

/** A free path under heavy tails, on which the verdict rests. */
export function isFlight({ world: { alpha, pull, surrogate } }: Pick<Seen, 'world'>): boolean {
  return alpha < 2 && pull === 0 && !surrogate;
}

/** A world that has to diffuse. */
export function isContrast({ world: { alpha, pull, surrogate } }: Pick<Seen, 'world'>): boolean {
  return (alpha === 2 && pull === 0) || surrogate === true;
}

/**
 * An exponent and an index for each flight hold together at 99 %, the exponents of the controls at 99.9
 * %.
 */
const flightLevel = sharedLevel(2 * worlds.filter((world) => isFlight({ world })).length, 0.99);
const contrastLevel = sharedLevel(worlds.filter((world) => isContrast({ world })).length, 0.999);

/** What the paths of every world say together, in the order of the worlds. */
export function seenIn(results: readonly WalkResult[]): Seen[] {
  return worlds.map((world) => {
    const own = results.filter((result) => result.world === world.name);
    const level = isContrast({ world }) ? contrastLevel : flightLevel;
    const of = (value: (result: WalkResult) => number) => studentInterval(own.map(value), level);
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
