import { stream } from '../../../law/index.js';
import { sgd } from '../../../net/index.js';
import { Projector } from '../../../tail/index.js';
import { noisySteps } from '../../../training/index.js';
import type { CellContext, Settings } from '../../claim.js';
import { decide, percent, prose, type Part } from '../../../evidence/index.js';
import { jumpTest, type JumpTest } from '../../../statistics/index.js';
import { initialNetwork, publishedStepSize } from '../../network/trainedNetwork.js';
import { designFor, type Designs } from '../../designs.js';

/**
 * Does the path of SGD itself jump? Steps of a real network on random directions are tested as paths of
 * the equation are, and beside them those of a run whose noise is Gaussian with the covariance of the
 * minibatches.
 */

export type SgdJumpCell = {
  readonly dataset: string;
  readonly noise: 'minibatches' | 'gaussian';
  readonly examples: number;
  readonly iterations: number;
};

export type SgdJumpResult = { readonly noise: SgdJumpCell['noise']; readonly tests: readonly JumpTest[] };

const designs: Designs<{ readonly examples: number; readonly iterations: number }> = {
  smoke: { examples: 200, iterations: 600 },
  quick: { examples: 500, iterations: 2000 },
  paper: { examples: 10_000, iterations: 20_000 },
};
const width = 16;
const depth = 3;
const batchSize = 10;
/** The path is looked at on so many random directions. */
const directions = 8;
/** With so many the least p-value is 1/200. */
const surrogates = 199;
const significance = 0.01;
const noiseWords = { minibatches: 'minibatches', gaussian: 'Gaussian noise of their covariance' } as const;

/** A run with minibatches and one with Gaussian noise. */
export function sgdJumpCells({ profile, dataset }: Settings): SgdJumpCell[] {
  return (['minibatches', 'gaussian'] as const).map((noise) => ({
    dataset,
    noise,
    ...designFor(designs, profile),
  }));
}

/** Trains from the start of both runs and tests the steps on each direction for jumps. */
export function runSgdJumps(cell: SgdJumpCell, context: CellContext): SgdJumpResult {
  const { noise, iterations } = cell;
  const { train: source, weights: start } = initialNetwork(
    { ...cell, width, depth, loss: 'cross-entropy', replicate: 0 },
    context,
  );
  const key = (purpose: string) => stream(context.seed, 'levy-jumps', 'sgd', noise, purpose);
  const kind = noise === 'gaussian' ? noise : 'minibatch';
  const run = sgd(source, start, {
    ...noisySteps(
      source,
      { noise: { kind }, stepSize: publishedStepSize, batchSize, order: 'with-replacement' },
      key,
    ),
    iterations,
  });
  const projector = new Projector({
    directions,
    parameters: source.parameterCount,
    stream: stream(context.seed, 'levy-jumps', 'sgd directions'),
  });
  const steps = Array.from({ length: directions }, () => new Float64Array(iterations));
  let before = start;
  for (const { iteration, weights } of run) {
    if (iteration === 0) continue;
    const [step, now] = [new Float32Array(weights.length), weights.slice()];
    for (let i = 0; i < step.length; i++) step[i] = now[i] - before[i];
    projector.projectRows([step]).forEach((value, j) => (steps[j][iteration - 1] = value));
    before = now;
  }
  return {
    noise,
    tests: steps.map((increments, j) => jumpTest(increments, surrogates, key(`surrogates ${j}`))),
  };
}

/** What both runs say: parts that the verdict on Levy motion does not hang on. */
export function sgdJumpParts(results: readonly SgdJumpResult[]): Part[] {
  return results.map(({ noise, tests }) => {
    const found = tests.filter(({ pValue }) => pValue < significance).length;
    const share = (of: (test: JumpTest) => number) =>
      percent(tests.reduce((sum, test) => sum + of(test), 0) / tests.length);
    return {
      name: `a network trained with ${noiseWords[noise]} (no part of the verdict)`,
      verdict: decide(found === tests.length, found === 0),
      reason: prose(
        `Its path is found to jump on ${found} of ${tests.length} directions.`,
        `The largest thousandth of the steps carries ${share(({ largestStepsShare }) => largestStepsShare)}`,
        `of the squared length; in surrogates with the same time-varying scale it carries`,
        `${share(({ surrogateShare }) => surrogateShare)}.`,
      ),
    };
  });
}
