/** Grows and shrinks of the time step, and the mixing of velocity and force, as published. */
const published = { patience: 5, growth: 1.1, shrinkage: 0.5, mixing: 0.1, mixingDecay: 0.99 };

/** Of the longest step: how far the strongest force moves its point in the first one. */
const firstShare = 0.1;
/** The time step may grow to this multiple of the first. */
const largestGrowth = 10;

/**
 * The fast inertial relaxation engine (Bitzek et al. 2006): damped motion along forces, which stops and
 * takes shorter steps as soon as it goes against them. Points that move together, several to a system.
 */
export class Fire {
  readonly #velocities: Float64Array[];
  readonly #longest: number;
  readonly #largestTimeStep: number;
  #timeStep: number;
  #mixing = published.mixing;
  #stepsAlong = 0;

  /**
   * A system at rest.
   *
   * @param forces - the first forces, which set the time step: the strongest moves its point by a tenth of
   *   `longest`
   * @param longest - how far a point may move in a step
   */
  constructor(forces: readonly Float64Array[], longest: number) {
    const strongest = Math.max(...forces.map((force) => Math.sqrt(inner(force, force))));
    this.#velocities = forces.map((force) => new Float64Array(force.length));
    this.#longest = longest;
    this.#timeStep = Math.sqrt((firstShare * longest) / strongest);
    this.#largestTimeStep = largestGrowth * this.#timeStep;
  }

  /** Moves the points in place. */
  step(points: readonly Float64Array[], forces: readonly Float64Array[]): void {
    const velocities = this.#velocities;
    const sum = (term: (k: number) => number) => forces.reduce((total, _, k) => total + term(k), 0);
    if (sum((k) => inner(velocities[k], forces[k])) < 0) {
      for (const velocity of velocities) velocity.fill(0);
      this.#stepsAlong = 0;
      this.#timeStep *= published.shrinkage;
      this.#mixing = published.mixing;
    } else {
      this.#stepsAlong++;
      if (this.#stepsAlong > published.patience) {
        this.#timeStep = Math.min(this.#timeStep * published.growth, this.#largestTimeStep);
        this.#mixing *= published.mixingDecay;
      }
    }
    const speed = Math.sqrt(sum((k) => inner(velocities[k], velocities[k])));
    const strength = Math.sqrt(sum((k) => inner(forces[k], forces[k])));
    const turn = strength > 0 ? (this.#mixing * speed) / strength : 0;
    for (let k = 0; k < points.length; k++) {
      const velocity = velocities[k];
      for (let i = 0; i < velocity.length; i++) {
        velocity[i] = (1 - this.#mixing) * velocity[i] + (turn + this.#timeStep) * forces[k][i];
      }
      const length = this.#timeStep * Math.sqrt(inner(velocity, velocity));
      const scale = length > this.#longest ? this.#longest / length : 1;
      for (let i = 0; i < velocity.length; i++) points[k][i] += scale * this.#timeStep * velocity[i];
    }
  }
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
