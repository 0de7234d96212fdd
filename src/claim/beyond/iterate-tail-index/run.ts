import { stream } from '../../../law/index.js';
import {
  criticalStepSize,
  iterateTailIndex,
  largestStationaryStep,
  lyapunovExponent,
  momentGrowth,
  type StreamingRegression,
} from '../../../sde/index.js';
import { estimateHill, estimateMoment, type TailEstimate } from '../../../tail/index.js';
import { drawIterates } from './chains.js';

/**
 * Linear regression by SGD on a stream of fresh Gaussian examples, a ~ N(0, I), y ~ N(0, 1): many
 * independent chains, each run until it has forgotten its start, and the tail index of one coordinate over
 * the chains. What both claims on the iterates share.
 */

/** Chains of one setting; feature scale 1. */
export type ChainCell = {
  readonly kind: 'chains';
  readonly dimension: number;
  readonly batchSize: number;
  readonly stepSize: number;
  /** Of the examples, see chains.ts. */
  readonly design: 'stream' | 'fixed';
  readonly chains: number;
  /** Steps over those after which a start is forgotten. */
  readonly lengthening: 1 | 2;
};

/** Estimates of the tail index of |x_1|, with 95 % intervals; null where there is none. */
export type ChainResult = ChainCell & {
  /** Steps that each chain made before its first draw. */
  readonly steps: number;
  /** The tail index by theory; null with a fixed design, where there is no power tail. */
  readonly theory: number | null;
  readonly hill: TailEstimateJson | null;
  readonly moment: TailEstimateJson | null;
};

export type TailEstimateJson = {
  readonly tailIndex: number;
  readonly low: number;
  readonly high: number;
};

/** What theory says along the window of heavy tails of one dimension and batch size, for the figure. */
export type CurveCell = { readonly kind: 'curve'; readonly dimension: number; readonly batchSize: number };

export type CurveResult = CurveCell & {
  readonly stepSizes: readonly number[];
  readonly tailIndices: readonly number[];
};

/** What theory says of the published grid (d = 100) at one batch size. */
export type GridCell = { readonly kind: 'grid'; readonly batchSize: number };

export type GridResult = GridCell & {
  readonly rows: readonly {
    readonly stepSize: number;
    readonly lyapunov: number;
    readonly tailIndex: number | 'no stationary law' | 'above 10';
  }[];
};

export type IterateCell = ChainCell | CurveCell | GridCell;
export type IterateResult = ChainResult | CurveResult | GridResult;

/** Step sizes of a curve, and where it ends between the step of finite variance (0) and of divergence (1). */
const curvePoints = 7;
const curveFrom = -0.35;
const curveTo = 0.93;
/** Dimension and step sizes of the published figure (arXiv 2006.04740, synthetic experiment). */
const published = { dimension: 100, stepSizes: Array.from({ length: 10 }, (_, i) => (i + 1) / 50) };

/** Runs a cell. */
export function runIterateCell(cell: IterateCell, seed: number): IterateResult {
  switch (cell.kind) {
    case 'chains':
      return runChains(cell, seed);
    case 'curve':
      return { ...cell, ...curveOf(cell) };
    case 'grid':
      return { ...cell, rows: published.stepSizes.map((stepSize) => gridRow(cell.batchSize, stepSize)) };
  }
}

function curveOf({ dimension, batchSize }: CurveCell): Pick<CurveResult, 'stepSizes' | 'tailIndices'> {
  const window = { dimension, batchSize, featureScale: 1 };
  const [from, to] = [criticalStepSize(window), largestStationaryStep(window)];
  const stepSizes = Array.from({ length: curvePoints }, (_, i) => {
    const place = curveFrom + ((curveTo - curveFrom) * i) / (curvePoints - 1);
    return from + place * (to - from);
  });
  return {
    stepSizes,
    tailIndices: stepSizes.map((stepSize) => iterateTailIndex({ ...window, stepSize })),
  };
}

function gridRow(batchSize: number, stepSize: number): GridResult['rows'][number] {
  const problem = problemOf({ dimension: published.dimension, batchSize, stepSize });
  const lyapunov = lyapunovExponent(problem);
  if (lyapunov >= 0) return { stepSize, lyapunov, tailIndex: 'no stationary law' };
  if (momentGrowth(problem, 10) < 1) return { stepSize, lyapunov, tailIndex: 'above 10' };
  return { stepSize, lyapunov, tailIndex: iterateTailIndex(problem) };
}

/** e^-this is what is left of a start, on average over log sizes, before the first draw and between draws. */
const forgotten = { start: 14, draw: 5 } as const;
/** Heavy tails need time to grow: a few steps never are enough. */
const fewestSteps = { start: 60, draw: 20 } as const;
/** Draws of each chain. */
export const drawsPerChain = 8;

/** The regression of a cell. */
export function problemOf({
  dimension,
  batchSize,
  stepSize,
}: Pick<ChainCell, 'dimension' | 'batchSize' | 'stepSize'>): StreamingRegression {
  return { dimension, batchSize, stepSize, featureScale: 1 };
}

/** Steps that each chain of a cell makes before its first draw, and between draws. */
export function chainSteps(cell: ChainCell): { readonly start: number; readonly draw: number } {
  const rate = -lyapunovExponent(problemOf(cell));
  const steps = (of: 'start' | 'draw') => Math.max(fewestSteps[of], Math.ceil(forgotten[of] / rate));
  return { start: cell.lengthening * steps('start'), draw: cell.lengthening * steps('draw') };
}

/** Numbers are keyed by the cell. */
function runChains(cell: ChainCell, seed: number): ChainResult {
  const { dimension, batchSize, stepSize, design, chains, lengthening } = cell;
  const source = stream(seed, 'iterates', design, dimension, batchSize, stepSize, lengthening);
  const steps = chainSteps(cell);
  const found = drawIterates(cell, { chains, drawsPerChain, steps }, source);
  const theory = design === 'fixed' ? null : iterateTailIndex(problemOf(cell));
  return {
    ...cell,
    steps: steps.start,
    theory,
    hill: estimateOf(estimateHill(found)),
    moment: estimateOf(estimateMoment(found)),
  };
}

function estimateOf(estimate: TailEstimate): TailEstimateJson | null {
  return estimate.status === 'ok' && Number.isFinite(estimate.high)
    ? { tailIndex: estimate.tailIndex, low: estimate.low, high: estimate.high }
    : null;
}
