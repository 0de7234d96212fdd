import type { Potential } from 'heavytail/sde';
import type { StreamPosition } from 'heavytail/random';
import { naiveBlock } from './philox.js';
import { naiveNormals, naiveStable, naiveUniform } from './variate.js';

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

/** Exit of the Euler scheme under symmetric stable noise. */
export function naiveLevyExit(settings: NaiveSettings, alpha: number): NaiveExit {
  const { potential, low, high, timeStep, noiseScale, stream } = settings;
  let x = settings.start;
  for (let step = 0; ; step++) {
    const noise = noiseScale * timeStep ** (1 / alpha) * naiveStable(alpha, 0, ...naiveBlock(stream, step));
    x += -potential.gradient(x) * timeStep + noise;
    if (!(x > low && x < high)) return { steps: step + 1, place: x };
  }
}

/** Philox block whose second counter word is 1: the uniform numbers of a step's crossings. */
function crossingUniforms(stream: StreamPosition, step: number): [number, number] {
  const [first, second] = naiveBlock(stream, step + 2 ** 32);
  return [naiveUniform(first), naiveUniform(second)];
}

/** Exit under Brownian noise with Heun's drift and bridge crossings. */
export function naiveBridgeExit(settings: NaiveSettings): NaiveExit {
  const { potential, low, high, timeStep, noiseScale, stream } = settings;
  const deviation = noiseScale * Math.sqrt(timeStep);
  let x = settings.start;
  for (let step = 0; ; step++) {
    const normals = naiveNormals(...naiveBlock(stream, Math.floor(step / 2)));
    const noise = deviation * normals[step % 2];
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
}
