import type { Settings } from '../../claim.js';
import { designFor } from '../../designs.js';
import { lawNetworks } from '../../network/snapshots.js';
import type { PublishedRun } from '../../network/trainedNetwork.js';

/** How closely the networks of each profile are looked at. */
const designs = {
  smoke: { batchSize: 20, minibatches: 60, coordinates: 300 },
  quick: { batchSize: 50, minibatches: 100, coordinates: 600 },
  paper: { batchSize: 100, minibatches: 600, coordinates: 20_000 },
} as const;

export type Sizes = { readonly minibatches: number; readonly coordinates: number };
export type MeasuredNetwork = PublishedRun & Sizes & { readonly measured: number };
/** The networks of a profile. */
export function networks(settings: Settings): MeasuredNetwork[] {
  const { batchSize, ...sizes } = designFor(designs, settings.profile);
  return lawNetworks(settings).map((network) => ({ ...network, measured: batchSize, ...sizes }));
}

/** Worlds are as large as the noise of a network. */
export function worldSizes({ profile }: Settings): Sizes {
  const { minibatches, coordinates } = designFor(designs, profile);
  return { minibatches, coordinates };
}

/** Products of two rows of scores, and sorted or exchanged entries, a second on one core. */
const productRate = 700e6;
const entryRate = 12e6;
/** The noise itself and 20 nulls. */
const matrices = 21;

/** What a look takes besides the noise. */
export function secondsOf({ minibatches, coordinates }: Sizes): number {
  const entries = minibatches * coordinates;
  return matrices * ((entries * minibatches) / 2 / productRate + (2 * entries) / entryRate);
}
