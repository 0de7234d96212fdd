import { stream } from '../../../law/index.js';
import type { CellContext } from '../../claim.js';
import { layerSizes, type LayerSizes } from './sizes.js';

/**
 * Worlds in which it is known how the noise grows: gradients of examples are a full gradient, whose size
 * falls as in training, and Gaussian noise of one size (additive), or of the size of the full gradient
 * (proportional).
 */

/** Sizes of the full gradient, as at the snapshots of a run. */
const gradientSizes = [1, 0.5, 0.25, 0.1, 0.05, 0.02];
const dimension = 50;
const examples = 400;

/** Looks at one run in each world. */
export type Worlds = {
  readonly additive: readonly (readonly LayerSizes[])[];
  readonly proportional: readonly (readonly LayerSizes[])[];
};

/**
 * Makes both worlds and measures them as networks are measured.
 *
 * @param runs - in each world
 */
export function makeWorlds(runs: number, { seed }: CellContext): Worlds {
  const world = (name: keyof Worlds, noiseOf: (gradient: number) => number) =>
    Array.from({ length: runs }, (_, run) =>
      gradientSizes.flatMap((size, look) => measured(size, noiseOf(size), seed, name, run, look)),
    );
  return { additive: world('additive', () => 1), proportional: world('proportional', (size) => size) };
}

function measured(
  gradientSize: number,
  noiseSize: number,
  seed: number,
  ...key: readonly (string | number)[]
): LayerSizes[] {
  const noise = stream(seed, 'noise growth', ...key).normals(examples * dimension);
  const full = new Float32Array(dimension).fill(gradientSize / Math.sqrt(dimension));
  const source = {
    parameterCount: dimension,
    layers: [{ name: 'world', offset: 0, rows: 1, columns: dimension }],
    perExampleGradients: (_: Float32Array, some: Uint32Array, out: Float32Array) => {
      some.forEach((example, k) => {
        for (let i = 0; i < dimension; i++) {
          out[k * dimension + i] = full[i] + noiseSize * noise[example * dimension + i];
        }
      });
    },
  };
  return layerSizes(
    source,
    new Float32Array(dimension),
    full,
    Uint32Array.from({ length: examples }, (_, i) => i),
  );
}
