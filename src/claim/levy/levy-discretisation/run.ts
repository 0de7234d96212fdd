import { powOf } from '../../../kernel/index.js';
import { draw, stable, stream } from '../../../law/index.js';

/**
 * Coupled chains of dW = -W dt + eps sigma dB + eps dL in the plane: every chain takes its increments
 * from the same finest ones, summed over its step, so that differences of exit times are those of the
 * step size alone.
 */

export type ChainCell = { readonly alpha: number; readonly part: number; readonly paths: number };

/** How many paths had not left at each time, one row a chain. */
export type ChainResult = ChainCell & { readonly survivors: readonly (readonly number[])[] };

const dimension = 2;
const noiseScale = 0.3;
const gaussianScale = 1;
const finestStep = 1 / 256;
/** Finest steps in one step of each chain; the first chain stands for the equation. */
const strides = [1, 2, 8, 32, 64] as const;
/** Step sizes of the chains that are compared with the equation, from coarse to fine. */
export const stepSizes: readonly number[] = strides
  .slice(1)
  .map((stride) => stride * finestStep)
  .reverse();
/** By how much the equation's radius differs from 1. */
export const margins: readonly number[] = [0.05, 0.1, 0.2, 0.3];
/** Times at which survivors are counted: multiples of the coarsest step. */
export const times: readonly number[] = Array.from(
  { length: 120 },
  (_, k) => (k + 1) * strides.at(-1)! * finestStep,
);

/** Chains of a result, by row. */
export const rows = {
  equation: 0,
  chain: (stepSize: number) => strides.findIndex((stride) => stride * finestStep === stepSize),
  /** The chain whose jumps are scaled by the square root of the step, as Gaussian increments are. */
  wrong: strides.length,
  narrow: (margin: number) => strides.length + 1 + margins.indexOf(margin),
  wide: (margin: number) => strides.length + 1 + margins.length + margins.indexOf(margin),
};

const rowCount = strides.length + 1 + 2 * margins.length;

interface Chain {
  readonly stride: number;
  /** On the jumps' increments. */
  readonly jumpFactor: number;
  /** Radii that are watched, and the row of each. */
  readonly exits: readonly { readonly square: number; readonly row: number }[];
}

function chainsOf(alpha: number): Chain[] {
  const watch = (radius: number, row: number) => ({ square: radius * radius, row });
  const bounds = margins.flatMap((margin) => [
    watch(1 - margin, rows.narrow(margin)),
    watch(1 + margin, rows.wide(margin)),
  ]);
  const wrong = powOf(finestStep, 0.5 - 1 / alpha);
  return [
    ...strides.map((stride, row) => ({
      stride,
      jumpFactor: 1,
      exits: row === 0 ? [watch(1, 0), ...bounds] : [watch(1, row)],
    })),
    { stride: 1, jumpFactor: wrong, exits: [watch(1, rows.wrong)] },
  ];
}

/** Runs a cell; a path is keyed by the cell and its number. */
export function runChains(cell: ChainCell, seed: number): ChainResult {
  const { alpha, part, paths } = cell;
  const chains = chainsOf(alpha);
  const block = strides.at(-1)!;
  const jumpLaw = stable({ alpha, scale: noiseScale * powOf(finestStep, 1 / alpha) });
  const spread = noiseScale * gaussianScale * Math.sqrt(finestStep);
  const survivors = Array.from({ length: rowCount }, () => times.map(() => 0));
  for (let p = 0; p < paths; p++) {
    const source = stream(seed, 'levy-discretisation', alpha, part, p);
    const places = chains.map(() => new Float64Array(dimension));
    const alive = new Uint8Array(rowCount).fill(1);
    let left = rowCount;
    for (let t = 0; t < times.length && left > 0; t++) {
      const wander = source.normals(block * dimension);
      const jumps = draw(jumpLaw, block * dimension, source);
      chains.forEach((chain, c) => {
        if (chain.exits.every(({ row }) => alive[row] === 0)) return;
        left -= advance(chain, places[c], wander, jumps, spread, alive);
      });
      alive.forEach((lives, row) => (survivors[row][t] += lives));
    }
  }
  return { ...cell, survivors };
}

/** Moves a chain over a block of increments; returns in how many rows it left. */
function advance(
  { stride, jumpFactor, exits }: Chain,
  place: Float64Array,
  wander: Float64Array,
  jumps: Float64Array,
  spread: number,
  alive: Uint8Array,
): number {
  const shrink = 1 - stride * finestStep;
  let left = 0;
  for (let from = 0; from < jumps.length; from += stride * dimension) {
    let square = 0;
    for (let i = 0; i < dimension; i++) {
      let noise = 0;
      for (let k = from + i; k < from + stride * dimension; k += dimension) {
        noise += spread * wander[k] + jumpFactor * jumps[k];
      }
      place[i] = shrink * place[i] + noise;
      square += place[i] * place[i];
    }
    for (const { square: bound, row } of exits) {
      if (square > bound && alive[row] === 1) {
        alive[row] = 0;
        left++;
      }
    }
  }
  return left;
}
