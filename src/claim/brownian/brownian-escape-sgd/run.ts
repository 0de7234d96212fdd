import { stream } from '../../../law/index.js';
import type { CellContext } from '../../claim.js';
import { onGrid, quasiPotential, welschLocation, type WelschLocation } from '../../well/welschLocation.js';

/**
 * SGD with Gaussian noise in a well of a loss of real images (welschLocation.ts), until it crosses the
 * saddle.
 */

/** What the figure shows of the loss. */
export type LossShown = {
  readonly kind: 'loss';
  readonly mu: readonly number[];
  readonly loss: readonly number[];
  readonly minimum: number;
  readonly saddle: number;
  readonly quasiPotential: number;
};
/** One ratio of batch size to step size; kind loss: what the figure shows of the loss. */
export type EscapeCell =
  | { readonly kind: 'escape'; readonly dataset: string; readonly exponent: number; readonly paths: number }
  | { readonly kind: 'still' | 'loss'; readonly dataset: string };

/** Paths at one ratio. */
export type Escape = {
  readonly kind: 'escape';
  /** batch size/step size. */
  readonly ratio: number;
  /** Iterations until the path crossed the saddle, or until it was given up. */
  readonly iterations: readonly number[];
  readonly censored: readonly number[];
};
type Still = { readonly kind: 'still'; readonly left: boolean };
export type EscapeResult = Escape | Still | LossShown;

/** Of SGD. */
export const stepSize = 0.05;
/** Paths that take longer are given up. */
const mostIterations = 3_000_000;
/** A path without noise is watched for so long. */
export const stillIterations = 100_000;
/** Normal numbers drawn at a time. */
const block = 1024;
/** Points of the loss in the figure. */
const shown = 240;
/** The figure shows the loss this far beyond the minima. */
const beyond = 0.8;

const landscapes = new Map<string, WelschLocation>();

function landscapeOf(name: string, context: CellContext): WelschLocation {
  const dataset = context.dataset(name);
  const key = `${name} ${dataset.checksum}`;
  const known = landscapes.get(key) ?? welschLocation(dataset);
  landscapes.set(key, known);
  return known;
}

/** Runs a cell; every path is keyed by the ratio and its number. */
export function runEscapeCell(cell: EscapeCell, context: CellContext): EscapeResult {
  const location = landscapeOf(cell.dataset, context);
  switch (cell.kind) {
    case 'escape': {
      const ratio = cell.exponent / quasiPotential(location);
      return { kind: 'escape', ratio, ...escapes(location, ratio, cell.paths, context.seed) };
    }
    case 'still': {
      // Without noise: as if the batch were all there is.
      const { censored } = escapes(location, Infinity, 1, context.seed, stillIterations);
      return { kind: 'still', left: censored[0] === 0 };
    }
    case 'loss':
      return lossShown(location);
  }
}

function lossShown(location: WelschLocation): LossShown {
  const { grid, minimum, saddle, deeper } = location;
  const low = Math.min(minimum, deeper) - beyond;
  const high = Math.max(minimum, deeper) + beyond;
  const mu = Array.from({ length: shown + 1 }, (_, i) => low + ((high - low) * i) / shown);
  return {
    kind: 'loss',
    mu,
    loss: mu.map((place) => onGrid(grid, grid.loss, place)),
    minimum,
    saddle,
    quasiPotential: quasiPotential(location),
  };
}

/**
 * Iterations of mu - stepSize (f'(mu) + sqrt(C(mu)/b) z), b = ratio stepSize, from the minimum until
 * across the saddle.
 */
function escapes(
  { grid, minimum, saddle }: WelschLocation,
  ratio: number,
  count: number,
  seed: number,
  limit = mostIterations,
): { iterations: number[]; censored: number[] } {
  const upward = saddle > minimum;
  const batchSize = ratio * stepSize;
  const iterations: number[] = [];
  const censored: number[] = [];
  for (let p = 0; p < count; p++) {
    const source = stream(seed, 'brownian-escape-sgd', ratio === Infinity ? 0 : ratio, p);
    let normals = source.normals(block);
    let mu = minimum;
    let k = 0;
    while (k < limit && (upward ? mu < saddle : mu > saddle)) {
      if (k > 0 && k % normals.length === 0) normals = source.normals(block);
      const noise = Math.sqrt(onGrid(grid, grid.variance, mu) / batchSize) * normals[k % normals.length];
      mu -= stepSize * (onGrid(grid, grid.slope, mu) + noise);
      k += 1;
    }
    iterations.push(k);
    censored.push(Number(upward ? mu < saddle : mu > saddle));
  }
  return { iterations, censored };
}
