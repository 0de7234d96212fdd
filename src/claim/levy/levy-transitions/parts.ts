import { inWords, joinVerdicts, type Part, type Verdict } from '../../../evidence/index.js';
import { type Interval, studentInterval } from '../../../statistics/index.js';
import { narrow, wide } from './run.js';
import { meanShares } from './shares.js';

/** Level of the intervals that decide: that of 3 standard errors of a normal law. */
export const sureLevel = 0.9973;
const tolerance = 0.05;

/** A ratio whose interval reaches further than this supports nothing. */
const coarsest = 0.2;
/** A measured number over its theory, with its interval for sentences and with the one that decides. */
export interface Ratio {
  readonly name: string;
  readonly ratio: Interval;
  readonly sure: Interval;
}

function agreement({ value, low, high }: Interval): Verdict {
  const error = (high - low) / 2;
  if (!(Math.abs(value - 1) <= Math.max(error, tolerance))) return 'refuted';
  return error <= coarsest ? 'supported' : 'undecided';
}

/** Rates or shares over what theory says of them. */
export function ratioPart(name: string, ratios: readonly Ratio[]): Part {
  const verdicts = ratios.map(({ sure }) => agreement(sure));
  const verdict = joinVerdicts(verdicts, []);
  const distance = ({ ratio }: Ratio) => Math.abs(ratio.value - 1);
  const worst = ratios.reduce((a, b) => (distance(b) > distance(a) ? b : a));
  const reason = `Furthest from theory: ${worst.name}, ${inWords(worst.ratio)} times theory.`;
  return { name, verdict, reason };
}

/**
 * Which of the two wells fills under which noise.
 *
 * @param levy - shares of all wells, one row a group of paths: the two shares of a row are of the same paths
 * @param brownian - the same under Brownian noise
 */
export function preferencePart(
  levy: readonly (readonly number[])[],
  brownian: readonly (readonly number[])[],
): Part {
  const gap = (shares: readonly (readonly number[])[], more: number, less: number) =>
    studentInterval(
      shares.map((row) => row[more] - row[less]),
      sureLevel,
    );
  const gaps = [gap(levy, wide, narrow), gap(brownian, narrow, wide)];
  const percent = ({ value }: Interval) => `${(100 * value).toFixed(1)} %`;
  const [levyShares, brownianShares] = [meanShares(levy), meanShares(brownian)];
  return {
    name: 'wide wells preferred, deep ones not',
    verdict: gaps.every(({ low }) => low > 0)
      ? 'supported'
      : gaps.some(({ high }) => high < 0)
        ? 'refuted'
        : 'undecided',
    reason:
      `Share of the wide, shallow and of the narrow, deep well: ${percent(levyShares[wide])} and ` +
      `${percent(levyShares[narrow])} under Lévy noise, ${percent(brownianShares[wide])} and ` +
      `${percent(brownianShares[narrow])} under Brownian noise.`,
  };
}
