import { stream, draw, stable, type Stream } from '../../../law/index.js';
import { sgd, type GradientSource } from '../../../net/index.js';
import { jumpTest, withScaleOf } from '../../../statistics/index.js';
import { Projector } from '../../../tail/index.js';
import { noisySteps } from '../../../training/index.js';
import type { CellContext, CellCost, ExampleShape } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { networkCost } from '../../network/cost.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';

/**
 * The steps of SGD on random directions, and those of a twin from the same start whose noise is Gaussian with
 * the covariance of the minibatches: how much of the squared length of each path do jumps carry?
 */

/** SGD and its twin from one start. */
export type SgdJumpCell = {
  readonly dataset: string;
  readonly examples: number;
  readonly batchSize: number;
  readonly iterations: number;
  readonly replicate: number;
};

/** Shares of the squared length of a path that jumps carry; means over the directions. */
export type SgdJumpResult = {
  readonly batchSize: number;
  readonly replicate: number;
  readonly sgd: number;
  readonly gaussian: number;
  /** Made-up steps with the scale of SGD's block by block: alpha-stable ones, and Gaussian ones. */
  readonly madeStable: number;
  readonly madeGaussian: number;
  /** Steps on the first direction, for the figure; of the first replicate. */
  readonly shown: { readonly sgd: readonly number[]; readonly gaussian: readonly number[] };
};

export const width = 8;
export const depth = 3;
/** Paths are looked at on so many random directions. */
export const directions = 16;
/** Index of the made-up steps that must be found to jump. */
export const madeIndex = 1.5;
/** The mean of so many surrogates has a tenth of the scatter of a path, in squares. */
const surrogates = 10;
/** Passes of so small a network, example by example, run at half the usual rate. */
const slowness = 2;

/** What a cell takes: minibatches, a pass over all examples at each step of the twin, and projections. */
export function sgdJumpCost(cell: SgdJumpCell, shape: ExampleShape): CellCost {
  const { examples, batchSize, iterations } = cell;
  const { seconds, bytes } = networkCost(
    {
      width,
      depth,
      examples,
      passed: iterations * (batchSize + examples),
      mixed: 2 * iterations * directions,
      vectors: 12 + directions,
    },
    shape,
  );
  return { seconds: slowness * seconds, bytes };
}

/** Runs SGD and its twin from one start; numbers are keyed by the cell. */
export function runSgdJumps(cell: SgdJumpCell, context: CellContext): SgdJumpResult {
  const { batchSize, replicate } = cell;
  const { train: source, weights: start } = initialNetwork(
    { ...cell, width, depth, loss: 'cross-entropy' },
    context,
  );
  const random = (...key: (string | number)[]) =>
    stream(context.seed, 'sgd-jumps', batchSize, replicate, ...key);
  const stepsOf = (kind: 'minibatch' | 'gaussian') =>
    projectedSteps(cell, source, start, kind, (purpose) =>
      purpose === 'directions'
        ? stream(context.seed, 'sgd-jumps', 'directions', replicate)
        : random(kind, purpose),
    );
  const [minibatches, twin] = [stepsOf('minibatch'), stepsOf('gaussian')];
  const jumps = (name: string, all: readonly Float64Array[]) =>
    jumpShare(all, (j) => random('surrogates', name, j));
  const made = (alpha: number) =>
    minibatches.map((steps, j) => {
      const values = draw(stable({ alpha }), steps.length, random('made', alpha, j));
      return withScaleOf(steps, values);
    });
  const shown = (series: readonly Float64Array[]) => (replicate === 0 ? Array.from(series[0]) : []);
  return {
    batchSize,
    replicate,
    sgd: jumps('sgd', minibatches),
    gaussian: jumps('gaussian', twin),
    madeStable: jumps('made stable', made(madeIndex)),
    madeGaussian: jumps('made gaussian', made(2)),
    shown: { sgd: shown(minibatches), gaussian: shown(twin) },
  };
}

/** Trains, and returns the steps on each direction. */
function projectedSteps(
  { batchSize, iterations }: SgdJumpCell,
  source: GradientSource,
  start: Float32Array,
  kind: 'minibatch' | 'gaussian',
  random: (purpose: string) => Stream,
): Float64Array[] {
  const run = sgd(source, start, {
    ...noisySteps(
      source,
      { noise: { kind }, stepSize: publishedStepSize, batchSize, order: 'with-replacement' },
      random,
    ),
    iterations,
  });
  const projector = new Projector({
    directions,
    parameters: source.parameterCount,
    stream: random('directions'),
  });
  const steps = upTo(directions).map(() => new Float64Array(iterations));
  let before = start;
  for (const { iteration, weights } of run) {
    if (iteration === 0) continue;
    const now = weights.slice();
    const step = now.map((value, i) => value - before[i]);
    projector.projectRows([step]).forEach((value, j) => (steps[j][iteration - 1] = value));
    before = now;
  }
  return steps;
}

/**
 * Mean over series of steps of the share of their squared length that jumps carry (Barndorff-Nielsen and
 * Shephard 2004): the bipower ratio of Gaussian steps of the same scale, block by block, less their own.
 */
export function jumpShare(series: readonly Float64Array[], streamOf: (direction: number) => Stream): number {
  const shares = series.map((steps, j) => {
    // A path that never moves, that of a network that is dead from the start, does not jump.
    if (steps.every((step) => step === 0)) return 0;
    const { surrogateRatio, bipowerRatio } = jumpTest(steps, surrogates, streamOf(j));
    return surrogateRatio - bipowerRatio;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
