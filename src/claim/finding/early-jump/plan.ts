import type { Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import type { JumpCell, JumpMode } from './run.js';

/** What every start runs, for paired comparisons … */
const compared: readonly JumpMode[] = ['sgd', 'gaussian', 'slow'];
/** … and what only the first few add: no noise, and noise that is known to jump. */
const contrasts: readonly JumpMode[] = ['full-batch', 'stable'];
const contrasted = 2;

/** Iterations by depth: twice as many as the gain takes, so that its time is seen in nearly every run. */
const designs = {
  smoke: {
    widths: [32],
    depths: [5],
    replicates: 5,
    examples: 400,
    iterations: { 5: 200 },
    interval: 10,
    batchSize: 25,
  },
  quick: {
    widths: [32],
    depths: [5, 6],
    replicates: 7,
    examples: 800,
    iterations: { 5: 300, 6: 500 },
    interval: 10,
    batchSize: 25,
  },
  paper: {
    widths: [32],
    depths: [4, 5, 6, 7],
    replicates: 14,
    examples: 10_000,
    iterations: { 4: 300, 5: 400, 6: 800, 7: 2000 },
    interval: 10,
    batchSize: 100,
  },
  published: {
    widths: [4, 8, 16, 32, 64, 128, 256, 512, 1024],
    depths: [2, 3, 4, 5, 6, 7, 8, 9, 10],
    replicates: 3,
    examples: 60_000,
    iterations: {},
    interval: 100,
    batchSize: 100,
  },
} as const;

/** Iterations where a design does not say: those of the published runs. */
const publishedIterations = 65_000;

/** Every run of a profile. */
export function planJumps({ profile, dataset }: Settings): JumpCell[] {
  const design = designFor(designs, profile);
  const { widths, depths, replicates, examples, interval, batchSize } = design;
  const lengths: Readonly<Record<number, number>> = design.iterations;
  return crossed({ width: widths, depth: depths, replicate: upTo(replicates) }).flatMap((start) =>
    [...compared, ...(start.replicate < contrasted ? contrasts : [])].map((mode): JumpCell => {
      const iterations = lengths[start.depth] ?? publishedIterations;
      return { dataset, examples, ...start, batchSize, iterations, interval, mode };
    }),
  );
}
