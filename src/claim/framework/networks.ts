import type { Settings } from '../claim.js';
import { upTo } from '../crossed.js';
import { networkWords, type NetworkShape } from '../network/publishedNetwork.js';
import type { PublishedRun } from '../network/trainedNetwork.js';

/** Networks whose noise is asked for its law, at the start, early, later, and when they are near to a fit. */
export interface NetworkPlan {
  /** The first so many training examples are used; all where there are fewer. */
  readonly examples: number;
  readonly networks: readonly (NetworkShape & { readonly iterations: readonly number[] })[];
  readonly replicates: number;
  /** Where training ends before its last iteration. */
  readonly fit?: PublishedRun['fit'];
}

const batchSize = 100;

/** The runs of a plan, network by network. */
export function planNetworks(
  { examples, networks, replicates, fit }: NetworkPlan,
  { dataset }: Settings,
): PublishedRun[] {
  return networks.flatMap(({ iterations, ...shape }) =>
    upTo(replicates).map((replicate) => ({
      ...shape,
      dataset,
      examples,
      loss: 'cross-entropy' as const,
      batchSize,
      replicate,
      iterations: [...iterations],
      ...(fit && { fit }),
    })),
  );
}

/** How a snapshot is called in tables. */
export function placeWords(network: PublishedRun, iteration: number): string {
  return `${networkWords(network)}, replicate ${network.replicate}, iteration ${iteration}`;
}
