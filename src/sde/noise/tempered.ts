import { fillExponentials, fillNormals, fillStables, powOf } from '../../kernel/index.js';
import type { StreamPosition } from '../../law/index.js';
import { subordinator } from './stable.js';
import { beside, type Components, type NoiseSource, Supply } from './source.js';

/** A subordinator's draw is accepted with probability exp(-time theta^a); longer times are cut. */
const longestPiece = 1;

/**
 * Increments of tempered stable noise: Brownian motion of variance 2 a unit of time at a random time, the
 * increment A of a subordinator with E exp(-s A) = exp(-time ((s + theta)^a - theta^a)), a = alpha/2 and
 * theta = temperingLength^-2.
 *
 * A is drawn exactly: its law is that of the stable subordinator weighted with exp(-theta A), so a stable
 * draw is accepted with that probability (an exponential number exceeds theta A).
 */
export class TemperedSource implements NoiseSource {
  readonly #dimension: number;
  /** Coordinates that share an increment of the subordinator. */
  readonly #sharing: number;
  readonly #noiseScale: number;
  readonly #theta: number;
  readonly #pieces: number;
  readonly #pieceScale: number;
  readonly #stables: Supply;
  readonly #exponentials = new Supply(2, (into, position, block) =>
    fillExponentials(into, { ...beside(position, 2), block }),
  );
  #path: StreamPosition = { key0: 0, key1: 0, lane: 0, tag: 0 };
  #block = 0;

  constructor(
    dimension: number,
    components: Components,
    alpha: number,
    noiseScale: number,
    temperingLength: number,
    time: number,
  ) {
    const a = alpha / 2;
    this.#dimension = dimension;
    this.#sharing = components === 'isotropic' ? dimension : 1;
    this.#noiseScale = noiseScale;
    this.#theta = 1 / (temperingLength * temperingLength);
    this.#pieces = Math.max(1, Math.ceil((time * powOf(this.#theta, a)) / longestPiece));
    this.#pieceScale = powOf(time / this.#pieces, 1 / a);
    const law = subordinator(a);
    this.#stables = new Supply(1, (into, position, block) =>
      fillStables(into, { ...beside(position, 1), block }, law),
    );
  }

  rewind(path: StreamPosition): void {
    this.#path = path;
    this.#block = 0;
    this.#stables.rewind(path);
    this.#exponentials.rewind(path);
  }

  fill(into: Float64Array): void {
    fillNormals(into, { ...this.#path, block: this.#block });
    this.#block += into.length / 2;
    for (let at = 0; at < into.length; at += this.#dimension) {
      for (let from = at; from < at + this.#dimension; from += this.#sharing) {
        const factor = this.#noiseScale * Math.sqrt(2 * this.#subordinate());
        for (let j = from; j < from + this.#sharing; j++) into[j] *= factor;
      }
    }
  }

  #subordinate(): number {
    let sum = 0;
    for (let piece = 0; piece < this.#pieces; piece++) {
      for (;;) {
        const value = this.#pieceScale * this.#stables.next();
        if (this.#exponentials.next() > this.#theta * value) {
          sum += value;
          break;
        }
      }
    }
    return sum;
  }
}
