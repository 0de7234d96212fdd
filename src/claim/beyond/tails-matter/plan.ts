import type { Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import type { TailsCell, Variant } from './run.js';

/** Starts are no more than this. */
export const mostStarts = 36;

/**
 * Starts are added until the differences are known well enough, or there are as many as `most`. `slowing`
 * is what costs SGD about one percent of test accuracy, some two or three times the margin.
 */
const designs = {
  smoke: { first: 4, most: 4, examples: 300, iterations: 120, amplifications: [4], slowing: 2 },
  quick: { first: 12, most: mostStarts, examples: 400, iterations: 300, amplifications: [4], slowing: 2 },
  paper: {
    first: 12,
    most: mostStarts,
    examples: 10_000,
    iterations: 5000,
    amplifications: [2, 4, 8],
    slowing: 4,
  },
} as const;
const trained = { width: 24, depth: 3, batchSize: 20 };
/** Starts that are added at a time. */
export const added = 6;

/** The cells of the first starts. */
export function planTails(settings: Settings): TailsCell[] {
  return cellsOf(settings, upTo(designFor(designs, settings.profile).first), [{ kind: 'clipped' }]);
}

/** The cells of the next starts after so many; none where these are all. */
export function furtherTails(settings: Settings, starts: number): TailsCell[] {
  const { most } = designFor(designs, settings.profile);
  const next = upTo(Math.min(most, starts + added)).slice(starts);
  return cellsOf(settings, next, []);
}

function cellsOf(
  { profile, dataset }: Settings,
  replicates: readonly number[],
  others: readonly Variant[],
): TailsCell[] {
  const { examples, iterations, amplifications, slowing } = designFor(designs, profile);
  const variants: Variant[] = [
    { kind: 'sgd' },
    { kind: 'gaussian' },
    ...amplifications.map((amplification): Variant => ({ kind: 'svag', amplification })),
    ...others,
    { kind: 'again' },
    { kind: 'slow', slowing },
  ];
  return crossed({ replicate: replicates, variant: variants }).map((run) => ({
    dataset,
    ...run,
    ...trained,
    examples,
    iterations,
  }));
}
