import { addRowMixtures, square } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import type { NoiseMatrix } from '../noiseMatrix.js';

/*
 * Gaussian noise with exactly the sample covariance of measured noise: the null of every claim about
 * its tails.
 *
 * With centred rows A_q, q = 1..P, a surrogate row is Y = sum_q g_q A_q / sqrt(P - 1), g independent
 * standard normal. Given A, Y is Gaussian with covariance A'A / (P - 1). A parameter whose noise is
 * always exactly zero keeps it exactly zero. Surrogate rows are not centred again: centring
 * multiplies all of them by one factor, and the statistics of this folder do not depend on scale.
 */

/** Rows mixed into the surrogate at a time; the memory of so many rows is held besides. */
const rowsAtATime = 16;

/** How many surrogate rows are drawn, and from noise of which shape. */
export interface SurrogateSettings {
  /** Surrogate rows to draw. */
  readonly rows: number;
  /** P, the rows that will be added. */
  readonly minibatches: number;
  /** M, the length of a row. */
  readonly parameters: number;
  /** Random numbers: `rows` normal ones for each minibatch. */
  readonly stream: Stream;
}

/**
 * Draws surrogate rows from noise that is streamed row by row and never stored: memory
 * (rows + 16) x parameters in f32. The same noise in the same order gives the same bits as
 * `gaussianSurrogate` of the stored matrix.
 */
export class SurrogateRows {
  readonly #settings: SurrogateSettings;
  readonly #rows: Float32Array[];
  readonly #waiting: Float32Array[] = [];
  #added = 0;

  /** @throws {RangeError} when a count is not a whole number, or there are fewer than 2 minibatches */
  constructor(settings: SurrogateSettings) {
    const { rows, minibatches, parameters } = settings;
    for (const [what, value, least] of [
      ['surrogate rows', rows, 1],
      ['minibatches', minibatches, 2],
      ['parameters', parameters, 1],
    ] as const) {
      if (!Number.isSafeInteger(value) || value < least) {
        throw new RangeError(
          `The number of ${what} is ${value}; it must be a whole number of at least ${least}.`,
        );
      }
    }
    this.#settings = settings;
    this.#rows = Array.from({ length: rows }, () => new Float32Array(parameters));
  }

  /**
   * Adds the next minibatch's noise, centred by the mean over all minibatches. The row is copied.
   *
   * @throws {RangeError} when the row has another length, or all rows were added
   */
  add(centredRow: Float32Array): void {
    const { minibatches, parameters } = this.#settings;
    if (centredRow.length !== parameters) {
      throw new RangeError(
        `The row holds ${centredRow.length} values; this surrogate takes rows of ${parameters}.`,
      );
    }
    if (this.#added === minibatches) {
      throw new RangeError(`All ${minibatches} minibatches were added; start a new surrogate for more.`);
    }
    this.#waiting.push(centredRow.slice());
    this.#added++;
    if (this.#waiting.length === rowsAtATime) this.#mix();
  }

  /**
   * The surrogate rows.
   *
   * @throws {RangeError} when minibatches are missing
   */
  result(): readonly Float32Array[] {
    const { minibatches } = this.#settings;
    if (this.#added !== minibatches) {
      throw new RangeError(`${this.#added} of ${minibatches} minibatches were added; add the others first.`);
    }
    this.#mix();
    return this.#rows;
  }

  #mix(): void {
    const { rows, minibatches, stream } = this.#settings;
    const count = this.#waiting.length;
    const norm = 1 / Math.sqrt(minibatches - 1);
    const coefficients = new Float32Array(rows * count);
    for (let q = 0; q < count; q++) {
      const normals = stream.normals(rows);
      for (let s = 0; s < rows; s++) coefficients[s * count + q] = normals[s] * norm;
    }
    addRowMixtures(this.#rows, this.#waiting, coefficients);
    this.#waiting.length = 0;
  }
}

/**
 * Gaussian noise with exactly the sample covariance of a stored matrix, whose columns have mean zero.
 *
 * @param noise - centred, at least 2 rows
 * @param stream - random numbers
 * @param rows - of the surrogate; as many as the noise has by default
 * @returns `rows` times `noise.columns` values, row by row
 * @throws {RangeError} when there are fewer than 2 rows, or `rows` is not a whole number of at least 1
 * @example
 * import { stream } from 'heavytail/law';
 * import { gaussianSurrogate } from 'heavytail/tail';
 *
 * // Two columns that are always opposite stay opposite.
 * const noise = { rows: 4, columns: 2, values: [1, -1, -1, 1, 5, -5, -5, 5] };
 * const surrogate = gaussianSurrogate(noise, stream(1, 'surrogate'), 1);
 * surrogate[0] + surrogate[1]; // → 0
 */
export function gaussianSurrogate(
  noise: NoiseMatrix,
  stream: Stream,
  rows: number = noise.rows,
): Float32Array {
  const { columns } = noise;
  const surrogate = new SurrogateRows({ rows, minibatches: noise.rows, parameters: columns, stream });
  const row = new Float32Array(columns);
  for (let q = 0; q < noise.rows; q++) {
    for (let j = 0; j < columns; j++) row[j] = noise.values[q * columns + j];
    surrogate.add(row);
  }
  const result = new Float32Array(rows * columns);
  surrogate.result().forEach((surrogateRow, s) => result.set(surrogateRow, s * columns));
  return result;
}

/**
 * A surrogate that keeps only the standard deviation of each column: independent Gaussians. The
 * difference to `gaussianSurrogate` is what correlation between columns does.
 *
 * @param noise - centred, at least 2 rows
 * @param stream - random numbers
 * @param rows - of the surrogate; as many as the noise has by default
 * @returns `rows` times `noise.columns` values, row by row
 */
export function diagonalSurrogate(
  noise: NoiseMatrix,
  stream: Stream,
  rows: number = noise.rows,
): Float32Array {
  const { columns, values } = noise;
  const deviations = new Float64Array(columns);
  for (let q = 0; q < noise.rows; q++) {
    for (let j = 0; j < columns; j++) deviations[j] += square(values[q * columns + j]);
  }
  for (let j = 0; j < columns; j++) deviations[j] = Math.sqrt(deviations[j] / (noise.rows - 1));
  const result = new Float32Array(rows * columns);
  for (let s = 0; s < rows; s++) {
    const normals = stream.normals(columns);
    for (let j = 0; j < columns; j++) result[s * columns + j] = deviations[j] * normals[j];
  }
  return result;
}
