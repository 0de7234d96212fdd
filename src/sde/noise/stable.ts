import { cosOf, fillNormals, fillStables, powOf, type StableParameters } from '../../kernel/index.js';
import type { StreamPosition } from '../../law/index.js';
import { beside, type Components, type NoiseSource } from './source.js';

/**
 * The positive stable law of index a < 1 with E exp(-s A) = exp(-s^a): in S1 its scale is
 * cos(pi a/2)^(1/a), its skewness 1.
 */
export function subordinator(a: number): StableParameters {
  return {
    alpha: a,
    beta: 1,
    scale: powOf(cosOf((Math.PI * a) / 2), 1 / a),
    location: 0,
    centered: false,
  };
}

/** Symmetric stable increments of one scale, cut to `largest`, coordinate by coordinate. */
export class IndependentStableSource implements NoiseSource {
  readonly #law: StableParameters;
  readonly #largest: number;
  #path: StreamPosition = { key0: 0, key1: 0, lane: 0, tag: 0 };
  #block = 0;

  constructor(alpha: number, scale: number, largest = Infinity) {
    this.#law = { alpha, beta: 0, scale, location: 0, centered: true };
    this.#largest = largest;
  }

  rewind(path: StreamPosition): void {
    this.#path = path;
    this.#block = 0;
  }

  fill(into: Float64Array): void {
    fillStables(into, { ...this.#path, block: this.#block }, this.#law);
    this.#block += into.length;
    const largest = this.#largest;
    if (largest === Infinity) return;
    for (let i = 0; i < into.length; i++) into[i] = Math.max(-largest, Math.min(largest, into[i]));
  }
}

/**
 * Increments with characteristic function exp(-|scale u|^alpha), their length cut to `largest`: sqrt(2 A)
 * times a standard normal vector, A positive stable of index alpha/2.
 */
export class IsotropicStableSource implements NoiseSource {
  readonly #dimension: number;
  readonly #scale: number;
  readonly #largest: number;
  readonly #law: StableParameters;
  #shared = new Float64Array(0);
  #path: StreamPosition = { key0: 0, key1: 0, lane: 0, tag: 0 };
  #step = 0;

  constructor(dimension: number, alpha: number, scale: number, largest = Infinity) {
    this.#dimension = dimension;
    this.#scale = scale;
    this.#largest = largest;
    this.#law = subordinator(alpha / 2);
  }

  rewind(path: StreamPosition): void {
    this.#path = path;
    this.#step = 0;
  }

  fill(into: Float64Array): void {
    const dimension = this.#dimension;
    const steps = into.length / dimension;
    if (this.#shared.length < steps) this.#shared = new Float64Array(steps);
    const shared = this.#shared.subarray(0, steps);
    fillNormals(into, { ...this.#path, block: (this.#step * dimension) / 2 });
    fillStables(shared, { ...beside(this.#path, 1), block: this.#step }, this.#law);
    this.#step += steps;
    for (let step = 0; step < steps; step++) {
      const at = step * dimension;
      let factor = this.#scale * Math.sqrt(2 * shared[step]);
      if (this.#largest < Infinity) factor *= shortening(into, at, dimension, factor, this.#largest);
      for (let j = at; j < at + dimension; j++) into[j] *= factor;
    }
  }
}

/** At most 1, so that `factor` times the row times this has at most the given length. */
function shortening(
  rows: Float64Array,
  at: number,
  dimension: number,
  factor: number,
  largest: number,
): number {
  let square = 0;
  for (let j = at; j < at + dimension; j++) square += rows[j] * rows[j];
  const length = factor * Math.sqrt(square);
  return length > largest ? largest / length : 1;
}

/** The source of stable increments of one scale. */
export function stableSource(
  dimension: number,
  components: Components,
  alpha: number,
  scale: number,
  largest?: number,
): NoiseSource {
  return components === 'isotropic' && dimension > 1
    ? new IsotropicStableSource(dimension, alpha, scale, largest)
    : new IndependentStableSource(alpha, scale, largest);
}
