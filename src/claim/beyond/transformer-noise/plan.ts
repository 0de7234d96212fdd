import type { CellCost, Settings } from '../../claim.js';
import { designFor } from '../../designs.js';
import { jumpBatchSize, variants } from './jump.js';
import { injectedColumns, injectedMeans, trainingBatchSize, type TransformerCell } from './run.js';

/** `replicates` at first, and `most` where these leave a part open. */
export const designs = {
  smoke: {
    replicates: 3,
    most: 3,
    noise: {
      examples: 200,
      iterations: [0, 20, 120],
      batchSizes: [1, 16, 64],
      minibatches: 300,
      coordinates: 40,
      directions: 20,
    },
    jump: { examples: 64, mostIterations: 400, interval: 10 },
  },
  quick: {
    replicates: 6,
    most: 12,
    noise: {
      examples: 2048,
      iterations: [0, 30, 1000],
      batchSizes: [1, 4, 16, 64, 256],
      minibatches: 1500,
      coordinates: 200,
      directions: 50,
    },
    jump: { examples: 256, mostIterations: 400, interval: 5 },
  },
  paper: {
    replicates: 12,
    most: 24,
    noise: {
      examples: 20_000,
      iterations: [0, 30, 300, 3000, 30_000],
      batchSizes: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
      minibatches: 4000,
      coordinates: 400,
      directions: 200,
    },
    jump: { examples: 2048, mostIterations: 400, interval: 2 },
  },
} as const;

/** Two cells for each replicate from `first` on, `end` excluded. */
export function cellsFrom(first: number, end: number, { profile }: Settings): TransformerCell[] {
  const { noise, jump } = designFor(designs, profile);
  return Array.from({ length: end - first }, (_, i) => first + i).flatMap((replicate): TransformerCell[] => [
    { kind: 'noise', replicate, ...noise },
    { kind: 'jump', replicate, ...jump },
  ]);
}

/** Core seconds, as measured: of the gradient of a sequence, and of one kept alone; of sums and logs. */
const gradientSeconds = 9e-5;
const exampleSeconds = 1.6e-4;
const addSeconds = 1.2e-9;
const weightSeconds = 4e-8;
const injectedSeconds = 1e-7;
/** Steps to the gain, all variants that take minibatches and the one that takes all examples. */
const stepsToGain = 55;
const bytesAnExample = 1 << 13;

/** What a cell takes. */
export function cost(cell: TransformerCell): CellCost {
  const bytes = (1 << 26) + cell.examples * bytesAnExample;
  if (cell.kind === 'jump') {
    const { examples, interval } = cell;
    const looksAtAll = ((variants.length + 1) * examples) / interval / 2;
    const passed = examples + (variants.length + 1) * jumpBatchSize + looksAtAll;
    return { seconds: stepsToGain * passed * gradientSeconds, bytes };
  }
  const { examples, iterations, batchSizes, minibatches, coordinates, directions } = cell;
  const columns = coordinates + directions;
  const rows = minibatches * batchSizes.reduce((sum, batchSize) => sum + batchSize, 0);
  const weighed = minibatches * columns * batchSizes.length;
  const injected =
    minibatches * injectedColumns * injectedMeans.reduce<number>((sum, count) => sum + count, 0);
  return {
    seconds:
      iterations[iterations.length - 1] * trainingBatchSize * gradientSeconds +
      iterations.length *
        (examples * exampleSeconds + rows * columns * addSeconds + weighed * weightSeconds) +
      injected * injectedSeconds,
    bytes: bytes + 8 * columns * (examples + 2 * minibatches * batchSizes.length),
  };
}
