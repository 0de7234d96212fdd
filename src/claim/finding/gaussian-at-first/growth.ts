import { atMost, decide, inWords, tooWide, type ClaimVerdict, type Open } from '../../../evidence/index.js';
import { type Interval, studentInterval } from '../../../statistics/index.js';
import type { Watched } from './run.js';

/** How the mean square of noise grows, and what that says of its variance. */

/** Growth below that of a stable law of index 1.9 is none. */
export const settledBelow = 0.05;

/** Growth of the mean square: powers of the number of minibatches over the last two decades. */
export interface Growth {
  readonly before: Interval;
  readonly last: Interval;
  /** Of the last less that before. */
  readonly change: Interval;
}

/** Student's intervals over series. */
export function growthOf({ logSquares }: Watched, level: number): Growth {
  const slope = (series: readonly number[], back: number) =>
    (series[series.length - 1 - back] - series[series.length - 2 - back]) / Math.LN10;
  const over = (of: (series: readonly number[]) => number) => studentInterval(logSquares.map(of), level);
  return {
    before: over((series) => slope(series, 1)),
    last: over((series) => slope(series, 0)),
    change: over((series) => slope(series, 0) - slope(series, 1)),
  };
}

/** Supported where the mean square grows on and on, refuted where it has settled. */
export function growthVerdict({ before, last, change }: Growth): ClaimVerdict {
  const grows = before.low > settledBelow && last.low > settledBelow && change.high >= 0;
  return decide(grows, last.high < settledBelow);
}

/** What keeps a growth undecided, and what would decide it. */
export function growthOpen(name: string, { before, last, change }: Growth): Open {
  const { low, high } = last;
  if (low < settledBelow && high > settledBelow) {
    return tooWide([`growth over the last decade, ${name},`, last, atMost(settledBelow)], 'series');
  }
  return {
    rule:
      change.high < 0
        ? `growth slows down, ${name}, from ${inWords(before)} to ${inWords(last)}`
        : `growth over the decade before, ${name}, is ${inWords(before)}`,
    needs: 'ten times the minibatches',
  };
}
