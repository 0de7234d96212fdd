import { dotProducts } from '../../kernel/index.js';
import { Stream } from '../../law/index.js';

/** Directions drawn and used at a time when they are not kept. */
const directionsAtATime = 16;
/** 256 MiB. */
const usualBytesKept = 256 * 1024 * 1024;

/** What a `Projector` projects, and on how many directions. */
export interface ProjectorSettings {
  /** How many random directions rows are projected on. */
  readonly directions: number;
  /** M, the length of a row. */
  readonly parameters: number;
  /** Moved on past all directions, whether they are kept or drawn again later. */
  readonly stream: Stream;
  /** Directions are kept when they fit into so many bytes, 256 MiB by default, and drawn again otherwise. */
  readonly mostBytesKept?: number;
}

/**
 * Projects rows of `parameters` values on fixed random directions, uniform on the unit sphere (normalised
 * Gaussian vectors), as Panigrahi, Somani, Goyal, Netrapalli 2019 (arXiv:1910.09626) test gradient noise.
 *
 * Direction i comes from its own blocks of the stream, so projections do not depend on how many directions
 * there are, on the order of the rows, or on whether directions are kept. Memory: 4 bytes x directions x
 * parameters up to `mostBytesKept`; beyond that 16 directions, which are drawn again for each call: then
 * hand `projectRows` many rows at a time. Products are summed in f32 over 512 parameters and in f64 beyond:
 * error about 1e-7 of the row's norm.
 *
 * @example
 * import { stream } from 'heavytail/law';
 * import { Projector } from 'heavytail/tail';
 *
 * const projector = new Projector({ directions: 3, parameters: 1000, stream: stream(1, 'directions') });
 * projector.project(new Float32Array(1000).fill(1)).length; // → 3
 */
export class Projector {
  readonly #settings: ProjectorSettings;
  readonly #firstBlock: number;
  readonly #blocksEach: number;
  #kept: Float32Array[] | undefined;

  /** @throws {RangeError} when a count is not a positive whole number */
  constructor(settings: ProjectorSettings) {
    for (const [what, value] of [
      ['directions', settings.directions],
      ['parameters', settings.parameters],
    ] as const) {
      if (!Number.isSafeInteger(value) || value < 1) {
        throw new RangeError(`The number of ${what} is ${value}; it must be a whole number of at least 1.`);
      }
    }
    this.#settings = settings;
    this.#firstBlock = settings.stream.block;
    // A block of the stream holds two normal numbers.
    this.#blocksEach = Math.ceil(settings.parameters / 2);
    settings.stream.advance(this.#blocksEach * settings.directions);
  }

  /** One row: entry i of the result is its component along direction i. */
  project(row: Float32Array): Float64Array {
    return this.projectRows([row]);
  }

  /**
   * Several rows at once.
   *
   * @returns rows.length times directions values, row by row
   * @throws {RangeError} when a row has another length
   */
  projectRows(rows: readonly Float32Array[]): Float64Array {
    const { directions, parameters } = this.#settings;
    for (const row of rows) {
      if (row.length !== parameters) {
        throw new RangeError(
          `The row holds ${row.length} values; this projector takes rows of ${parameters}.`,
        );
      }
    }
    const result = new Float64Array(rows.length * directions);
    for (let first = 0; first < directions; first += directionsAtATime) {
      const some = this.#directions(first, Math.min(directionsAtATime, directions - first));
      const products = dotProducts(rows, some);
      for (let r = 0; r < rows.length; r++) {
        result.set(products.subarray(r * some.length, (r + 1) * some.length), r * directions + first);
      }
    }
    return result;
  }

  #directions(first: number, count: number): Float32Array[] {
    const { directions, parameters, mostBytesKept = usualBytesKept } = this.#settings;
    if (4 * directions * parameters > mostBytesKept) {
      return Array.from({ length: count }, (_, i) => this.#draw(first + i));
    }
    this.#kept ??= Array.from({ length: directions }, (_, i) => this.#draw(i));
    return this.#kept.slice(first, first + count);
  }

  #draw(index: number): Float32Array {
    const { parameters, stream } = this.#settings;
    const own = new Stream(stream);
    own.advance(this.#firstBlock + index * this.#blocksEach);
    const normals = own.normals(parameters);
    let squares = 0;
    for (const value of normals) squares += value * value;
    const norm = Math.sqrt(squares);
    return Float32Array.from(normals, (value) => value / norm);
  }
}
