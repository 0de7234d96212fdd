import { hypotenuse, logOf } from '../../../kernel/index.js';
import { normalQuantile } from '../../../law/index.js';
import { normalInterval, type Interval } from '../../../statistics/index.js';
import type { ChainCell, ChainResult, IterateResult } from './run.js';

export type Setting = Pick<ChainCell, 'dimension' | 'batchSize' | 'stepSize'>;

/** A setting's measured and theoretical index. */
export interface MeasuredIndex extends Setting {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Of log value. */
  readonly logError: number;
  /** NaN with a fixed design. */
  readonly theory: number;
  /** What was measured, and how long the chains were. */
  readonly result: ChainResult;
}

/** Coverage of the intervals of single indices. */
export const level = 0.95;
/**
 * Indices are the same where one is at most so many times the other: Hill's estimate from a hundredth of the
 * draws is some percent too low where the tail is lighter than index 2.
 */
export const sameWithin = 1.15;
/** The logarithms that this allows. */
export const sameRange = [-logOf(sameWithin), logOf(sameWithin)] as const;
const halfWidth = normalQuantile((1 + level) / 2);

/** Whether two settings are the same. */
export function isSame(a: Setting, b: Setting): boolean {
  return a.dimension === b.dimension && a.batchSize === b.batchSize && a.stepSize === b.stepSize;
}

/** The cells with chains among results. */
export function chainsOf(results: readonly IterateResult[]): ChainResult[] {
  return results.filter((result) => result.kind === 'chains');
}

/** What chains show beside theory; those whose largest values gave no index are left out. */
export function measured(results: readonly ChainResult[]): MeasuredIndex[] {
  return results.flatMap((result) => {
    if (result.hill === null) return [];
    const { tailIndex, low, high } = result.hill;
    const { dimension, batchSize, stepSize } = result;
    const logError = Math.abs(logOf(high) - logOf(low)) / (2 * halfWidth);
    const theory = result.theory ?? Number.NaN;
    return [{ dimension, batchSize, stepSize, value: tailIndex, low, high, logError, theory, result }];
  });
}

/** log of one index over another. */
export function logRatio(a: MeasuredIndex, b: MeasuredIndex, ofLevel: number): Interval {
  return normalInterval(logOf(a.value / b.value), hypotenuse(a.logError, b.logError), ofLevel);
}

/** log of an index over that of theory. */
export function overTheory({ value, theory, logError }: MeasuredIndex, ofLevel: number): Interval {
  return normalInterval(logOf(value / theory), logError, ofLevel);
}
