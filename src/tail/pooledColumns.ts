import { addPooledRow, logOf } from '../kernel/index.js';
import { pooledEstimate, type PooledEstimate } from './pooled.js';

/** A block that no row reaches the end of. */
const endless = 2 ** 31 - 1;
const epsilon = 2.2e-16;

/**
 * The pooled statistic of a matrix that is read column block by column block, in memory O(minibatches): the
 * same blocks of consecutive values, minibatch after minibatch, as `PooledStatistic`, from the pieces of each row
 * before and after the first end of a block in it.
 */
export class PooledColumns {
  readonly #minibatches: number;
  readonly #parameters: number;
  readonly #blockLength: number;
  readonly #sumLogValues: Float64Array;
  readonly #sumLogBlocks: Float64Array;
  readonly #blocks: Float64Array;
  /** Of the values that belong to a block begun in an earlier row. */
  readonly #headSums: Float64Array;
  /** Of the block that is open at the row's present end. */
  readonly #openSums: Float64Array;
  readonly #openFills: Float64Array;
  #added = 0;
  #zeros = 0;

  /**
   * @param blockLength - at least 1; the published one is blockLengthOf(minibatches x parameters)
   */
  constructor(minibatches: number, parameters: number, blockLength: number) {
    this.#minibatches = minibatches;
    this.#parameters = parameters;
    this.#blockLength = blockLength;
    const perRow = () => new Float64Array(minibatches);
    this.#sumLogValues = perRow();
    this.#sumLogBlocks = perRow();
    this.#blocks = perRow();
    this.#headSums = perRow();
    this.#openSums = perRow();
    this.#openFills = perRow();
  }

  /**
   * Adds the next columns.
   *
   * @param rows - one piece a minibatch, all of one length, centred and finite
   * @throws {RangeError} when there are more columns than parameters
   */
  add(rows: readonly Float32Array[]): void {
    const width = rows[0].length;
    if (rows.length !== this.#minibatches || this.#added + width > this.#parameters) {
      throw new RangeError(
        `${rows.length} rows of columns ${this.#added} to ${this.#added + width} do not fit ` +
          `${this.#minibatches} minibatches of ${this.#parameters} parameters.`,
      );
    }
    for (let p = 0; p < this.#minibatches; p++) {
      const head = Math.min(width, Math.max(0, this.#headLength(p) - this.#added));
      if (head > 0) {
        const part = addPooledRow(rows[p].subarray(0, head), endless, { blockSum: 0, blockFill: 0 });
        this.#headSums[p] += part.blockSum;
        this.#sumLogValues[p] += part.sumLogValues;
        this.#zeros += part.zeros;
      }
      if (head === width) continue;
      const rest = addPooledRow(rows[p].subarray(head), this.#blockLength, {
        blockSum: this.#openSums[p],
        blockFill: this.#openFills[p],
      });
      this.#openSums[p] = rest.blockSum;
      this.#openFills[p] = rest.blockFill;
      this.#sumLogValues[p] += rest.sumLogValues;
      this.#sumLogBlocks[p] += rest.sumLogBlocks;
      this.#blocks[p] += rest.blocks;
      this.#zeros += rest.zeros;
    }
    this.#added += width;
  }

  /**
   * The statistic over all columns.
   *
   * @throws {RangeError} when columns are missing
   */
  result(): PooledEstimate {
    if (this.#added !== this.#parameters) {
      throw new RangeError(`${this.#added} of ${this.#parameters} columns were added; add the others first.`);
    }
    const sumLogBlocks = this.#sumLogBlocks.slice();
    const blocks = this.#blocks.slice();
    let carried = 0;
    for (let p = 0; p < this.#minibatches; p++) {
      carried += this.#headSums[p];
      const head = this.#headLength(p);
      if (head > this.#parameters) continue;
      if (head > 0) {
        sumLogBlocks[p] += logOf(Math.abs(carried) + epsilon);
        blocks[p]++;
      }
      carried = this.#openSums[p];
    }
    return pooledEstimate({
      minibatches: this.#minibatches,
      parameters: this.#parameters,
      blockLength: this.#blockLength,
      rows: { sumLogValues: this.#sumLogValues, sumLogBlocks, blocks },
      zeros: this.#zeros,
      firstNonFinite: -1,
    });
  }

  /** Values of row p until the end of the block that is open where it begins. */
  #headLength(p: number): number {
    const begun = (p * this.#parameters) % this.#blockLength;
    return begun === 0 ? 0 : this.#blockLength - begun;
  }
}
