import { fillNormals } from '../../kernel/index.js';
import type { StreamPosition } from '../../law/index.js';
import type { NoiseSource } from './source.js';

/** Independent normal increments of one standard deviation. */
export class GaussianSource implements NoiseSource {
  readonly #deviation: number;
  #path: StreamPosition = { key0: 0, key1: 0, lane: 0, tag: 0 };
  #block = 0;

  constructor(deviation: number) {
    this.#deviation = deviation;
  }

  rewind(path: StreamPosition): void {
    this.#path = path;
    this.#block = 0;
  }

  fill(into: Float64Array): void {
    fillNormals(into, { ...this.#path, block: this.#block });
    this.#block += into.length / 2;
    const deviation = this.#deviation;
    for (let i = 0; i < into.length; i++) into[i] *= deviation;
  }
}
