import { UserError } from '../../../error.js';
import { draw, normal, stream, studentT, type Stream } from '../../../law/index.js';
import {
  adamDirection,
  allExamples,
  covariateLaws,
  linearAttention,
  minibatchGradient,
  regressionTasks,
  sgd,
  type CovariateLaw,
  type GradientSource,
} from '../../../net/index.js';
import { measureFreshNoise } from '../../../probe/index.js';
import { gaussianSurrogate, testTailWeight, type NoiseMatrix } from '../../../tail/index.js';

/** As in the source: numbers of a covariate and examples of a task. */
export const dimension = 5;
export const examples = 20;
/** Of training. */
export const batchSize = 20;
/** Smaller: the noise is heavier there. */
export const measuredBatchSize = 10;
/** Deviation of the initial weights: the layer answers next to nothing at first. */
const initialDeviation = 0.1;
/** Of the injected noise that must be found. */
export const injectedDegrees = 3;

/** Half decades, wide enough that the best lies inside. */
export const stepSizes = {
  sgd: [3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3],
  adam: [1e-3, 3e-3, 1e-2, 3e-2, 0.1],
} as const;

/** again: SGD at its best step size, with other minibatches. */
export type Optimiser = 'sgd' | 'again' | 'adam';

export type AttentionCell = {
  readonly replicate: number;
  /** To train on, and as many to test on. */
  readonly tasks: number;
  readonly iterations: number;
  readonly minibatches: number;
};

/** The best run of an optimiser among the step sizes that were tried, by the loss on its own tasks. */
export type BestRun = {
  readonly optimiser: Optimiser;
  readonly stepSize: number;
  /** On other tasks. */
  readonly loss: number;
};

/** Excess tail weight of the noise over Gaussian noise of the same covariance. */
export type Tails = { readonly start: number; readonly trained: number };
export type Stage = keyof Tails;

/** What one law of the covariates gave. */
export type LawResult = {
  readonly law: CovariateLaw;
  readonly tails: Tails;
  readonly runs: readonly BestRun[];
};

export type AttentionResult = {
  readonly replicate: number;
  readonly laws: readonly LawResult[];
  /** Excess tail weights where the answer is known. */
  readonly controls: {
    /** Gaussian noise in place of the noise with the heaviest data, of its covariance. */
    readonly gaussian: number;
    /** Independent Student noise. */
    readonly student: number;
    /** Other tasks with Gaussian data, less those of the comparison; both at the start. */
    readonly otherTasks: number;
  };
};

/** Measures noise and optimisers on tasks that differ in nothing but the lengths of their covariates. */
export function runAttentionCell(cell: AttentionCell, seed: number): AttentionResult {
  const random = (...key: (string | number)[]) => stream(seed, 'attention noise', cell.replicate, ...key);
  const start = Float32Array.from(
    draw(normal({ deviation: initialDeviation }), (dimension + 1) * (dimension + 1), random('weights')),
  );
  const of = (law: CovariateLaw, purpose: string) => tasksOf(cell, law, random(purpose));
  const noiseOf = (source: GradientSource, weights: Float32Array) =>
    coordinatesOf(cell, source, weights, random('minibatches'));
  const excess = (noise: NoiseMatrix, ...key: (string | number)[]) =>
    testTailWeight(noise, random('surrogates', ...key)).excess;
  const measured = covariateLaws.map((law) => {
    const [train, test] = [of(law, 'tasks'), of(law, 'test tasks')];
    const run = (optimiser: Optimiser, tried: readonly number[]) =>
      bestRun(cell, optimiser, tried, train, test, start, random);
    const [sgdRun, adamRun] = [run('sgd', stepSizes.sgd), run('adam', stepSizes.adam)];
    const runs = [sgdRun, run('again', [sgdRun.best.stepSize]), adamRun];
    const noise = noiseOf(train, start);
    const tails = {
      start: excess(noise, law, 'start'),
      trained: excess(noiseOf(train, adamRun.weights), law, 'trained'),
    };
    return { law, tails, noise, runs: runs.map(({ best }) => best) };
  });
  const heaviest = measured.find(({ law }) => law === 'gamma')!.noise;
  const [rows, columns] = [heaviest.rows, heaviest.columns];
  const injected = draw(studentT({ degrees: injectedDegrees }), rows * columns, random('injected'));
  const other = excess(noiseOf(of('gaussian', 'other tasks'), start), 'other tasks');
  return {
    replicate: cell.replicate,
    laws: measured.map(({ law, tails, runs }) => ({ law, tails, runs })),
    controls: {
      gaussian: excess(
        { rows, columns, values: gaussianSurrogate(heaviest, random('Gaussian noise')) },
        'Gaussian noise',
      ),
      student: excess({ rows, columns, values: injected }, 'injected'),
      otherTasks: other - measured.find(({ law }) => law === 'gaussian')!.tails.start,
    },
  };
}

function tasksOf({ tasks }: AttentionCell, law: CovariateLaw, random: Stream): GradientSource {
  return linearAttention(regressionTasks(tasks, dimension, examples, law, random));
}

/** The noise of fresh minibatches in every parameter, around its mean. */
function coordinatesOf(
  { minibatches }: AttentionCell,
  source: GradientSource,
  weights: Float32Array,
  random: Stream,
): NoiseMatrix {
  const fullGradient = new Float32Array(source.parameterCount);
  source.gradient(weights, allExamples(source.exampleCount), fullGradient);
  return measureFreshNoise(source, weights, fullGradient, {
    batchSize: measuredBatchSize,
    minibatches,
    directions: 0,
    coordinates: source.parameterCount,
    stream: random,
  }).coordinates;
}

function bestRun(
  { iterations }: AttentionCell,
  optimiser: Optimiser,
  tried: readonly number[],
  train: GradientSource,
  test: GradientSource,
  start: Float32Array,
  random: (...key: string[]) => Stream,
): { readonly best: BestRun; readonly weights: Float32Array } {
  const everything = allExamples(train.exampleCount);
  const gradients = minibatchGradient(train);
  const runs = tried.map((stepSize) => {
    const weights = weightsAfter(train, start, {
      stepSize,
      batchSize,
      order: 'with-replacement',
      // So that the last weights are not those of one unlucky minibatch.
      schedule: 'cosine',
      iterations,
      // The same minibatches for all: only `again` has others.
      stream: random('order', optimiser === 'again' ? 'again' : 'first'),
      stepGradient: optimiser === 'adam' ? adamDirection(gradients) : gradients,
    });
    return { stepSize, weights, loss: weights ? train.loss(weights, everything) : Infinity };
  });
  const best = runs.reduce((a, b) => (b.loss < a.loss ? b : a));
  const weights = best.weights ?? start;
  const loss = test.loss(weights, allExamples(test.exampleCount));
  return { best: { optimiser, stepSize: best.stepSize, loss }, weights };
}

/** Undefined where the run diverges. */
function weightsAfter(
  source: GradientSource,
  start: Float32Array,
  settings: Parameters<typeof sgd>[2],
): Float32Array | undefined {
  try {
    let last = start;
    for (const { weights } of sgd(source, start, settings)) last = weights;
    return last;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
