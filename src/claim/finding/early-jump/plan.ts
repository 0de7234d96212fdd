import type { Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import type { JumpCell, JumpMode } from './run.js';

/** What every start runs, for paired comparisons … */
const compared: readonly JumpMode[] = ['sgd', 'gaussian', 'slow'];
/** … and what only the first adds: no noise, and noise that is known to jump. */
const contrasts: readonly JumpMode[] = ['full-batch', 'stable'];
const contrasted = 1;

/** Iterations by depth: twice as many as the gain takes, so that its time is seen in nearly every run. */
const designs = {
  smoke: {
    depths: [5],
    replicates: 5,
    examples: 400,
    iterations: { 5: 200 },
    interval: 10,
    batchSize: 25,
  },
  quick: {
    depths: [5, 6],
    replicates: 7,
    examples: 800,
    iterations: { 5: 300, 6: 450 },
    interval: 10,
    batchSize: 25,
  },
  paper: {
    depths: [4, 5, 6, 7],
    replicates: 14,
    examples: 10_000,
    iterations: { 4: 300, 5: 400, 6: 800, 7: 2000 },
    interval: 10,
    batchSize: 100,
  },
  published: {
    depths: [2, 3, 4, 5, 6, 7, 8, 9, 10],
    replicates: 10,
    examples: 10_000,
    iterations: {},
    interval: 10,
    batchSize: 100,
  },
} as const;

/** Iterations where a design does not say. */
const usualIterations = 5000;
const width = 32;

/** Every run of a profile. */
export function planJumps({ profile, dataset }: Settings): JumpCell[] {
  const design = designFor(designs, profile);
  const { depths, replicates, examples, interval, batchSize } = design;
  const lengths: Readonly<Record<number, number>> = design.iterations;
  return crossed({ depth: depths, replicate: upTo(replicates) }).flatMap((start) =>
    [...compared, ...(start.replicate < contrasted ? contrasts : [])].map((mode): JumpCell => {
      const iterations = lengths[start.depth] ?? usualIterations;
      return { dataset, examples, width, ...start, batchSize, iterations, interval, mode };
    }),
  );
}
