import { stream } from '../../law/index.js';
import { allExamples, sgd, type GradientSource, type LossName, type Schedule } from '../../net/index.js';
import { noisySteps, setUpNetwork, type NetworkSetUp } from '../../training/index.js';
import type { CellContext } from '../claim.js';
import { publishedNetwork, type NetworkShape } from './publishedNetwork.js';

/** A network of the published kind and how it is trained; part of a cell, so JSON. */
export type PublishedRun = NetworkShape & {
  readonly dataset: string;
  /** The first so many training examples are used; all where there are fewer. */
  readonly examples: number;
  readonly loss: LossName;
  readonly batchSize: number;
  /** Which of several networks that differ in nothing but their random numbers. */
  readonly replicate: number;
  /** Iterations at which the network is looked at, ascending; training ends with the last. */
  readonly iterations: readonly number[];
  /** Of the step size; constant where absent. */
  readonly schedule?: Schedule;
  /**
   * Training ends earlier at this accuracy on the training examples, which is looked at every so many
   * iterations; the network is then looked at once more.
   */
  readonly fit?: { readonly accuracy: number; readonly every: number };
};

/** The step size of the published experiments. */
export const publishedStepSize = 0.1;

export interface Snapshot {
  readonly iteration: number;
  readonly source: GradientSource;
  readonly weights: Float32Array;
}

/**
 * Trains by SGD as published (step size 0.1, examples in fixed order) and calls `look` at the snapshots.
 *
 * @returns what `look` returned, in order
 */
export function trainWithSnapshots<Seen>(
  settings: PublishedRun,
  context: CellContext,
  look: (snapshot: Snapshot) => Seen,
): Seen[] {
  const { width, depth, loss, batchSize, replicate, iterations, schedule, fit } = settings;
  const { train: source, weights: initial } = initialNetwork(settings, context);
  const run = sgd(source, initial, {
    ...noisySteps(
      source,
      { noise: { kind: 'minibatch' }, stepSize: publishedStepSize, batchSize, order: 'fixed' },
      (purpose) =>
        purpose === 'order'
          ? stream(context.seed, 'training order', width, depth, loss, replicate)
          : stream(context.seed, purpose, width, loss, replicate),
    ),
    schedule,
    iterations: iterations[iterations.length - 1],
  });
  const everything = allExamples(source.exampleCount);
  const seen: Seen[] = [];
  for (const { iteration, weights } of run) {
    const fits =
      fit !== undefined &&
      iteration % fit.every === 0 &&
      source.accuracy(weights, everything) >= fit.accuracy;
    if (fits || iterations.includes(iteration)) seen.push(look({ iteration, source, weights }));
    if (fits) break;
  }
  return seen;
}

/** The untrained network of a cell, the same for all cells that differ only in how they train it. */
export function initialNetwork(
  settings: NetworkShape & Pick<PublishedRun, 'dataset' | 'examples' | 'loss' | 'replicate'>,
  context: CellContext,
): NetworkSetUp {
  const { width, depth, loss, examples, replicate } = settings;
  return setUpNetwork(
    { network: publishedNetwork(settings), loss, initialisation: 'default', examples, labelNoise: 0 },
    context.dataset(settings.dataset),
    (purpose) => stream(context.seed, purpose, width, depth, replicate),
  );
}
