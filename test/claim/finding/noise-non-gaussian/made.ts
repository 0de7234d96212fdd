import { noiseNonGaussian } from '#heavytail/claim/finding/noise-non-gaussian/claim';
import type { NoiseNetwork } from '#heavytail/claim/finding/noise-non-gaussian/grid';
import type { KnownNoise, KnownWorlds, NoiseLook } from '#heavytail/claim/finding/noise-non-gaussian/run';
import type { PublishedTails } from '#heavytail/claim/network/publishedTails';
import type { NoiseDirection, TailWeight } from '#heavytail/claim/network/tailWeights';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

/** Made-up results of noise-non-gaussian, and their verdicts. */

export type Found = 'heavier' | 'open' | 'gaussian';
const excesses: Readonly<Record<Found, number>> = { heavier: 0.1, open: 0.03, gaussian: 0.01 };
/** Half the width of a made-up interval. */
const half = 0.015;

export const batchSizes = [10, 100, 1000];
const iterations = [0, 100, 1000];

function weightOf(direction: NoiseDirection, batchSize: number, found: Found, gaussianZ: number): TailWeight {
  const excess = excesses[found];
  return {
    direction,
    batchSize,
    minibatches: 300,
    columns: 10,
    excess,
    standardError: half / 4,
    low: excess - half,
    high: excess + half,
    level: 0.9999,
    gaussianZ,
  };
}

/** The published statistic where tails add `added`, known to `error`, and alpha-stable ones 0.1. */
export function publishedOf(added: number, error = 0.001, addedByStable = 0.1): PublishedTails {
  const estimate = (value: number) => ({ value, standardError: error });
  return {
    minibatches: 101,
    blockLength: 100,
    zeroFraction: 0,
    tailIndex: 1.4,
    gaussianTailIndex: 1 / (1 / 1.4 - added),
    stableTailIndex: 1 / (1 / 1.4 - added + addedByStable),
    added: estimate(added),
    addedByStable: estimate(addedByStable),
    aboveQuarter: estimate(added - addedByStable / 4),
    aboveHalf: estimate(added - addedByStable / 2),
  };
}

const worldOf = (excess: number, added: number): KnownNoise => ({
  tailWeights: (['coordinates', 'projections'] as const).map((direction) => ({
    direction,
    excess,
    low: excess - half,
    high: excess + half,
    minibatches: 300,
  })),
  published: publishedOf(added),
});
/** Known worlds measured right. */
export const knownWorlds: KnownWorlds = { gaussian: worldOf(0, 0), stable: worldOf(0.35, 0.1) };
export { worldOf };

/** What is found stage by stage and batch size by batch size in each direction, of one network. */
export interface MadeNetwork {
  readonly coordinates: readonly (readonly Found[])[];
  readonly projections?: readonly (readonly Found[])[];
  readonly published?: PublishedTails;
  readonly gaussianZ?: number;
}

export const everywhere = (found: Found) => iterations.map(() => batchSizes.map(() => found));

export function judgeMade(
  networks: readonly MadeNetwork[],
  { worlds = knownWorlds }: { readonly worlds?: KnownWorlds } = {},
) {
  const results = networks.map((made, replicate) => {
    const { coordinates, projections = coordinates, published = publishedOf(0), gaussianZ = 1 } = made;
    const network: NoiseNetwork = {
      dataset: 'none',
      examples: 0,
      width: 16,
      depth: 3,
      loss: 'cross-entropy',
      batchSize: 100,
      replicate,
      iterations,
      tails: { batchSizes, coordinates: 10, directions: 10, first: 300, most: 2400, intervals: 18 },
    };
    const looks = iterations.map(
      (iteration, s): NoiseLook => ({
        iteration,
        loss: 1,
        accuracy: 0.5,
        published,
        tailWeights: batchSizes.flatMap((batchSize, b) => [
          weightOf('coordinates', batchSize, coordinates[s]![b]!, gaussianZ),
          weightOf('projections', batchSize, projections[s]![b]!, gaussianZ),
        ]),
      }),
    );
    return { kind: 'network', network, looks } as const;
  });
  const evidence = noiseNonGaussian.judge([...results, { kind: 'worlds', worlds }], settingsOf('quick'));
  expectFinite(evidence);
  const [coordinates, projections, published] = evidence.parts!;
  return { ...evidence, coordinates: coordinates!, projections: projections!, published: published! };
}
