import { log, square } from '../kernel/index.js';
import { normalInterval } from '../statistics/index.js';

/** Noise of one layer at one step, measured with minibatches of one size. */
export interface BatchNoise {
  readonly name: string;
  readonly step: number | null;
  readonly batchSize: number;
  /** Norm of each minibatch's noise. */
  readonly norms: ArrayLike<number>;
}

/** How the typical size of noise falls with the batch size. */
export interface BatchScaling {
  readonly name: string;
  readonly step: number | null;
  readonly batchSizes: number[];
  /**
   * Slope of mean log norm over log batch size: -1/2 for noise of finite variance, 1/alpha - 1 for noise
   * that is alpha-stable in each example.
   */
  readonly exponent: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The exponent of each layer and step that was recorded with several batch sizes: weighted least squares
 * over the sizes, with the 95 % interval that follows from the scatter of the norms.
 */
export function batchScaling(noises: readonly BatchNoise[]): BatchScaling[] {
  const groups = new Map<string, BatchNoise[]>();
  for (const noise of noises) {
    const key = JSON.stringify([noise.name, noise.step]);
    groups.set(key, [...(groups.get(key) ?? []), noise]);
  }
  return [...groups.values()].flatMap((group) => {
    const points = group.flatMap(pointOf);
    if (new Set(points.map(({ size }) => size)).size < 2) return [];
    const weight = points.reduce((sum, point) => sum + point.weight, 0);
    const mean = (value: (point: Point) => number) =>
      points.reduce((sum, point) => sum + point.weight * value(point), 0) / weight;
    const [centreX, centreY] = [mean(({ x }) => x), mean(({ y }) => y)];
    const spread = mean(({ x }) => square(x - centreX));
    const exponent = mean(({ x, y }) => (x - centreX) * (y - centreY)) / spread;
    const { low, high } = normalInterval(exponent, 1 / Math.sqrt(weight * spread));
    const [{ name, step }] = group;
    const batchSizes = points.map(({ size }) => size).sort((a, b) => a - b);
    return [{ name, step, batchSizes, exponent, low, high }];
  });
}

interface Point {
  readonly size: number;
  readonly x: number;
  readonly y: number;
  /** Inverse variance of y. */
  readonly weight: number;
}

function pointOf({ batchSize, norms }: BatchNoise): Point[] {
  const logs = log(Float64Array.from(norms).filter((norm) => norm > 0));
  const n = logs.length;
  if (n < 2 || batchSize < 1) return [];
  const y = logs.reduce((sum, value) => sum + value, 0) / n;
  const variance = logs.reduce((sum, value) => sum + square(value - y), 0) / (n - 1);
  if (!(variance > 0)) return [];
  return [{ size: batchSize, x: log([batchSize])[0], y, weight: n / variance }];
}
