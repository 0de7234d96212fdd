import type { NoiseMatrix } from '../../noiseMatrix.js';

interface Kept {
  readonly priority: number;
  readonly index: number;
  readonly column: Float64Array;
}

/**
 * A random choice of columns among those offered, whose number is not known before: the columns of the
 * lowest random priorities are kept.
 */
export class ColumnChoice {
  readonly #most: number;
  readonly #rows: number;
  /** In the order of priority. */
  readonly #kept: Kept[] = [];

  constructor(most: number, rows: number) {
    this.#most = most;
    this.#rows = rows;
  }

  /**
   * Offers a column.
   *
   * @param index - of the column
   * @param priority - random; the lowest ones are kept
   * @param columnAt - gives the column, which then belongs to the choice; undefined for one that must not be
   *   kept. Called only if it would be.
   */
  offer(index: number, priority: number, columnAt: () => Float64Array | undefined): void {
    if (this.#kept.length === this.#most && priority >= this.#kept[this.#most - 1].priority) return;
    const column = columnAt();
    if (column === undefined) return;
    const place = this.#kept.findIndex((kept) => kept.priority > priority);
    this.#kept.splice(place < 0 ? this.#kept.length : place, 0, { priority, index, column });
    if (this.#kept.length > this.#most) this.#kept.pop();
  }

  /** The chosen columns in the order of their indices. */
  result(): NoiseMatrix & { readonly indices: Uint32Array } {
    const kept = this.#kept.toSorted((a, b) => a.index - b.index);
    const values = new Float64Array(this.#rows * kept.length);
    kept.forEach(({ column }, j) => {
      for (let p = 0; p < this.#rows; p++) values[p * kept.length + j] = column[p];
    });
    return {
      rows: this.#rows,
      columns: kept.length,
      values,
      indices: Uint32Array.from(kept, ({ index }) => index),
    };
  }
}

/** How often the most frequent value of a column occurs. */
export function largestTie(column: Float64Array): number {
  const sorted = column.slice().sort();
  let [largest, run] = [1, 1];
  for (let i = 1; i < sorted.length; i++) {
    run = sorted[i] === sorted[i - 1] ? run + 1 : 1;
    if (run > largest) largest = run;
  }
  return largest;
}
