import { logOf } from '../../kernel/index.js';
import { stream, type Stream } from '../../law/index.js';
import { allExamples, sgd, type GradientSource } from '../../net/index.js';
import { basinWidth, filterNormalisedSharpness, hessianLanczos, hessianTrace } from '../../probe/index.js';
import { noisySteps } from '../../training/index.js';
import type { CellContext } from '../claim.js';
import type { NetworkWork } from './cost.js';
import { stepNoise, type RunNoise } from './runNoise.js';
import { initialNetwork } from './trainedNetwork.js';

/** A run to a stated training loss. */
export type EqualLossCell = {
  readonly dataset: string;
  readonly examples: number;
  readonly width: number;
  readonly depth: number;
  readonly noise: RunNoise;
  readonly stepSize: number;
  readonly batchSize: number;
  readonly replicate: number;
  readonly mostIterations: number;
};

/** The minimum that a run came to; geometry is null where it did not arrive at the loss. */
export type EqualLossRun<Measured = Geometry> = {
  readonly noise: RunNoise;
  readonly stepSize: number;
  readonly batchSize: number;
  readonly replicate: number;
  readonly iterations: number;
  readonly trainLoss: number;
  readonly testAccuracy: number;
  readonly geometry: Measured | null;
};

/** Of the Hessian; logarithms. */
export type Curvature = {
  readonly trace: number;
  /** Relative standard error of the trace. */
  readonly traceError: number;
  readonly topEigenvalue: number;
};

/** Logarithms. */
export type Geometry = Curvature & {
  /** Filter-normalised. */
  readonly sharpness: number;
  /** Distance in random directions at which the loss has doubled, median. */
  readonly basinWidth: number;
};

export const targetLoss = 0.1;
/** Index and relative size of the injected noise. */
export const injected = { alpha: 1.5, share: 0.3 };
/** How often in a pass over the examples the loss of all of them is looked at. */
const looksAPass = 10;
/** As the Gaussian noise of their covariance is: every minibatch is drawn anew. */
const order = 'with-replacement';
const probes = 24;
const lanczosSteps = 12;
const flatness = { radius: 0.5, directions: 8, curvePoints: 3 };
/** The loss has doubled where it has risen by the target. */
const basin = { rise: targetLoss, largestDistance: 1000, directions: 8 };

type Measure<Measured> = (
  source: GradientSource,
  weights: Float32Array,
  random: (purpose: string) => Stream,
) => Measured;

/** Trains until the training loss is down to the target, and measures the minimum there. */
export function runToEqualLoss(cell: EqualLossCell, context: CellContext): EqualLossRun {
  return trainToEqualLoss(cell, context, geometryOf);
}

/** The same, where nothing but the Hessian is measured. */
export function runToCurvature(cell: EqualLossCell, context: CellContext): EqualLossRun<Curvature> {
  return trainToEqualLoss(cell, context, curvatureOf);
}

/** The same, where `measure` says what is measured. */
export function trainToEqualLoss<Measured>(
  cell: EqualLossCell,
  context: CellContext,
  measure: Measure<Measured>,
): EqualLossRun<Measured> {
  const { noise, stepSize, batchSize, replicate, mostIterations } = cell;
  const {
    train: source,
    weights: start,
    test: testSource,
  } = initialNetwork({ ...cell, loss: 'cross-entropy' }, context);
  const everything = allExamples(source.exampleCount);
  const random = (purpose: string) =>
    stream(context.seed, 'equal loss', noise, stepSize, batchSize, replicate, purpose);
  const steps = {
    noise: stepNoise(noise, injected, source, start, batchSize, random),
    stepSize,
    batchSize,
    order,
  } as const;
  const run = sgd(source, start, { ...noisySteps(source, steps, random), iterations: mostIterations });
  // Often enough that a run does not end far below the target.
  const pause = noise === 'sgd' ? Math.ceil(source.exampleCount / batchSize / looksAPass) : 1;
  let iterations = 0;
  let trainLoss = Infinity;
  let weights = start;
  for (const state of run) {
    ({ iteration: iterations, weights } = state);
    if (iterations % pause !== 0 && iterations !== mostIterations) continue;
    trainLoss = source.loss(weights, everything);
    if (trainLoss <= targetLoss) break;
  }
  const test = testSource();
  return {
    noise,
    stepSize,
    batchSize,
    replicate,
    iterations,
    trainLoss,
    testAccuracy: test.accuracy(weights, allExamples(test.exampleCount)),
    geometry:
      trainLoss <= targetLoss
        ? measure(source, weights, (purpose) => stream(context.seed, 'equal loss', replicate, purpose))
        : null,
  };
}

const curvatureOf: Measure<Curvature> = (source, weights, random) => {
  const everything = allExamples(source.exampleCount);
  const { trace, standardError } = hessianTrace(source, weights, everything, probes, random('trace'));
  const { ritzValues } = hessianLanczos(source, weights, everything, lanczosSteps, random('Lanczos'));
  return {
    trace: logOf(trace),
    traceError: standardError / trace,
    topEigenvalue: logOf(ritzValues[0]),
  };
};

const geometryOf: Measure<Geometry> = (source, weights, random) => {
  const everything = allExamples(source.exampleCount);
  const sharpness = filterNormalisedSharpness(source, weights, everything, {
    ...flatness,
    stream: random('sharpness'),
  });
  const { median } = basinWidth(source, weights, everything, {
    ...basin,
    stream: random('basin'),
  });
  return {
    ...curvatureOf(source, weights, random),
    sharpness: logOf(sharpness.mean),
    basinWidth: logOf(median ?? basin.largestDistance),
  };
};

/** What runToEqualLoss does at most, for an estimate of its time and memory. */
export function equalLossWork(cell: EqualLossCell): NetworkWork {
  const { width, depth, examples, noise, batchSize, mostIterations } = cell;
  // A look at the loss of all examples costs a third of a pass; of SGD there are ten in a pass.
  const each = noise === 'sgd' ? 4 * batchSize : 1.3 * examples;
  // Products with the Hessian cost some three passes, the basin and the sharpness losses along directions.
  const geometry = 3 * (probes + lanczosSteps) + 10 + 100;
  const passed = mostIterations * each + geometry * examples;
  return { width, depth, examples, passed, mixed: 0, vectors: 30 };
}
