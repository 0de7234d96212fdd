import { addPooledRow, logOf, square } from '../../kernel/index.js';
import { blockLengthOf } from '../sums/blockLength.js';
import { rowShares } from './rowShares.js';
import { estimateFromInverse, missing, usualLevel, type TailEstimate } from '../estimate.js';

/*
 * The published pooled statistic, across coordinates (Simsekli, Sagun, Gurbuzbalaban 2019,
 * arXiv:1901.06053; code sgd_tail_index): all P x M centred gradient entries, one minibatch after the
 * other, are taken as one sample, and
 *
 *   1 / tailIndex = [mean log(|Y| + e) - mean log(|X| + e)] / log m,  e = 2.2e-16,
 *
 * with Y the sums of blocks of m consecutive entries, which run over neighbouring parameters and may
 * continue into the next minibatch. It answers to the spread of noise scales between parameters,
 * to correlation between neighbours and to exact zeros, and says nothing about tails across
 * minibatches: read it beside the same statistic of a Gaussian surrogate (surrogate.ts).
 */

/** The shape of the gradients, and the length of the blocks. */
export interface PooledSettings {
  /** P, the rows that will be added. */
  readonly minibatches: number;
  /** M, the length of a row. */
  readonly parameters: number;
  /** m; by default the published one of P x M. A last block that stays incomplete is left out. */
  readonly blockLength?: number;
}

/** One entry a row: what the statistic is made of, minibatch by minibatch. */
export interface PooledRows {
  /** Sum of log(|X| + e) over the row. */
  readonly sumLogValues: Float64Array;
  /** Sum of log(|Y| + e) over the blocks that end in the row, and their number. */
  readonly sumLogBlocks: Float64Array;
  readonly blocks: Float64Array;
}

/** The published pooled statistic; see `PooledStatistic`. */
export type PooledEstimate = TailEstimate<{
  /** Entries in a block, and whole blocks in all rows together. */
  readonly blockLength: number;
  readonly blockCount: number;
  readonly minibatches: number;
  readonly parameters: number;
  readonly zeroFraction: number;
  readonly rows: PooledRows;
}>;

/**
 * The published pooled statistic (Simsekli, Sagun, Gurbuzbalaban 2019, arXiv:1901.06053), row by row in
 * memory O(minibatches). All centred gradient entries, one minibatch after the other, count as one sample,
 * whose sums of blocks are compared with its single entries. It answers to the spread of noise scales
 * between parameters and to correlation, and says nothing about tails across minibatches: compare it with
 * that of a Gaussian surrogate (`comparePooled`).
 *
 * The rows must be centred already: row p is g_p minus the mean of all g. They are added up in f64, so
 * that the result agrees with a computation over the whole array in f64 up to its rounding.
 *
 * @example
 * import { draw, normal, stream } from 'heavytail/law';
 * import { PooledStatistic } from 'heavytail/tail';
 *
 * const source = stream(1, 'noise');
 * const statistic = new PooledStatistic({ minibatches: 100, parameters: 400 });
 * for (let row = 0; row < 100; row++) statistic.add(Float32Array.from(draw(normal(), 400, source)));
 * statistic.blockLength; // → 200
 * statistic.result().tailIndex; // → 2
 */
export class PooledStatistic {
  readonly blockLength: number;
  readonly #minibatches: number;
  readonly #parameters: number;
  readonly #rows: { sumLogValues: Float64Array; sumLogBlocks: Float64Array; blocks: Float64Array };
  #added = 0;
  #zeros = 0;
  #firstNonFinite = -1;
  #carried = { blockSum: 0, blockFill: 0 };

  /** @throws {RangeError} when a count is not a positive whole number */
  constructor({ minibatches, parameters, blockLength }: PooledSettings) {
    requireCount('minibatches', minibatches);
    requireCount('parameters', parameters);
    this.#minibatches = minibatches;
    this.#parameters = parameters;
    this.blockLength = blockLength ?? blockLengthOf(minibatches * parameters);
    requireCount('values in a block', this.blockLength);
    this.#rows = {
      sumLogValues: new Float64Array(minibatches),
      sumLogBlocks: new Float64Array(minibatches),
      blocks: new Float64Array(minibatches),
    };
  }

  /**
   * Adds the next minibatch.
   *
   * @param centredRow - one value a parameter
   * @throws {RangeError} when the row has another length, or all rows were added
   */
  add(centredRow: Float32Array): void {
    if (centredRow.length !== this.#parameters) {
      throw new RangeError(
        `The row holds ${centredRow.length} values; this statistic takes rows of ${this.#parameters}.`,
      );
    }
    if (this.#added === this.#minibatches) {
      throw new RangeError(
        `All ${this.#minibatches} minibatches were added; start a new statistic for more.`,
      );
    }
    const state = addPooledRow(centredRow, this.blockLength, this.#carried);
    if (!state.finite && this.#firstNonFinite < 0) this.#firstNonFinite = this.#added;
    this.#rows.sumLogValues[this.#added] = state.sumLogValues;
    this.#rows.sumLogBlocks[this.#added] = state.sumLogBlocks;
    this.#rows.blocks[this.#added] = state.blocks;
    this.#zeros += state.zeros;
    this.#carried = state;
    this.#added++;
  }

  /**
   * The statistic over all rows; see `pooledEstimate`.
   *
   * @param level - of the interval, in (0, 1)
   * @throws {RangeError} when rows are missing
   */
  result(level: number = usualLevel): PooledEstimate {
    if (this.#added !== this.#minibatches) {
      throw new RangeError(
        `${this.#added} of ${this.#minibatches} minibatches were added; add the others first.`,
      );
    }
    return pooledEstimate(
      {
        minibatches: this.#minibatches,
        parameters: this.#parameters,
        blockLength: this.blockLength,
        rows: this.#rows,
        zeros: this.#zeros,
        firstNonFinite: this.#firstNonFinite,
      },
      level,
    );
  }
}

/** What the statistic is made of. */
export interface PooledSums {
  readonly minibatches: number;
  readonly parameters: number;
  readonly blockLength: number;
  readonly rows: PooledRows;
  /** Values that are exactly zero. */
  readonly zeros: number;
  /** First minibatch with a value that is not finite; -1 if there is none. */
  readonly firstNonFinite: number;
}

/**
 * The statistic from its sums.
 *
 * The interval is that of other minibatches at the same weights: with r_p the share of row p in
 * 1 / tailIndex (the blocks that end in a row count as its own, although one of them may have
 * begun in the row before), rows are independent and the standard error is that of a ratio of
 * means. Centring by the mean of the same rows is neglected (of order 1 / P). The interval says
 * nothing of what the statistic means.
 *
 * @param sums - over all rows
 * @param level - of the interval, in (0, 1)
 */
export function pooledEstimate(sums: PooledSums, level: number = usualLevel): PooledEstimate {
  const { minibatches, parameters, blockLength, rows, zeros } = sums;
  const { sumLogValues, sumLogBlocks, blocks } = rows;
  const count = minibatches * parameters;
  const blockCount = total(blocks);
  const details = { blockLength, blockCount, minibatches, parameters, zeroFraction: zeros / count, rows };
  const fault = faultOf(sums, count, blockCount);
  if (fault !== undefined) return { ...missing(fault.status, fault.sentence, level), ...details };

  const meanLogBlocks = total(sumLogBlocks) / blockCount;
  const meanLogValues = total(sumLogValues) / count;
  const logLength = logOf(blockLength);
  const inverse = (meanLogBlocks - meanLogValues) / logLength;
  let squares = 0;
  for (const share of rowShares({ minibatches, parameters, blockLength, rows })) squares += square(share);
  const standardError = Math.sqrt(squares / (minibatches - 1) / minibatches);
  return { ...estimateFromInverse(inverse, standardError, minibatches - 1, level), ...details };
}

/** With fewer there is no interval. */
const fewestMinibatches = 3;
const fewestBlocks = 2;

function faultOf(
  { minibatches, parameters, blockLength, zeros, firstNonFinite }: PooledSums,
  count: number,
  blockCount: number,
) {
  if (firstNonFinite >= 0) {
    return {
      status: 'invalid' as const,
      sentence: notFiniteIn(`Minibatch ${firstNonFinite} (counted from 0)`),
    };
  }
  if (blockLength === 1) {
    return {
      status: 'invalid' as const,
      sentence:
        `${minibatches} minibatches of ${parameters} parameters are ${count} values, a number ` +
        'with no divisor between 1 and its square root; the published blocks do not exist. ' +
        'Give another number of minibatches.',
    };
  }
  if (minibatches < fewestMinibatches || blockCount < fewestBlocks) {
    return {
      status: 'not-enough-data' as const,
      sentence:
        `${minibatches} minibatches give ${blockCount} whole blocks of ${blockLength} values; ` +
        `at least ${fewestMinibatches} minibatches and ${fewestBlocks} blocks are needed.`,
    };
  }
  if (zeros === count) {
    return {
      status: 'invalid' as const,
      sentence: 'Every value is exactly zero: there is no noise to measure.',
    };
  }
  return undefined;
}

function notFiniteIn(minibatch: string): string {
  return `${minibatch} holds a NaN or an infinite value; leave it out.`;
}

function requireCount(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`The number of ${what} is ${value}; it must be a whole number of at least 1.`);
  }
}

function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
