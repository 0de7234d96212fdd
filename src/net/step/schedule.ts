import { cosOf } from '../../kernel/index.js';

/**
 * How the step size changes over a run. constant: not at all. halved-twice: halved at one third and at two
 * thirds of the iterations, as in the code of arXiv 1901.06053. cosine: it falls to 0 along half a cosine
 * (Loshchilov and Hutter 2017, arXiv 1608.03983, without restarts).
 */
export const schedules = ['constant', 'halved-twice', 'cosine'] as const;
/** A name in `schedules`. */
export type Schedule = (typeof schedules)[number];

/** What the step size is multiplied by at `iteration` of `iterations`, counted from 0. */
export function stepFactor(schedule: Schedule, iteration: number, iterations: number): number {
  const progress = iteration / iterations;
  if (schedule === 'constant') return 1;
  if (schedule === 'cosine') return (1 + cosOf(Math.PI * progress)) / 2;
  if (progress < 1 / 3) return 1;
  return progress < 2 / 3 ? 1 / 2 : 1 / 4;
}
