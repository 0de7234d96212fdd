import type { GradientSource } from '../net/index.js';

/** Coordinates in double precision: weights are rounded to single precision where the loss is evaluated. */
export type Point = ArrayLike<number>;

/** The loss over fixed examples around given weights: what the probes of geometry walk on. */
export class LossLandscape {
  readonly dimension: number;
  readonly #source: GradientSource;
  readonly #examples: Uint32Array;
  readonly #rounded: Float32Array;

  /** @throws {RangeError} when no examples are given */
  constructor(source: GradientSource, examples: Uint32Array) {
    if (examples.length === 0) throw new RangeError('No examples were given; a mean needs at least one.');
    this.dimension = source.parameterCount;
    this.#source = source;
    this.#examples = examples;
    this.#rounded = new Float32Array(source.parameterCount);
  }

  /** Mean loss at `point`. */
  loss(point: Point): number {
    this.#rounded.set(point);
    return finite(this.#source.loss(this.#rounded, this.#examples));
  }

  /** Mean loss at `point`; its gradient goes to `gradient`. */
  gradient(point: Point, gradient: Float32Array): number {
    this.#rounded.set(point);
    return finite(this.#source.gradient(this.#rounded, this.#examples, gradient));
  }

  /** Mean loss at `origin` + `distance` × `direction`. */
  lossAlong(origin: Point, direction: Point, distance: number): number {
    for (let i = 0; i < this.dimension; i++) this.#rounded[i] = origin[i] + distance * direction[i];
    return finite(this.#source.loss(this.#rounded, this.#examples));
  }

  /** Returns `point`. @throws {RangeError} when it has another length or a number that is not finite */
  requirePoint<P extends Point>(what: string, point: P): P {
    return requirePoint(what, point, this.dimension);
  }
}

/** Returns `point`. @throws {RangeError} when it has not `length` numbers or one that is not finite */
export function requirePoint<P extends Point>(what: string, point: P, length: number): P {
  if (point.length !== length) {
    throw new RangeError(`The ${what} has ${point.length} numbers; ${length} are needed.`);
  }
  for (let i = 0; i < point.length; i++) {
    if (!Number.isFinite(point[i])) {
      throw new RangeError(`Number ${i} of the ${what} is ${point[i]}; all must be finite.`);
    }
  }
  return point;
}

/** Requires a distance or tolerance. @throws {RangeError} when `value` is not a finite number above 0 */
export function requirePositive(what: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) {
    throw new RangeError(`The ${what} is ${value}; it must be a finite number above 0.`);
  }
}

/** Requires a count. @throws {RangeError} when `value` is not a whole number of at least `least` */
export function requireCount(what: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(
      `The number of ${what} is ${value}; it must be a whole number of at least ${least}.`,
    );
  }
}

function finite(loss: number): number {
  if (Number.isFinite(loss)) return loss;
  throw new RangeError(`The loss is ${loss} at weights that a probe tried; take a smaller distance.`);
}
