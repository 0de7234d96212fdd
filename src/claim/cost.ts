import type { Dataset } from '../net/index.js';

/** What a cell will take, roughly: one core, and memory besides the program itself. */
export interface CellCost {
  readonly seconds: number;
  readonly bytes: number;
}

/** What a network cell does, in multiples of what costs time. */
export interface NetworkWork {
  readonly width: number;
  readonly depth: number;
  /** Training examples that lie in memory. */
  readonly examples: number;
  /** Examples that pass forward and backward through the network, in all. */
  readonly passed: number;
  /** Numbers of gradients that are mixed into surrogates or projected, each with so many directions, in all. */
  readonly mixed: number;
  /** Vectors as long as the parameters that lie in memory at once. */
  readonly vectors: number;
  /** Directions on which noise is projected; those beyond 256 MiB are not kept. */
  readonly directions?: number;
}

/** Measured on one core of a server of 2022 by `npm run bench -- measurement`: operations a second of passes and of mixtures. */
const passRate = 25e9;
const mixRate = 6e9;
/** Six operations a parameter and example: two forward, four backward. */
const perPass = 6;
const perMix = 2;
const mostDirectionBytes = 2 ** 28;

/** Parameters of a bias-free network of the published form. */
export function parametersOf(
  { width, depth }: Pick<NetworkWork, 'width' | 'depth'>,
  { dimension, classes }: Pick<Dataset, 'dimension' | 'classes'>,
): number {
  return depth === 1 ? dimension * classes : dimension * width + (depth - 2) * width ** 2 + width * classes;
}

/** Time and memory of a network cell. */
export function networkCost(work: NetworkWork, shape: Pick<Dataset, 'dimension' | 'classes'>): CellCost {
  const parameters = parametersOf(work, shape);
  return {
    seconds: (perPass * parameters * work.passed) / passRate + (perMix * work.mixed * parameters) / mixRate,
    bytes:
      4 * (work.vectors * parameters + work.examples * shape.dimension + 2000 * work.width * work.depth) +
      Math.min(mostDirectionBytes, 4 * (work.directions ?? 0) * parameters),
  };
}
