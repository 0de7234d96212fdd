import type { StreamPosition } from '../../law/index.js';

/** Whether coordinates share their jumps (one direction for all) or have their own. */
export type Components = 'isotropic' | 'independent';

/**
 * Increments of a driver along one path after another. What a source gives depends on the position, on how
 * many numbers were asked for since, and on nothing else.
 */
export interface NoiseSource {
  /** Goes to the first step of a path. */
  rewind(path: StreamPosition): void;
  /** Writes the increments of the next steps, row by row; as many numbers as fit, an even number of steps. */
  fill(into: Float64Array): void;
}

/**
 * A stream beside another with the same key: a third counter word that differs in a low bit, so that the two
 * never use the same block.
 */
export function beside(position: StreamPosition, purpose: number): StreamPosition {
  const { key0, key1, lane, tag } = position;
  return { key0, key1, lane, tag: (tag ^ purpose) >>> 0 };
}

/** Numbers that are asked for one by one, drawn in batches. */
export class Supply {
  readonly #draw: (into: Float64Array, position: StreamPosition, block: number) => void;
  readonly #perBlock: number;
  readonly #batch = new Float64Array(64);
  #next = 0;
  #block = 0;
  #position: StreamPosition = { key0: 0, key1: 0, lane: 0, tag: 0 };

  /** @param perBlock - numbers that `draw` makes of one block */
  constructor(perBlock: number, draw: (into: Float64Array, position: StreamPosition, block: number) => void) {
    this.#perBlock = perBlock;
    this.#draw = draw;
  }

  rewind(position: StreamPosition): void {
    this.#position = position;
    this.#block = 0;
    this.#next = this.#batch.length;
  }

  next(): number {
    if (this.#next === this.#batch.length) {
      this.#draw(this.#batch, this.#position, this.#block);
      this.#block += this.#batch.length / this.#perBlock;
      this.#next = 0;
    }
    return this.#batch[this.#next++];
  }
}
