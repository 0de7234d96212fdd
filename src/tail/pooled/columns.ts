import {
  addPooledTile,
  type Arena,
  copyTile,
  logOf,
  pooledPlaces,
  pooledRowNumbers,
  type Tile,
  tileColumns,
  withArena,
} from '../../kernel/index.js';
import { pooledEstimate, type PooledEstimate } from './statistic.js';

/** As the published code: it keeps the logarithm of an exact zero finite. */
const epsilon = 2.2e-16;

/**
 * The pooled statistic of a matrix that is read column block by column block, in memory O(minibatches): the
 * same blocks of consecutive values, minibatch after minibatch, as `PooledStatistic`, from the pieces of
 * each row before and after the first end of a block in it.
 */
export class PooledColumns {
  readonly #minibatches: number;
  readonly #parameters: number;
  readonly #blockLength: number;
  /** Values of each row that still belong to a block begun in an earlier row. */
  readonly #heads: Float64Array;
  readonly #states: Float64Array;
  #added = 0;

  /**
   * @param minibatches - rows of the matrix
   * @param parameters - its columns
   * @param blockLength - at least 1; the published one is blockLengthOf(minibatches x parameters)
   */
  constructor(minibatches: number, parameters: number, blockLength: number) {
    this.#minibatches = minibatches;
    this.#parameters = parameters;
    this.#blockLength = blockLength;
    this.#heads = Float64Array.from({ length: minibatches }, (_, p) => this.#headLength(p));
    this.#states = new Float64Array(minibatches * pooledRowNumbers);
  }

  /**
   * Adds the next columns.
   *
   * @param values - minibatches times `width` numbers, row by row, centred
   * @throws {RangeError} when they are of another number, or more columns than parameters
   */
  add(values: Float32Array, width: number): void {
    if (values.length !== this.#minibatches * width) {
      throw new RangeError(
        `${values.length} numbers are not ${this.#minibatches} minibatches of ${width} columns.`,
      );
    }
    for (let from = 0; from < width; from += tileColumns) {
      withArena((arena) =>
        this.addTile(arena, copyTile(arena, values, width, from, Math.min(tileColumns, width - from))),
      );
    }
  }

  /**
   * Adds the next columns, which lie in kernel memory.
   *
   * @throws {RangeError} when they do not fit
   */
  addTile(arena: Arena, tile: Tile): void {
    const { rows, columns } = tile;
    if (rows !== this.#minibatches || this.#added + columns > this.#parameters) {
      throw new RangeError(
        `${rows} rows of columns ${this.#added} to ${this.#added + columns} do not fit ` +
          `${this.#minibatches} minibatches of ${this.#parameters} parameters.`,
      );
    }
    addPooledTile(arena, tile, this.#blockLength, this.#heads, this.#states);
    this.#added += columns;
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
    const { sumLogBlocks, blocks } = this.#closedBlocks();
    return pooledEstimate({
      minibatches: this.#minibatches,
      parameters: this.#parameters,
      blockLength: this.#blockLength,
      rows: { sumLogValues: this.#perRow('sumLogValues'), sumLogBlocks, blocks },
      zeros: this.#perRow('zeros').reduce((sum, count) => sum + count, 0),
      firstNonFinite: this.#perRow('nonFinite').findIndex((count) => count > 0),
    });
  }

  /** Blocks that ended in each row: those within it, and the one that its head completed. */
  #closedBlocks(): { sumLogBlocks: Float64Array; blocks: Float64Array } {
    const sumLogBlocks = this.#perRow('sumLogBlocks');
    const blocks = this.#perRow('blocks');
    let carried = 0;
    for (let p = 0; p < this.#minibatches; p++) {
      const [head, rest] = this.#both(p, 'blockSum');
      carried += head;
      const length = this.#headLength(p);
      if (length > this.#parameters) continue;
      if (length > 0) {
        sumLogBlocks[p] += logOf(Math.abs(carried) + epsilon);
        blocks[p]++;
      }
      carried = rest;
    }
    return { sumLogBlocks, blocks };
  }

  /** A number of the state of row p's head and of what follows it. */
  #both(p: number, what: keyof typeof pooledPlaces): readonly [number, number] {
    const at = pooledRowNumbers * p + pooledPlaces[what];
    return [this.#states[at], this.#states[at + pooledRowNumbers / 2]];
  }

  #perRow(what: keyof typeof pooledPlaces): Float64Array {
    return Float64Array.from({ length: this.#minibatches }, (_, p) => {
      const [head, rest] = this.#both(p, what);
      return head + rest;
    });
  }

  /** Values of row p until the end of the block that is open where it begins. */
  #headLength(p: number): number {
    const begun = (p * this.#parameters) % this.#blockLength;
    return begun === 0 ? 0 : this.#blockLength - begun;
  }
}
