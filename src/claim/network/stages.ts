import type { PublishedRun } from './trainedNetwork.js';

/** When in its training a network is looked at, in words that networks of different length share. */

export const stages = ['at initialisation', 'early', 'at the end of training'] as const;
export type Stage = (typeof stages)[number];

/** Where a snapshot is among those of its network: the first weights, the last, or between. */
export function stageOf(seen: {
  readonly network: Pick<PublishedRun, 'iterations'>;
  readonly iteration: number;
}): Stage {
  const { iterations } = seen.network;
  if (seen.iteration === 0) return stages[0];
  return seen.iteration === iterations[iterations.length - 1] ? stages[2] : stages[1];
}
