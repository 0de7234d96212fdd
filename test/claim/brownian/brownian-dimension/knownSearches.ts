import type { DimensionCell, DimensionResult } from '#heavytail/claim/brownian/brownian-dimension/run';

/** Quantiles of the exponential law of a mean, cut at the horizon: a sample without the scatter of its mean. */
export function arrivals(cell: DimensionCell, mean: number): DimensionResult {
  const { landscape, goal, dimension, barrier, paths, horizon } = cell;
  const all = Array.from({ length: paths }, (_, i) => -mean * Math.log(1 - (i + 0.5) / paths));
  return {
    landscape,
    goal,
    dimension,
    ...(barrier !== undefined && { barrier }),
    times: all.map((time) => Math.min(time, horizon)),
    censored: all.map((time) => Number(time > horizon)),
  };
}

/** Mean times that grow exponentially, */
export const exponential = (d: number) => 0.1 * Math.exp(0.6 * d);

/** like a power, */
export const power = (d: number) => 0.1 * d ** 0.6;

/** and between both: neither fits much better. */
export const between = (d: number) => 0.1 * Math.exp(0.15 * d) * d ** 0.72;
