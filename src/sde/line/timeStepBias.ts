import { powOf, square } from '../../kernel/index.js';
import type { Driver } from './driver.js';
import type { Refinement } from './refinement.js';
import type { Scheme } from './scheme.js';

/** How much too long mean exit times of a time step are. */
export interface TimeStepBias {
  /** Of the finest step of the refinement; negative where its times are too short. */
  readonly bias: number;
  /** By chance, of the paths that were refined. */
  readonly standardError: number;
  /** By the extrapolation: terms of higher order are taken for at most this large. */
  readonly systematicError: number;
  /** Power of the time step that the bias is taken to be proportional to. */
  readonly order: number;
  /** Paths that were refined. */
  readonly paths: number;
}

/** Exit times of the coarsest and the finest level of a refinement. */
export type RefinedTimes = Pick<Refinement, 'timeSteps' | 'times' | 'censored'>;

/** Part of what is extrapolated that may be wrong. */
const doubt = 0.3;

/**
 * The power of the time step that the bias of a mean exit time falls with: 1/2 for Brownian motion seen at
 * grid points (Gobet 2000), 1/alpha for stable motion of index above 1 and 1 below; 1 for exact transitions,
 * too, in which the drift wears jumps away before they are seen; 2 for Heun's drift with crossings between
 * grid points, but for the date of the exit in its step.
 */
export function biasOrder(driver: Driver, scheme: Scheme): number {
  if (driver.kind === 'brownian') return scheme === 'bridge' ? 2 : 0.5;
  return scheme === 'exact' ? 1 : Math.min(1, 1 / driver.alpha);
}

/**
 * Bias of the mean exit time at the finest step of a refinement, by Richardson's extrapolation from the
 * coarsest and the finest: (coarse - fine)/(ratio^order - 1). Under censoring means are those of
 * `meanExitTime`, total time over exits.
 *
 * By the scheme "bridge" an exit is dated in the middle of its step or at its end, a quarter of a step late
 * on average or at most half of one; that is known without refinement, which would be of first order.
 *
 * @param refined - of `refinement`
 * @param driver - of the same settings
 * @param scheme - of the same settings
 */
export function timeStepBias(refined: RefinedTimes, driver: Driver, scheme: Scheme): TimeStepBias {
  const { timeSteps, times, censored } = refined;
  const order = biasOrder(driver, scheme);
  const last = times.length - 1;
  const [coarse, fine] = [0, last].map((k) => levelMean(times[k], censored[k]));
  const n = times[0].length;
  let squares = 0;
  for (let p = 0; p < n; p++) squares += square(coarse.influence(p) - fine.influence(p));
  const factor = 1 / (powOf(timeSteps[0] / timeSteps[last], order) - 1);
  const extrapolated = factor * (coarse.mean - fine.mean);
  const late = scheme === 'bridge' ? timeSteps[last] / 4 : 0;
  return {
    bias: extrapolated + late,
    standardError: factor * Math.sqrt(squares / (n * (n - 1))),
    systematicError: doubt * Math.abs(extrapolated) + late,
    order,
    paths: n,
  };
}

/** Total time over exits, and what each path adds to its error. */
function levelMean(times: Float64Array, censored: Uint8Array) {
  const total = times.reduce((sum, time) => sum + time, 0);
  const exits = times.length - censored.reduce((sum, flag) => sum + flag, 0);
  const mean = total / exits;
  const share = exits / times.length;
  return { mean, influence: (p: number) => (times[p] - mean * (1 - censored[p])) / share };
}
