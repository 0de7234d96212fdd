import type { Stream } from '../../law/index.js';
import type { GradientSource } from '../../net/index.js';
import { exampleCoordinates, minibatchMeans, projectExamples } from '../../probe/index.js';
import { excessTailWeight, surrogateTailWeight, type NoiseMatrix } from '../../tail/index.js';

/**
 * Is the noise of minibatches heavier than Gaussian? Its tail weight at frozen weights, on single parameters
 * and on random directions, by batch size: minibatches are doubled until the interval says on which side of
 * the margin it lies. Takes any source of gradients.
 */

/** Excess tail weight from which noise counts as heavier than Gaussian: Student's law of 19 degrees. */
export const heavyFrom = 0.03;
/** How often all intervals of a run hold together. */
export const togetherLevel = 0.99;

export const noiseDirections = ['coordinates', 'projections'] as const;
export type NoiseDirection = (typeof noiseDirections)[number];

/** How tail weights are measured; part of a cell, so JSON. */
export type TailWeightSettings = {
  readonly batchSizes: readonly number[];
  /** Parameters and random directions on which the noise is followed. */
  readonly coordinates: number;
  readonly directions: number;
  /** Minibatches of the first look, and of the last: a power of two times as many. */
  readonly first: number;
  readonly most: number;
  /** Intervals of the whole run among which the level is shared, each with all its looks. */
  readonly intervals: number;
};

/** The tail weight of one batch size in one direction. */
export type TailWeight = {
  readonly direction: NoiseDirection;
  readonly batchSize: number;
  /** As many as it took. */
  readonly minibatches: number;
  /** Columns that could be measured. */
  readonly columns: number;
  /** Above Gaussian noise of the same covariance, with the interval of the last look. */
  readonly excess: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  /** Excess of one draw of such Gaussian noise, in its own standard errors. */
  readonly gaussianZ: number;
};

/** How often the interval of one look holds: all looks of all intervals do together with 99 %. */
export function lookLevel({ first, most, intervals }: TailWeightSettings): number {
  let looks = 1;
  for (let minibatches = first; minibatches < most; minibatches *= 2) looks++;
  return 1 - (1 - togetherLevel) / (looks * intervals);
}

/** Numbers a second that are added into minibatches. */
const addRate = 1e9;
/** Of the most minibatches, so many are drawn until the interval decides, on average. */
const usuallyDrawn = 1 / 2;

/** Seconds that the minibatches of one snapshot take, once the examples are projected. */
export function minibatchSeconds({ batchSizes, coordinates, directions, most }: TailWeightSettings): number {
  const examples = batchSizes.reduce((sum, batchSize) => sum + batchSize, 0) * most * usuallyDrawn;
  return (examples * (coordinates + directions)) / addRate;
}

/**
 * The tail weights of a source at given weights, direction by direction and batch size by batch size. Costs
 * two gradients for each example and its projections; minibatches are means of these.
 *
 * @param source - the loss
 * @param weights - the frozen weights
 * @param settings - sizes
 * @param random - the random numbers of each purpose
 * @throws {Error} where no parameter and no direction has noise
 */
export function measureTailWeights(
  source: GradientSource,
  weights: Float32Array,
  settings: TailWeightSettings,
  random: (...purpose: (string | number)[]) => Stream,
): TailWeight[] {
  const examples: Record<NoiseDirection, NoiseMatrix> = {
    coordinates: exampleCoordinates(source, weights, settings.coordinates, random('coordinates')),
    projections: projectExamples(source, weights, settings.directions, random('directions')),
  };
  return noiseDirections.flatMap((direction) =>
    settings.batchSizes.map((batchSize) => ({
      direction,
      batchSize,
      ...decideTailWeight(
        (minibatches, draws) => minibatchMeans(examples[direction], batchSize, minibatches, draws),
        settings,
        (purpose) => random(direction, batchSize, purpose),
      ),
    })),
  );
}

/**
 * Draws minibatches until the interval lies on one side of the margin, or there are no more.
 *
 * @param drawNoise - so many further minibatches, as rows; columns have mean zero
 * @param settings - how many minibatches, and the level
 * @param random - the random numbers of the minibatches and of the Gaussian noise
 * @throws {Error} where no column has noise
 */
export function decideTailWeight(
  drawNoise: (minibatches: number, draws: Stream) => NoiseMatrix,
  settings: TailWeightSettings,
  random: (purpose: 'minibatches' | 'Gaussian noise') => Stream,
): Omit<TailWeight, 'direction' | 'batchSize'> {
  const draws = random('minibatches');
  const level = lookLevel(settings);
  let noise = drawNoise(settings.first, draws);
  for (;;) {
    const found = excessTailWeight(noise, level);
    if (found === undefined) throw new Error('No parameter and no direction has noise that varies.');
    const { value, standardError, low, high, columns } = found;
    if (low > heavyFrom || high < heavyFrom || noise.rows >= settings.most) {
      const gaussian = surrogateTailWeight(noise, random('Gaussian noise'), level);
      return {
        minibatches: noise.rows,
        columns,
        excess: value,
        standardError,
        low,
        high,
        level,
        gaussianZ: gaussian === undefined ? 0 : gaussian.value / gaussian.standardError,
      };
    }
    noise = stacked(noise, drawNoise(noise.rows, draws));
  }
}

function stacked(above: NoiseMatrix, below: NoiseMatrix): NoiseMatrix {
  const values = new Float64Array(above.values.length + below.values.length);
  values.set(above.values);
  values.set(below.values, above.values.length);
  return { rows: above.rows + below.rows, columns: above.columns, values };
}
