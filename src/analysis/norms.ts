import { UserError } from '../error.js';
import type { MatrixSource } from '../format/index.js';
import { estimateGeneralisedPareto, type GeneralisedParetoEstimate } from '../tail/index.js';
import { maxToSumRatio } from '../statistics/index.js';
import type { MatrixAnalysis } from './matrix.js';

/** Norms that are held in memory: 512 MiB of doubles. */
const mostNorms = 64 * 1024 * 1024;
/** Fewest norms of which a tenth is a tail. */
const fewestNorms = 100;
/** A tail lighter than that of index 10 is not called heavy. */
const heavyIndex = 0.1;
/** Standard errors by which a tail must be heavier. */
const certainty = 2;

/**
 * Diagnoses noise of which only the norms were kept, one a minibatch. They show heavy tails that the
 * coordinates of a minibatch share; that noise is Gaussian they cannot show.
 *
 * @throws {UserError} when the matrix is not one row or one column, or holds negative numbers
 */
export async function analyseNorms(matrix: MatrixSource, subject: string): Promise<MatrixAnalysis> {
  const { rows, columns } = matrix;
  if (Math.min(rows, columns) !== 1) {
    throw new UserError(
      `${subject} has ${rows} × ${columns} numbers; norms are one number a minibatch.`,
      'Leave out --norms if these are gradients.',
    );
  }
  const count = rows * columns;
  if (count > mostNorms) {
    throw new UserError(
      `${subject} has ${count} norms; at most ${mostNorms} are analysed.`,
      'Take a part of them.',
    );
  }
  const all = new Float64Array(count);
  await matrix.readRows(0, rows, all);
  const nonFiniteRows = Array.from(all.keys()).filter((i) => !Number.isFinite(all[i]));
  const norms = all.filter(Number.isFinite);
  const negative = norms.findIndex((norm) => norm < 0);
  if (negative >= 0) {
    throw new UserError(
      `${subject} holds the negative number ${norms[negative]}; a norm is not negative.`,
      'Leave out --norms if these are gradients.',
    );
  }
  const common = { minibatches: norms.length, nonFiniteRows };
  if (norms.length < fewestNorms) {
    return {
      ...common,
      verdict: 'not-enough-data',
      sentence: `${norms.length} norms; at least ${fewestNorms} are needed.`,
    };
  }
  const estimate = estimateGeneralisedPareto(norms);
  if (estimate.status !== 'ok') {
    return { ...common, verdict: estimate.status, sentence: estimate.sentence };
  }
  const { inverse, inverseStandardError } = estimate;
  const largest = largestSentence(maxToSumRatio(norms));
  if (inverse - certainty * inverseStandardError > heavyIndex) {
    return { ...common, verdict: 'heavy-tailed', sentence: heavySentence(estimate, largest) };
  }
  return { ...common, verdict: 'not-enough-data', sentence: lightSentence(estimate, largest) };
}

type TailFound = Extract<GeneralisedParetoEstimate, { readonly status: 'ok' }>;

function heavySentence({ tailIndex, low, high, tail }: TailFound, largest: string): string {
  const end = Number.isFinite(high) ? high.toFixed(1) : '∞';
  return (
    `The norms have tail index ${tailIndex.toFixed(1)} (${low.toFixed(1)} to ${end}) ` +
    `by a generalised Pareto law of the ${tail} largest${largest}.`
  );
}

function lightSentence({ low, tail }: TailFound, largest: string): string {
  const bound = Number.isFinite(low) ? ` (their generalised Pareto law has ${low.toFixed(1)} or more)` : '';
  return (
    `The ${tail} largest norms show no tail heavier than index ${1 / heavyIndex}${bound}${largest}. ` +
    'Whether single coordinates are Gaussian, norms do not tell: record gradients.'
  );
}

/** What the largest norm carries, to go on from a sentence with. */
function largestSentence(share: number | undefined): string {
  if (share === undefined) return '';
  return `; the largest norm makes ${(100 * share).toFixed(1)} % of the sum of squares`;
}
