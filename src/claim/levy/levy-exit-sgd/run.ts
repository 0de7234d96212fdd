import { logOf } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import type { CellContext } from '../../claim.js';
import type { MeasuredEscape } from './forms.js';
import { tabulatedLine, type NetworkPair } from './lineLoss.js';
import { factsOf, wellsBetweenEnds, type LineLoss, type Well } from './wells.js';
import { welschLine } from './welschLine.js';
import { gradientOf, heavyShare, settingsIn, type NoiseWorld } from './worlds.js';

/** SGD on losses of one parameter, from each of two minima until it is beyond the saddle (worlds.ts). */

/** A line through two networks, or one of Welsch's losses. */
export type ExitSgdCell =
  | (Watched & { readonly kind: 'line'; readonly pair: NetworkPair })
  | (Watched & {
      readonly kind: 'welsch';
      readonly classes: readonly [number, number];
      readonly scale: number;
    });

/** How long SGD is watched with each setting. */
type Watched = {
  readonly dataset: string;
  /** After so many exits it is enough. */
  readonly exits: number;
  /** Of all paths together. */
  readonly iterations: number;
};

/** An escape in one of the worlds. */
export type WorldEscape = MeasuredEscape & { readonly world: NoiseWorld };

export type ExitSgdResult = { readonly escapes: readonly WorldEscape[] };

/** Exits without which a setting has no mean. */
export const fewestExits = 10;

/** Escapes from both wells, for every batch size and step size. */
export function runExitSgdCell(cell: ExitSgdCell, context: CellContext): ExitSgdResult {
  const escapes = walksOf(cell, context).flatMap((walk) =>
    walk.wells.flatMap((well, side) => escapesFrom(walk, well, side, cell, context.seed)),
  );
  return { escapes };
}

/** Escapes from one well; a series ends with the first setting with which too few paths leave. */
function escapesFrom(walk: Walk, well: Well, side: number, watched: Watched, seed: number): WorldEscape[] {
  const { world, group, key, line } = walk;
  const measured = factsOf(line.grid, well);
  const facts = world === 'heavy' ? { ...measured, noise: heavyShare * measured.noise } : measured;
  const escapes: WorldEscape[] = [];
  for (const series of settingsIn(world, facts)) {
    for (const { batchSize, stepSize } of series) {
      const random = stream(seed, 'levy-exit-sgd', world, ...key, side, batchSize, stepSize);
      const gradient = gradientOf(world, line, facts, batchSize, random);
      const mean = meanIterations(line, well, stepSize, watched, gradient);
      if (mean === undefined) break;
      const logIterations = logOf(mean);
      escapes.push({ world, group, well: `${group}, ${side}`, ...facts, batchSize, stepSize, logIterations });
    }
  }
  return escapes;
}

/** Where a cell lets SGD walk, and in which worlds. */
interface Walk {
  readonly world: NoiseWorld;
  /** Escapes of one group share their data. */
  readonly group: string;
  readonly key: readonly (string | number)[];
  readonly line: LineLoss;
  readonly wells: readonly Well[];
}

function walksOf(cell: ExitSgdCell, context: CellContext): Walk[] {
  if (cell.kind === 'welsch') {
    const { classes, scale } = cell;
    const place = welschLine(context.dataset(cell.dataset), classes, scale);
    return [{ world: 'welsch', group: classes.join(' and '), key: [...classes, scale], ...place }];
  }
  const { width, target, replicate } = cell.pair;
  const line = tabulatedLine(cell.pair, context);
  const wells = wellsBetweenEnds(line.grid);
  const group = `width ${width}, loss ${target}, pair ${replicate}`;
  return (['sgd', 'gaussian', 'heavy'] as const).map((world) => ({
    world,
    group,
    key: [width, target, replicate],
    line,
    wells,
  }));
}

/**
 * Mean iterations from the minimum until beyond the saddle, by the likelihood of exponential times: all
 * iterations over exits. The ends of the grid are walls. Nothing where too few paths leave.
 */
function meanIterations(
  { grid }: LineLoss,
  { minimum, saddle }: Well,
  stepSize: number,
  watched: Watched,
  gradient: (place: number) => number,
): number | undefined {
  const [low, high] = [grid.from, grid.from + grid.step * (grid.slope.length - 1)];
  const upward = saddle > minimum;
  let exits = 0;
  let iterations = 0;
  let place = minimum;
  while (exits < watched.exits && iterations < watched.iterations) {
    place = Math.max(low, Math.min(high, place - stepSize * gradient(place)));
    iterations++;
    if (upward ? place >= saddle : place <= saddle) {
      exits++;
      place = minimum;
    }
  }
  return exits < fewestExits ? undefined : iterations / exits;
}
