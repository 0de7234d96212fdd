import { square } from '../../kernel/index.js';
import type { StreamPosition } from '../../law/index.js';
import { UserError } from '../../error.js';
import { type Landscape, type Place, requirePlace } from '../landscape/landscape.js';
import { type Components, type NoiseSource, noiseSource, type SpaceDriver } from '../noise/index.js';
import { coarsestStep } from '../line/scheme.js';

/**
 * euler: x - timeStep grad U(x) + increment.
 * tamed: the same with the drift divided by 1 + timeStep |grad U(x)|, so that no step is longer than 1 by its
 * drift; converges to the same process and does not explode where the drift grows faster than linearly
 * (Hutzenthaler, Jentzen and Kloeden 2012).
 */
export type SpaceScheme = 'euler' | 'tamed';

/** What a path in space needs. */
export interface SpaceSettings {
  /** U, whose slope drives the path. */
  readonly landscape: Landscape;
  /** The noise. */
  readonly driver: SpaceDriver;
  /**
   * Whether jumps have one direction or every coordinate its own; without meaning for Gaussian increments.
   * Default: isotropic.
   */
  readonly components?: Components;
  /** One number per dimension. */
  readonly start: ArrayLike<number>;
  /** Length of a time step, above 0, in the unit of time of the equation. */
  readonly timeStep: number;
  /** Default: euler. */
  readonly scheme?: SpaceScheme;
  /** Where the random numbers come from. It does not move on: the same stream gives the same paths. */
  readonly stream: StreamPosition;
}

/** Numbers of noise drawn at a time: few at first, for paths that end soon, then more. */
const fewestNumbers = 64;
const mostNumbers = 1024;

/** Above this product of time step and curvature gradient descent itself diverges. */
const descentLimit = 2;

/** One path after another, step by step, without allocating. */
export class Walk {
  readonly place: Place;
  readonly #landscape: Landscape;
  readonly #source: NoiseSource;
  readonly #scaleAt: ((place: Place) => number) | undefined;
  readonly #timeStep: number;
  readonly #tamed: boolean;
  readonly #start: Place;
  readonly #slope: Place;
  readonly #noise: Float64Array;
  #batch: Float64Array;
  #next = 0;
  #scale = 1;

  /** @throws {UserError} when a setting is out of range or the time step too coarse for the landscape */
  constructor(settings: SpaceSettings) {
    const { landscape, driver, components = 'isotropic', timeStep, scheme = 'euler' } = settings;
    const { dimension } = landscape;
    requireStep(settings);
    this.#landscape = landscape;
    this.#source = noiseSource(
      driver.kind === 'scaled' ? driver.driver : driver,
      dimension,
      components,
      timeStep,
    );
    this.#scaleAt = driver.kind === 'scaled' ? driver.scaleAt : undefined;
    this.#timeStep = timeStep;
    this.#tamed = scheme === 'tamed';
    this.#start = requirePlace('start', settings.start, dimension);
    this.place = this.#start.slice();
    this.#slope = new Float64Array(dimension);
    this.#noise = new Float64Array(evenSteps(mostNumbers, dimension) * dimension);
    this.#batch = this.#noise.subarray(0, 0);
  }

  /** Goes to the start of the path whose stream is given. */
  begin(path: StreamPosition): void {
    this.place.set(this.#start);
    this.#source.rewind(path);
    this.#batch = this.#noise.subarray(0, 0);
    this.#next = 0;
  }

  /** @throws {UserError} when the path has left all numbers, or a scale of the noise is none */
  step(): void {
    if (this.#next === this.#batch.length) this.#refill();
    const { place } = this;
    const dimension = place.length;
    const slope = this.#slope;
    const noise = this.#batch;
    const from = this.#next;
    this.#landscape.gradient(place, slope);
    const timeStep = this.#tamed ? this.#tamedStep() : this.#timeStep;
    const scale = this.#scaleAt === undefined ? 1 : requireScale(this.#scaleAt(place));
    for (let j = 0; j < dimension; j++) {
      place[j] = place[j] - timeStep * slope[j] + scale * noise[from + j];
    }
    this.#next = from + dimension;
    this.#scale = scale;
  }

  /** Length of the last step's noise. */
  lastJump(): number {
    let squares = 0;
    for (let at = this.#next - this.place.length; at < this.#next; at++) squares += square(this.#batch[at]);
    return this.#scale * Math.sqrt(squares);
  }

  /**
   * Refuses a place that is no number.
   *
   * @throws {UserError}
   */
  requireFinite(): void {
    // 0 times a number is 0 unless the number is infinite or none; faster than asking one by one.
    let probe = 0;
    for (let j = 0; j < this.place.length; j++) probe += 0 * this.place[j];
    if (probe === 0) return;
    throw new UserError(
      `With the time step ${this.#timeStep} a path left all numbers: the drift is too steep where it went.`,
      this.#tamed ? 'Give a smaller time step.' : 'Give a smaller time step, or use the scheme "tamed".',
    );
  }

  #tamedStep(): number {
    let square = 0;
    for (let j = 0; j < this.#slope.length; j++) square += this.#slope[j] * this.#slope[j];
    return this.#timeStep / (1 + this.#timeStep * Math.sqrt(square));
  }

  #refill(): void {
    const dimension = this.place.length;
    if (this.#batch.length > 0) this.requireFinite();
    const wanted = this.#batch.length === 0 ? fewestNumbers : 2 * this.#batch.length;
    const length = Math.min(this.#noise.length, evenSteps(wanted, dimension) * dimension);
    this.#batch = this.#noise.subarray(0, length);
    this.#source.fill(this.#batch);
    this.#next = 0;
  }
}

/** An even number of steps with about `numbers` numbers, at least two. */
function evenSteps(numbers: number, dimension: number): number {
  return 2 * Math.max(1, Math.ceil(numbers / (2 * dimension)));
}

function requireScale(scale: number): number {
  if (scale >= 0 && scale < Infinity) return scale;
  throw new UserError(
    `The scale of the noise is ${scale} at a place; it must be finite and not negative.`,
    'Define it wherever paths may go.',
  );
}

function requireStep({ landscape, driver, timeStep, scheme = 'euler' }: SpaceSettings): void {
  if (!(timeStep > 0 && timeStep < Infinity)) {
    throw new UserError(
      `The time step is ${timeStep}; it must be positive and finite.`,
      'Give a time step above 0.',
    );
  }
  // SGD's iteration is no approximation of anything: only where it diverges it is refused.
  const { kind } = driver.kind === 'scaled' ? driver.driver : driver;
  const limit = kind === 'sgd' ? descentLimit : coarsestStep;
  const { steepestCurvature } = landscape;
  if (scheme === 'tamed' || timeStep * steepestCurvature <= limit) return;
  throw new UserError(
    `The time step ${timeStep} is too coarse for a landscape of curvature up to ${steepestCurvature}: ` +
      `their product must be at most ${limit}.`,
    `Give a time step of at most ${(limit / steepestCurvature).toPrecision(3)}, or use the scheme "tamed".`,
  );
}
