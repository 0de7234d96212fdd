import type { Potential } from 'heavytail/sde';
import type { StreamPosition } from 'heavytail/random';
import { naiveDraws } from './generator.js';
import { naiveBlock } from './philox.js';
import { naiveUniform } from './variate.js';

/** One path step by step with JavaScript's Math: the plain form of what the exit kernels compute. */

export interface NaiveExit {
  readonly steps: number;
  readonly place: number;
}

interface NaiveSettings {
  readonly potential: Potential;
  readonly low: number;
  readonly high: number;
  readonly start: number;
  readonly timeStep: number;
  readonly noiseScale: number;
  readonly stream: StreamPosition;
}

/** Exit of the Euler scheme under symmetric stable noise, if it happens within so many steps. */
export function naiveLevyExit(settings: NaiveSettings, alpha: number, steps: number): NaiveExit | undefined {
  const { potential, low, high, timeStep, noiseScale, stream } = settings;
  const draws = naiveDraws(alpha, steps, stream);
  let x = settings.start;
  for (let step = 0; step < steps; step++) {
    const noise = noiseScale * timeStep ** (1 / alpha) * draws[step]!;
    x += -potential.gradient(x) * timeStep + noise;
    if (!(x > low && x < high)) return { steps: step + 1, place: x };
  }
  return undefined;
}

/** Philox block whose second counter word is 1: the uniform numbers of a step's crossings. */
function crossingUniforms(stream: StreamPosition, step: number): [number, number] {
  const [first, second] = naiveBlock(stream, step + 2 ** 32);
  return [naiveUniform(first), naiveUniform(second)];
}

/** Exit under Brownian noise with Heun's drift and bridge crossings, if it happens within so many steps. */
export function naiveBridgeExit(settings: NaiveSettings, steps: number): NaiveExit | undefined {
  const { potential, low, high, timeStep, noiseScale, stream } = settings;
  const deviation = noiseScale * Math.sqrt(timeStep);
  const draws = naiveDraws(2, steps, stream);
  let x = settings.start;
  for (let step = 0; step < steps; step++) {
    // The stable law of index 2 and scale 1 has variance 2.
    const noise = (deviation * draws[step]!) / Math.SQRT2;
    const predicted = x - potential.gradient(x) * timeStep + noise;
    const drift = -(potential.gradient(x) + potential.gradient(predicted)) / 2;
    const next = x + drift * timeStep + noise;
    if (!(next > low && next < high)) return { steps: step + 1, place: next };
    const [upper, lower] = crossingUniforms(stream, step);
    const crossing = (edge: number) => Math.exp((-2 * (edge - x) * (edge - next)) / deviation ** 2);
    if (upper < crossing(high)) return { steps: step + 1, place: high };
    if (lower < crossing(low)) return { steps: step + 1, place: low };
    x = next;
  }
  return undefined;
}
