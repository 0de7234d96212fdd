import { iterateTailIndex } from '../../../sde/index.js';
import { logOf } from '../../../kernel/index.js';
import { problemOf, type ChainCell, type ChainResult } from './run.js';

export type Setting = Pick<ChainCell, 'dimension' | 'batchSize' | 'stepSize'>;

/** A setting's measured and theoretical index. */
export interface MeasuredIndex extends Setting {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Of log value. */
  readonly logError: number;
  readonly theory: number;
}

/** What a chain shows beside theory; undefined where its largest values gave no index. */
export function measured(result: ChainResult): MeasuredIndex | undefined {
  if (result.hill === null) return undefined;
  const { tailIndex, low, high } = result.hill;
  const { dimension, batchSize, stepSize } = result;
  const logError = Math.abs(logOf(high) - logOf(low)) / (2 * 1.959964);
  const theory = iterateTailIndex(problemOf(result));
  return { dimension, batchSize, stepSize, value: tailIndex, low, high, logError, theory };
}
