import { fillExponentials, fillNormals, fillUniforms, square } from '../../kernel/index.js';
import { draw, type Law, Stream, type StreamPosition } from '../../law/index.js';
import { beside, type Components, type NoiseSource, Supply } from './source.js';

/** Jumps at the times of a Poisson process: each step gets the sum of those that fall into it. */
export class CompoundPoissonSource implements NoiseSource {
  readonly #dimension: number;
  readonly #components: Components;
  readonly #timeStep: number;
  /** Of the whole vector: each coordinate of independent components adds its own. */
  readonly #rate: number;
  readonly #arrivals = new Supply(2, (into, position, block) =>
    fillExponentials(into, { ...position, block }),
  );
  readonly #directions = new Supply(2, (into, position, block) =>
    fillNormals(into, { ...beside(position, 1), block }),
  );
  readonly #places = new Supply(2, (into, position, block) =>
    fillUniforms(into, { ...beside(position, 2), block }),
  );
  readonly #sizes: Supply;
  readonly #direction: Float64Array;
  #sizeStream: Stream = new Stream({ key0: 0, key1: 0, lane: 0, tag: 0 });
  #step = 0;
  #nextJump = 0;

  constructor(dimension: number, components: Components, rate: number, jump: Law, timeStep: number) {
    this.#dimension = dimension;
    this.#components = components;
    this.#timeStep = timeStep;
    this.#rate = components === 'isotropic' ? rate : rate * dimension;
    this.#direction = new Float64Array(dimension);
    this.#sizes = new Supply(1, (into) => into.set(draw(jump, into.length, this.#sizeStream)));
  }

  rewind(path: StreamPosition): void {
    for (const supply of [this.#arrivals, this.#directions, this.#places, this.#sizes]) supply.rewind(path);
    this.#sizeStream = new Stream(beside(path, 3));
    this.#step = 0;
    this.#nextJump = this.#arrivals.next() / this.#rate;
  }

  fill(into: Float64Array): void {
    into.fill(0);
    for (let at = 0; at < into.length; at += this.#dimension) {
      this.#step += 1;
      while (this.#nextJump <= this.#step * this.#timeStep) {
        if (this.#components === 'isotropic') this.#jumpAnywhere(into, at);
        else into[at + this.#anyCoordinate()] += this.#sizes.next();
        this.#nextJump += this.#arrivals.next() / this.#rate;
      }
    }
  }

  /** Adds a jump along a direction that is uniform on the sphere. */
  #jumpAnywhere(into: Float64Array, at: number): void {
    const size = this.#sizes.next();
    const direction = this.#direction;
    let squares = 0;
    for (let j = 0; j < direction.length; j++) {
      direction[j] = this.#directions.next();
      squares += square(direction[j]);
    }
    const factor = size / Math.sqrt(squares);
    for (let j = 0; j < direction.length; j++) into[at + j] += factor * direction[j];
  }

  #anyCoordinate(): number {
    return Math.min(this.#dimension - 1, Math.floor(this.#places.next() * this.#dimension));
  }
}
