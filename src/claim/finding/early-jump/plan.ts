import type { Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import type { RunNoise } from '../../network/runNoise.js';
import type { JumpCell } from './run.js';
import { designFor } from '../../designs.js';

/** What every replicate runs, for the paired comparison … */
const compared: readonly RunNoise[] = ['sgd', 'gaussian'];
/** … and what only the first few add: no noise, and noise that is known to jump. */
const modes: readonly RunNoise[] = [...compared, 'full-batch', 'stable'];
const contrasts = 3;

const designs = {
  smoke: { depths: [5], replicates: 2, examples: 400, iterations: { 5: 300 }, interval: 25, batchSize: 25 },
  quick: {
    depths: [5, 7],
    replicates: 10,
    examples: 800,
    iterations: { 5: 400, 7: 1000 },
    interval: 25,
    batchSize: 25,
  },
  paper: {
    depths: [2, 3, 4, 5, 6, 7, 8, 9, 10],
    replicates: 10,
    examples: 10000,
    iterations: {},
    interval: 50,
    batchSize: 100,
  },
} as const;

/** Iterations where a design does not say. */
const usualIterations = 5000;
const width = 32;

/** Every run of a profile. */
export function planJumps({ profile, dataset }: Settings): JumpCell[] {
  const { depths, replicates, examples, interval, batchSize } = designFor(designs, profile);
  const lengths: Readonly<Record<number, number>> = designFor(designs, profile).iterations;
  return crossed({ depth: depths, replicate: upTo(replicates) }).flatMap(({ depth, replicate }) =>
    (replicate < contrasts ? modes : compared).map((mode): JumpCell => {
      const iterations = lengths[depth] ?? usualIterations;
      return { dataset, examples, width, depth, batchSize, iterations, interval, mode, replicate };
    }),
  );
}
