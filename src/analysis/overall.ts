import type { TensorReport } from './schema.js';

type Overall = Pick<TensorReport, 'verdict' | 'sentence'>;

/** From what says most of tails to what says least. */
const order: readonly TensorReport['verdict'][] = [
  'alpha-stable',
  'heavy-tailed',
  'light-tailed',
  'gaussian-anisotropic',
  'gaussian',
  'not-enough-data',
  'invalid',
];

/** The verdict on all tensors: that of most of the decided ones, and in words how many have which. */
export function overallVerdict(tensors: readonly Pick<TensorReport, 'verdict'>[]): Overall {
  const counts = order
    .map((verdict) => ({ verdict, count: tensors.filter((tensor) => tensor.verdict === verdict).length }))
    .filter(({ count }) => count > 0);
  const decided = counts.filter(({ verdict }) => verdict !== 'not-enough-data' && verdict !== 'invalid');
  const undecided = counts.filter((entry) => !decided.includes(entry));
  const words = (entries: typeof counts) =>
    entries.map(({ verdict, count }) => `${count} ${verdict}`).join(', ');
  const total = tensors.length;
  if (total === 0) return { verdict: 'not-enough-data', sentence: 'No tensor could be analysed.' };
  const noun = total === 1 ? 'tensor' : 'tensors';
  if (decided.length === 0) {
    const verdict = counts[0].verdict;
    return { verdict, sentence: `None of ${total} ${noun} can be decided: ${words(undecided)}.` };
  }
  // Of equals the one that says more.
  const leading = decided.toSorted((a, b) => b.count - a.count)[0];
  const heavy = decided
    .filter(({ verdict }) => verdict === 'alpha-stable' || verdict === 'heavy-tailed')
    .reduce((sum, { count }) => sum + count, 0);
  const rest = undecided.length === 0 ? '' : `; ${words(undecided)}`;
  return {
    verdict: leading.verdict,
    sentence: `${heavy} of ${total} ${noun} with tails heavier than Gaussian: ${words(decided)}${rest}.`,
  };
}
