import { UserError } from '../../error.js';
import { type DriftPiece, expOf, square } from '../../kernel/index.js';
import type { Driver } from './driver.js';
import type { ExitSettings } from './exit.js';
import { type Scheme, stepOf } from './scheme.js';

/** What a path at any of several time steps has in common with the others. */
export interface CoupledSettings
  extends Pick<ExitSettings, 'potential' | 'low' | 'high' | 'start' | 'timeStep'> {
  readonly driver: Driver;
  readonly scheme: Scheme;
}

/** Draws of the finest grid, in order, and for each step of the coarsest one uniform number. */
export interface SharedDraws {
  readonly noise: Float64Array;
  readonly crossings: Float64Array;
}

/** A crossing beyond this exponent is less likely than the smallest uniform number. */
const crossingLimit = 37;

/**
 * One path at the time step timeStep/2^level, whose noise is the sum of the draws of a grid that is finer by
 * `fineSteps`. The steps are those of the exit kernels.
 *
 * By the scheme "bridge" all levels look at one uniform number V a coarsest step: a path has crossed by its
 * j-th step therein when V is below the probability of having crossed, so that a fine and a coarse path that
 * agree on the probability agree on the crossing, too.
 */
export class CoupledPath {
  /** Whether the path has not left yet. */
  inside = true;
  steps = 0;
  #crossed = false;
  #place: number;
  readonly #low: number;
  readonly #high: number;
  readonly #timeStep: number;
  readonly #pieces: readonly DriftPiece[];
  readonly #implicit: boolean;
  readonly #bridged: boolean;
  /** What is left of a fine step's noise after the next one. */
  readonly #decay: number;
  /** Scale of a fine step's noise. */
  readonly #amplitude: number;
  readonly #crossingFactor: number;

  constructor(
    { potential, driver, scheme, timeStep, start, low, high }: CoupledSettings,
    private readonly level: number,
    private readonly fineSteps: number,
  ) {
    this.#timeStep = timeStep / 2 ** level;
    const step = (size: number) => stepOf(potential, driver, scheme, size, start, low, high);
    const { dynamics, noise } = step(this.#timeStep);
    const fine = step(this.#timeStep / fineSteps).dynamics;
    this.#pieces = dynamics.drift;
    this.#implicit = dynamics.implicit;
    this.#bridged = noise.bridged;
    this.#amplitude = fine.amplitude;
    this.#decay = scheme === 'exact' ? 1 + fine.timeStep * fine.drift[0].a[1] : 1;
    this.#crossingFactor = 1 / square(dynamics.amplitude);
    this.#place = start;
    this.#low = low;
    this.#high = high;
  }

  /** As exits are dated: a crossing between grid points in the middle of its step. */
  get time(): number {
    return (this.#crossed ? this.steps - 0.5 : this.steps) * this.#timeStep;
  }

  /**
   * Takes as many steps as there are draws for, or leaves.
   *
   * @throws {UserError} when the path leaves all numbers
   */
  follow({ noise, crossings }: SharedDraws): void {
    // Fields are read once: this loop is most of what a refinement costs.
    const [fineSteps, decay, amplitude, low, high] = [
      this.fineSteps,
      this.#decay,
      this.#amplitude,
      this.#low,
      this.#high,
    ];
    const bridged = this.#bridged;
    const perRound = 2 ** this.level;
    let place = this.#place;
    let steps = 0;
    let staying = 1;
    for (let i = 0; i < noise.length && this.inside; steps++) {
      let sum = 0;
      for (const end = i + fineSteps; i < end; i++) sum = sum * decay + noise[i];
      const from = place;
      place = this.#next(from, amplitude * sum);
      if (!(place > low && place < high)) this.inside = false;
      else if (bridged) {
        if (steps % perRound === 0) staying = 1;
        staying *= this.#uncrossed(from, place);
        if (staying < 1 && crossings[Math.floor(steps / perRound)] < 1 - staying) {
          this.#crossed = true;
          this.inside = false;
        }
      }
    }
    this.#place = place;
    this.steps += steps;
    if (Number.isNaN(place)) {
      throw new UserError(
        `A path left all numbers after ${this.steps} steps of ${this.#timeStep}.`,
        'Far out the drift overflows: bound the domain on both sides, ' +
          'or take a potential that grows quadratically there.',
      );
    }
  }

  #next(x: number, noise: number): number {
    const drift = this.#drift(x);
    if (this.#bridged) {
      const ahead = this.#drift(x + this.#timeStep * drift + noise);
      return x + 0.5 * this.#timeStep * (drift + ahead) + noise;
    }
    const moved = this.#timeStep * drift;
    if (!this.#implicit) return x + moved + noise;
    return x + moved / (1 - this.#timeStep * Math.min(0, this.#driftSlope(x))) + noise;
  }

  /** Probability that the Brownian bridge between two inside places crosses neither edge. */
  #uncrossed(x: number, y: number): number {
    const above = this.#crossingFactor * (this.#high - x) * (this.#high - y);
    const below = this.#crossingFactor * (x - this.#low) * (y - this.#low);
    let staying = 1;
    if (above < crossingLimit) staying *= 1 - expOf(-above);
    if (below < crossingLimit) staying *= 1 - expOf(-below);
    return staying;
  }

  #pieceAt(x: number): DriftPiece {
    let i = this.#pieces.length - 1;
    while (i > 0 && x < this.#pieces[i].from) i -= 1;
    return this.#pieces[i];
  }

  #drift(x: number): number {
    const { center, a } = this.#pieceAt(x);
    const y = x - center;
    return a[0] + y * (a[1] + y * (a[2] + y * a[3]));
  }

  #driftSlope(x: number): number {
    const { center, a } = this.#pieceAt(x);
    const y = x - center;
    return a[1] + y * (2 * a[2] + y * 3 * a[3]);
  }
}
