import type { Settings } from '../claim.js';
import type { PublishedRun } from './trainedNetwork.js';
import { designFor } from '../designs.js';

/**
 * Networks whose gradient noise is asked for its law; each is looked at at the start, early, and after it
 * fits.
 */
const designs = {
  smoke: { examples: 1000, widths: [8], iterations: [0, 100], replicates: 1 },
  quick: { examples: 4000, widths: [16], iterations: [0, 100, 1000], replicates: 2 },
  paper: { examples: 60_000, widths: [16, 64, 256], iterations: [0, 1000, 20_000], replicates: 5 },
} as const;

/** The networks of a profile. */
export function lawNetworks({ profile, dataset }: Settings): PublishedRun[] {
  const { examples, widths, iterations, replicates } = designFor(designs, profile);
  return widths.flatMap((width) =>
    Array.from({ length: replicates }, (_, replicate) => ({
      dataset,
      examples,
      width,
      depth: 3,
      loss: 'cross-entropy' as const,
      batchSize: 100,
      replicate,
      iterations: [...iterations],
    })),
  );
}

/** How a snapshot is called in tables. */
export function snapshotWords(
  { width, replicate }: Pick<PublishedRun, 'width' | 'replicate'>,
  iteration: number,
): string {
  return `width ${width}, replicate ${replicate}, iteration ${iteration}`;
}
