import {
  addProjections,
  type Arena,
  centreTile,
  logOf,
  mixedTile,
  normalTile,
  type Numbers,
  rawTile,
  type RawTile,
  type Tile,
  tileColumns,
  tileMoments,
  type TileMoments,
  withArena,
} from '../../../kernel/index.js';
import { Stream } from '../../../law/index.js';
import type { NoiseMatrix } from '../../noiseMatrix.js';
import { blockLengthOf } from '../../sums/blockLength.js';
import { ColumnChoice, largestTie } from './columnChoice.js';
import type { PooledEstimate } from '../../pooled/statistic.js';
import { PooledColumns } from '../../pooled/columns.js';

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
   * Share of the coordinates looked at whose values lie on a grid as coarse as their noise, as float32
   * makes them where gradients are much larger than their noise.
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

/** What a `NoiseSampler` needs to know before it reads. */
export interface NoiseSampleSettings {
  readonly minibatches: number;
  readonly coordinates: number;
  /** Random numbers for columns, directions and the Gaussian surrogate. */
  readonly stream: Stream;
  /** 'mean' subtracts the mean over the minibatches; 'none' takes the entries for noise already. */
  readonly centre?: 'mean' | 'none';
}

/** Columns of each kind: their mean tail weight has a tenth of the error of one. */
const mostColumns = 100;
/** Projections take most of the time of a large dump; of so many numbers fewer are made. */
const largeDump = 1e8;
const projectionsOfLarge = 32;
/** Rows of the Gaussian surrogate of the pooled statistic; a statistic needs 3. */
const surrogateRows = 32;
const fewestSurrogateRows = 3;
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
    const rows = Math.max(fewestSurrogateRows, Math.min(surrogateRows, minibatches));
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
  add(gradients: Numbers, width: number): void {
    for (let from = 0; from < width; from += tileColumns) {
      const columns = Math.min(tileColumns, width - from);
      withArena((arena) => {
        const { centre = 'mean' } = this.#settings;
        const raw = rawTile(arena, gradients, width, from, columns, centre);
        this.#requireFinite(raw);
        const moments = tileMoments(arena, raw);
        moments.rowSquares.forEach((square, p) => {
          this.#squares[p] += square;
        });
        const means = raw.means.array.slice();
        this.#lookAtColumns(moments, (p, j) => gradients[p * width + from + j] - means[j]);
        const tile = centreTile(arena, raw);
        this.#pooled.addTile(arena, tile);
        this.#surrogate.addTile(arena, mixedTile(arena, tile, this.#mixture));
        this.#addProjections(arena, tile);
      });
      this.#added += columns;
    }
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

  #requireFinite({ nonFinite }: RawTile): void {
    if (nonFinite < 0) return;
    throw new RangeError(
      `Coordinate ${this.#added + nonFinite} holds values that are not finite; leave their minibatches out.`,
    );
  }

  /** @param noise - of minibatch p along column j of the tile */
  #lookAtColumns({ zeros, columnSquares }: TileMoments, noise: (p: number, j: number) => number): void {
    const { minibatches } = this.#settings;
    const columns = zeros.length;
    const priorities = this.#priorities.uniforms(columns);
    for (let j = 0; j < columns; j++) {
      this.#count(zeros[j], columnSquares[j]);
      if (zeros[j] > mostZeros * minibatches || !(columnSquares[j] > 0)) continue;
      this.#choice.offer(this.#added + j, priorities[j], () => {
        const column = Float64Array.from({ length: minibatches }, (_, p) => noise(p, j));
        this.#examined++;
        if (largestTie(column) <= mostTies * minibatches + 1) return column;
        this.#coarse++;
        return undefined;
      });
    }
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

  #addProjections(arena: Arena, tile: Tile): void {
    if (this.#directionCount === 0) return;
    const starts = Array.from({ length: this.#directionCount }, (_, d) => {
      const own = new Stream(this.#directions);
      own.advance(d * this.#blocksPerDirection + this.#added / 2);
      return own;
    });
    addProjections(arena, tile, normalTile(arena, starts, tile.columns), this.#projected);
  }
}
