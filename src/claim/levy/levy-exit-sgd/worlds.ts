import { draw, stable, type Stream } from '../../../law/index.js';
import { onGrid } from '../../well/welschLocation.js';
import type { LineLoss, WellFacts } from './wells.js';

/**
 * What moves the parameter.
 *
 * sgd: minibatches on the line between two networks. gaussian: the same line with Gaussian noise of the
 * covariance of minibatches. heavy: the same mean loss, made of examples whose slopes have infinite variance.
 * welsch: minibatches on Welsch's loss, where no example has a slope above a bound.
 */
export type NoiseWorld = 'sgd' | 'gaussian' | 'heavy' | 'welsch';

/** Index of the made-up slopes. */
export const heavyIndex = 1.5;
/** Made-up examples: enough that the steepest of them carries SGD out of any well. */
const heavyExamples = 100_000;
/** Scale of their slopes over the deviation of real ones at the minimum: exits take tens to hundreds. */
export const heavyShare = 0.3;

/**
 * Batch size over step size on the line between networks, in units of the largest curvature. Levy noise
 * leaves with any of them; from the first with which SGD stays, the larger ones are not tried.
 */
const ratios = [1, 1.15, 1.3, 1.5, 1.75, 2, 2.5, 3, 4, 8, 16] as const;
/** Batch sizes there. */
export const batchSizes = [1, 2, 4] as const;
/** Step sizes of Gaussian noise over the largest one. */
const gaussianSteps = [1, 0.5, 0.25] as const;
/** Quasi-potentials times batch size over step size where the noise is Gaussian or nearly so. */
const exponents = [2, 3.5, 5, 6.5] as const;
/** Batch sizes on Welsch's loss. */
const welschBatchSizes = [1, 2, 4, 8] as const;

export interface Setting {
  readonly batchSize: number;
  readonly stepSize: number;
}

/**
 * Batch sizes and step sizes with which a well is left, series by series; in a series the time grows. No step
 * size is larger than one over the largest curvature, so that steps follow the slope. Gaussian noise leaves
 * far later than minibatches do, so it gets smaller batches; its batch size need not be whole.
 */
export function settingsIn(world: NoiseWorld, { quasiPotential, largestCurvature }: WellFacts): Setting[][] {
  const largest = 1 / largestCurvature;
  const all = seriesOf(world, quasiPotential, largest);
  return all.map((series) => series.filter(({ stepSize }) => stepSize <= largest * (1 + rounding)));
}

/** A step size of one over the largest curvature is allowed, however it is rounded. */
const rounding = 1e-12;

function seriesOf(world: NoiseWorld, quasiPotential: number, largest: number): Setting[][] {
  if (world === 'gaussian') {
    return gaussianSteps.map((share) =>
      exponents.map((exponent) => {
        const stepSize = share * largest;
        return { batchSize: (exponent * stepSize) / quasiPotential, stepSize };
      }),
    );
  }
  if (world === 'welsch') {
    return welschBatchSizes.map((batchSize) =>
      exponents.map((exponent) => ({ batchSize, stepSize: (quasiPotential * batchSize) / exponent })),
    );
  }
  return batchSizes.map((batchSize) =>
    ratios.map((ratio) => ({ batchSize, stepSize: (batchSize * largest) / ratio })),
  );
}

/** The gradient of a step at a place, noise and all. */
type StepGradient = (place: number) => number;

/** Gradients of a world, with random numbers of their own. */
export function gradientOf(
  world: NoiseWorld,
  line: LineLoss,
  { noise }: Pick<WellFacts, 'noise'>,
  batchSize: number,
  random: Stream,
): StepGradient {
  const { grid } = line;
  if (world === 'gaussian') {
    const next = oneByOne((n) => random.normals(n));
    return (place) =>
      onGrid(grid, grid.slope, place) + Math.sqrt(onGrid(grid, grid.variance, place) / batchSize) * next();
  }
  return minibatches(world === 'heavy' ? heavyTailed(line, noise, random) : line, batchSize, random);
}

/** The mean slope of examples that are drawn with replacement. */
function minibatches({ examples, exampleSlope }: LineLoss, batchSize: number, random: Stream): StepGradient {
  const next = oneByOne((n) => random.integers(n, examples));
  return (place) => {
    let sum = 0;
    for (let i = 0; i < batchSize; i++) sum += exampleSlope(next(), place);
    return sum / batchSize;
  };
}

/** The same mean loss, made of examples whose slopes differ by stable numbers. */
function heavyTailed({ grid }: LineLoss, scale: number, random: Stream): LineLoss {
  const offsets = draw(stable({ alpha: heavyIndex, scale }), heavyExamples, random);
  return {
    grid,
    examples: heavyExamples,
    exampleSlope: (example, place) => onGrid(grid, grid.slope, place) + offsets[example],
  };
}

/** Numbers drawn at a time. */
const block = 2048;

function oneByOne(drawn: (n: number) => Float64Array | Uint32Array): () => number {
  let values = drawn(block);
  let used = 0;
  return () => {
    if (used === block) {
      values = drawn(block);
      used = 0;
    }
    return values[used++];
  };
}
