import { expOf, logOf } from '../../../kernel/index.js';
import { leastSquaresPlane, rankCorrelation } from '../../../statistics/index.js';
import { targetLoss, type Curvature, type EqualLossRun } from '../../network/equalLoss.js';

/**
 * Small and large steps. A step is small where it is short beside the sharpest direction of the minimum:
 * gradient descent turns back and forth there from η·λ₁ = 1 on, and leaves from 2 on.
 */

/** Largest η·λ₁ of a small step. */
export const smallStep = 0.5;
/** Runs may end this much below the loss that they are trained to, and no further. */
const lowestShare = 0.75;
/** A plane takes three numbers; one more run keeps it from going through all of them. */
const fewestRuns = 4;

/** A run that came to the loss it was trained to. */
export type Arrived = EqualLossRun<Curvature> & { readonly geometry: Curvature };

/** All replicates of one step size and batch size. */
export interface Setting {
  readonly ratio: number;
  readonly batchSize: number;
  readonly runs: readonly Arrived[];
  /** Step size times largest eigenvalue at the minimum, geometric mean over replicates. */
  readonly step: number;
  readonly small: boolean;
}

/** Growth of log(1/trace) with the logarithms of the ratio, and of the batch size at a fixed ratio. */
export interface Slopes {
  readonly ratio: number;
  readonly batch: number;
}

/** Whether a run ended at the loss: it came down to it, and not far below. */
export function endedAtLoss(run: EqualLossRun<Curvature>): run is Arrived {
  return run.geometry !== null && run.trainLoss > lowestShare * targetLoss;
}

/**
 * The runs by step size and batch size. All replicates of a setting are small or large together, by their
 * mean: a run that were sorted by its own curvature would be sorted by what is measured.
 */
export function settingsOf(arrived: readonly Arrived[]): Setting[] {
  const settings = new Map<string, Arrived[]>();
  for (const run of arrived) {
    const key = `${run.stepSize} ${run.batchSize}`;
    settings.set(key, [...(settings.get(key) ?? []), run]);
  }
  return [...settings.values()].map((runs) => {
    const [{ stepSize, batchSize }] = runs;
    const step = stepSize * expOf(meanOver(runs, ({ geometry }) => geometry.topEigenvalue));
    return { ratio: ratioOf(runs[0]), batchSize, runs, step, small: step <= smallStep };
  });
}

/** Step size over batch size. */
export function ratioOf({ stepSize, batchSize }: Arrived): number {
  return stepSize / batchSize;
}

/** The mean of a number over some runs. */
export function meanOver(runs: readonly Arrived[], of: (run: Arrived) => number): number {
  return runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
}

/** The slopes of every replicate whose runs in these settings span a plane. */
export function slopesOf(settings: readonly Setting[]): Slopes[] {
  return byReplicate(settings.flatMap(({ runs }) => runs))
    .filter(spanPlane)
    .map((runs) => {
      const { p, q } = leastSquaresPlane(
        runs.map((run) => logOf(ratioOf(run))),
        runs.map(({ batchSize }) => logOf(batchSize)),
        runs.map(({ geometry }) => -geometry.trace),
      );
      return { ratio: p.value, batch: q.value };
    });
}

/** Rank correlation of 1/trace and test accuracy in every replicate. */
export function accuracyCorrelations(arrived: readonly Arrived[]): number[] {
  return byReplicate(arrived)
    .filter((runs) => runs.length >= fewestRuns)
    .map(
      (runs) =>
        rankCorrelation(
          runs.map(({ geometry }) => -geometry.trace),
          runs.map(({ testAccuracy }) => testAccuracy),
        ).value,
    );
}

function byReplicate(runs: readonly Arrived[]): Arrived[][] {
  const replicates = new Map<number, Arrived[]>();
  for (const run of runs) replicates.set(run.replicate, [...(replicates.get(run.replicate) ?? []), run]);
  return [...replicates.values()];
}

/** Two ratios, and two batch sizes at one of them, are three points that lie in no line. */
function spanPlane(runs: readonly Arrived[]): boolean {
  const batchSizes = new Map<number, Set<number>>();
  for (const run of runs) {
    const ratio = Math.fround(ratioOf(run));
    batchSizes.set(ratio, new Set([...(batchSizes.get(ratio) ?? []), run.batchSize]));
  }
  const several = [...batchSizes.values()].some(({ size }) => size > 1);
  return runs.length >= fewestRuns && batchSizes.size > 1 && several;
}
