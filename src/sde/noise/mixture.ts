import type { StreamPosition } from '../../law/index.js';
import { beside, type NoiseSource } from './source.js';

/** Beyond every purpose that a source numbers for itself. */
const secondPart = 16;

/** The sum of two independent sources. */
export class MixtureSource implements NoiseSource {
  #buffer = new Float64Array(0);
  readonly #first: NoiseSource;
  readonly #second: NoiseSource;

  constructor(first: NoiseSource, second: NoiseSource) {
    this.#first = first;
    this.#second = second;
  }

  rewind(path: StreamPosition): void {
    this.#first.rewind(path);
    this.#second.rewind(beside(path, secondPart));
  }

  fill(into: Float64Array): void {
    if (this.#buffer.length < into.length) this.#buffer = new Float64Array(into.length);
    const other = this.#buffer.subarray(0, into.length);
    this.#first.fill(into);
    this.#second.fill(other);
    for (let i = 0; i < into.length; i++) into[i] += other[i];
  }
}
