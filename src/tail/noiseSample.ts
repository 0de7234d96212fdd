import { addRowMixtures, dotProducts, logOf } from '../kernel/index.js';
import { Stream } from '../law/index.js';
import type { NoiseMatrix } from './acrossMinibatches.js';
import { blockLengthOf } from './blockLength.js';
import { ColumnChoice, largestTie } from './columnChoice.js';
import type { PooledEstimate } from './pooled.js';
import { PooledColumns } from './pooledColumns.js';

/**
 * What the diagnosis of a noise matrix looks at: a few hundred columns of it, its row norms and the published
 * statistic, gathered in one pass over blocks of columns. Memory is O(minibatches), whatever the number
 * of coordinates.
 */
export interface NoiseSample {
  readonly minibatches: number;
  readonly coordinates: number;
  /** Coordinates whose gradient is exactly zero in every minibatch, and in more than a tenth of them. */
  readonly deadCoordinates: number;
  readonly sparseCoordinates: number;
  /**
   * Share of the coordinates looked at whose values lie on a grid as coarse as their noise, as float32 makes them where
   * gradients are much larger than their noise.
   */
  readonly coarseShare: number;
  /** Share of gradient entries that are exactly zero. */
  readonly zeroFraction: number;
  /** Coordinates chosen at random among those that are neither dead nor sparse. */
  readonly chosen: NoiseMatrix & { readonly indices: Uint32Array };
  /** Components along random Gaussian directions; none where there are fewer than 2 coordinates. */
  readonly projected: NoiseMatrix;
  /** Euclidean norm of each minibatch's noise. */
  readonly norms: Float64Array;
  /** Mean and variance over live coordinates of log(standard deviation). */
  readonly logScale: { readonly mean: number; readonly variance: number };
  readonly pooled: PooledEstimate;
  /** The pooled statistic of Gaussian rows with the sample covariance of the noise. */
  readonly surrogate: PooledEstimate;
}

export interface NoiseSampleSettings {
  readonly minibatches: number;
  readonly coordinates: number;
  readonly stream: Stream;
  /** 'mean' subtracts the mean over the minibatches; 'none' takes the entries for noise already. */
  readonly centre?: 'mean' | 'none';
}

/** Columns of each kind: their mean tail weight has a tenth of the error of one. */
const mostColumns = 100;
/** Projections take most of the time of a large dump; of so many numbers fewer are made. */
const largeDump = 1e8;
const projectionsOfLarge = 32;
const surrogateRows = 32;
/** A coordinate with a larger share of exact zeros has no continuous law. */
const mostZeros = 0.1;
/** … and so has one in which any value is as frequent. */
const mostTies = 0.1;

/** Gathers a NoiseSample from gradients that are read column block by column block, in order. */
export class NoiseSampler {
  readonly #settings: NoiseSampleSettings;
  readonly #choice: ColumnChoice;
  readonly #priorities: Stream;
  readonly #directions: Stream;
  readonly #directionCount: number;
  readonly #blocksPerDirection: number;
  readonly #mixture: Float32Array;
  readonly #projected: Float64Array;
  readonly #squares: Float64Array;
  readonly #pooled: PooledColumns;
  readonly #surrogate: PooledColumns;
  #added = 0;
  #zeros = 0;
  #dead = 0;
  #sparse = 0;
  #examined = 0;
  #coarse = 0;
  readonly #logScale = { count: 0, mean: 0, squares: 0 };

  /** @throws {RangeError} when a count is not a whole number, or there are fewer than 2 minibatches */
  constructor(settings: NoiseSampleSettings) {
    const { minibatches, coordinates, stream } = settings;
    for (const [what, value, least] of [
      ['minibatches', minibatches, 2],
      ['coordinates', coordinates, 1],
    ] as const) {
      if (!Number.isSafeInteger(value) || value < least) {
        throw new RangeError(
          `The number of ${what} is ${value}; it must be a whole number of at least ${least}.`,
        );
      }
    }
    this.#settings = settings;
    this.#choice = new ColumnChoice(mostColumns, minibatches);
    this.#priorities = stream.substream(0);
    this.#directions = stream.substream(1);
    this.#directionCount =
      coordinates < 2 ? 0 : minibatches * coordinates > largeDump ? projectionsOfLarge : mostColumns;
    this.#blocksPerDirection = Math.ceil(coordinates / 2);
    const rows = Math.max(3, Math.min(surrogateRows, minibatches));
    const norm = 1 / Math.sqrt(minibatches - 1);
    this.#mixture = Float32Array.from(stream.substream(2).normals(rows * minibatches), (g) => g * norm);
    this.#projected = new Float64Array(minibatches * this.#directionCount);
    this.#squares = new Float64Array(minibatches);
    const blockLength = blockLengthOf(minibatches * coordinates);
    this.#pooled = new PooledColumns(minibatches, coordinates, blockLength);
    this.#surrogate = new PooledColumns(rows, coordinates, blockLength);
  }

  /**
   * Adds the next columns. Blocks begin at even columns, so that directions do not depend on how columns
   * are cut.
   *
   * @param gradients - minibatches times width values, row by row, finite
   * @param width - even, but for the last block
   * @throws {RangeError} when a value is not finite: leave its minibatch out and start again
   */
  add(gradients: Float64Array, width: number): void {
    const { minibatches } = this.#settings;
    const { means, zeros } = this.#columnMeans(gradients, width);
    const squares = new Float64Array(width);
    const rows = Array.from({ length: minibatches }, (_, p) => {
      const row = new Float32Array(width);
      let sum = 0;
      for (let j = 0; j < width; j++) {
        const value = gradients[p * width + j] - means[j];
        const square = value * value;
        squares[j] += square;
        sum += square;
        row[j] = value;
      }
      this.#squares[p] += sum;
      return row;
    });
    const priorities = this.#priorities.uniforms(width);
    for (let j = 0; j < width; j++) {
      this.#count(zeros[j], squares[j]);
      if (zeros[j] > mostZeros * minibatches || !(squares[j] > 0)) continue;
      this.#choice.offer(this.#added + j, priorities[j], () => {
        const column = Float64Array.from(
          { length: minibatches },
          (_, p) => gradients[p * width + j] - means[j],
        );
        this.#examined++;
        if (largestTie(column) <= mostTies * minibatches + 1) return column;
        this.#coarse++;
        return undefined;
      });
    }
    this.#pooled.add(rows);
    this.#addSurrogate(rows, width);
    this.#addProjections(rows, width);
    this.#added += width;
  }

  /**
   * The sample of all columns.
   *
   * @throws {RangeError} when columns are missing
   */
  result(): NoiseSample {
    const { minibatches, coordinates } = this.#settings;
    const pooled = this.#pooled.result();
    const { count, mean, squares } = this.#logScale;
    return {
      minibatches,
      coordinates,
      deadCoordinates: this.#dead,
      sparseCoordinates: this.#sparse,
      coarseShare: this.#examined === 0 ? 0 : this.#coarse / this.#examined,
      zeroFraction: this.#zeros / (minibatches * coordinates),
      chosen: this.#choice.result(),
      projected: { rows: minibatches, columns: this.#directionCount, values: this.#projected },
      norms: this.#squares.map(Math.sqrt),
      logScale: { mean, variance: count < 2 ? 0 : squares / (count - 1) },
      pooled,
      surrogate: this.#surrogate.result(),
    };
  }

  /** What is subtracted from each column, and how many of its entries are exactly zero. */
  #columnMeans(gradients: Float64Array, width: number): { means: Float64Array; zeros: Uint32Array } {
    const { minibatches, centre } = this.#settings;
    const means = new Float64Array(width);
    const zeros = new Uint32Array(width);
    for (let p = 0; p < minibatches; p++) {
      for (let j = 0; j < width; j++) {
        const value = gradients[p * width + j];
        means[j] += value;
        if (value === 0) zeros[j]++;
      }
    }
    for (let j = 0; j < width; j++) {
      if (!Number.isFinite(means[j])) {
        throw new RangeError(
          `Coordinate ${this.#added + j} holds values that are not finite; leave their minibatches out.`,
        );
      }
      means[j] = centre === 'none' ? 0 : means[j] / minibatches;
    }
    return { means, zeros };
  }

  #count(zeros: number, squares: number): void {
    const { minibatches } = this.#settings;
    this.#zeros += zeros;
    if (zeros === minibatches) this.#dead++;
    else if (zeros > mostZeros * minibatches) this.#sparse++;
    if (zeros > mostZeros * minibatches || !(squares > 0)) return;
    const log = 0.5 * logOf(squares / minibatches);
    const scale = this.#logScale;
    scale.count++;
    const step = log - scale.mean;
    scale.mean += step / scale.count;
    scale.squares += step * (log - scale.mean);
  }

  #addSurrogate(rows: readonly Float32Array[], width: number): void {
    const count = this.#mixture.length / rows.length;
    const mixed = Array.from({ length: count }, () => new Float32Array(width));
    addRowMixtures(mixed, rows, this.#mixture);
    this.#surrogate.add(mixed);
  }

  #addProjections(rows: readonly Float32Array[], width: number): void {
    if (this.#directionCount === 0) return;
    const directions = Array.from({ length: this.#directionCount }, (_, d) => {
      const own = new Stream(this.#directions);
      own.advance(d * this.#blocksPerDirection + this.#added / 2);
      return Float32Array.from(own.normals(width));
    });
    dotProducts(rows, directions).forEach((product, i) => {
      this.#projected[i] += product;
    });
  }
}
