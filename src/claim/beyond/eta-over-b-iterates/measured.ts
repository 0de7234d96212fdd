import { logOf } from '../../../kernel/index.js';
import { normalQuantile } from '../../../law/index.js';
import type { ChainCell, ChainResult, IterateResult } from './run.js';

export type Setting = Pick<ChainCell, 'dimension' | 'batchSize' | 'stepSize'>;

/** A setting's measured and theoretical index. */
export interface MeasuredIndex extends Setting {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Of log value. */
  readonly logError: number;
  readonly theory: number;
  /** What was measured by every estimator, and how long the chains were. */
  readonly result: ChainResult;
}

/** Coverage of the intervals. */
export const level = 0.95;
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
    const { dimension, batchSize, stepSize, theory } = result;
    const logError = Math.abs(logOf(high) - logOf(low)) / (2 * halfWidth);
    return [{ dimension, batchSize, stepSize, value: tailIndex, low, high, logError, theory, result }];
  });
}
