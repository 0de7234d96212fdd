import {
  control,
  decide,
  inWords,
  judged,
  prose,
  statisticOf,
  type Control,
  type Evidence,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { studentInterval } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { controlsOf } from '../../network/noiseControls.js';
import { forwardForwardFigure, forwardForwardTable, ratioOf } from './figure.js';
import {
  runForwardForwardCell,
  type ForwardForwardCell,
  type ForwardForwardResult,
  type ForwardForwardRun,
  type Method,
} from './run.js';
import { designFor } from '../../designs.js';

/**
 * Training without gradient descent as a contrast: is the noise of Forward-Forward's updates, which nothing
 * propagates back, nearer to Gaussian than that of back-propagated gradients?
 */

/** Acceptance relative to true Gaussians must be larger by more than this. */
const margin = 0.1;
const level = 0.95;
const methods: readonly Method[] = ['forward-forward', 'back-propagation'];

const designs = {
  smoke: {
    examples: 400,
    width: 32,
    accuracies: [0.5],
    mostIterations: 500,
    replicates: 2,
    minibatches: 100,
    directions: 40,
  },
  quick: {
    examples: 1000,
    width: 32,
    accuracies: [0.8, 0.9],
    mostIterations: 2000,
    replicates: 4,
    minibatches: 200,
    directions: 80,
  },
  paper: {
    examples: 20_000,
    width: 128,
    accuracies: [0.6, 0.8, 0.9, 0.95],
    mostIterations: 50_000,
    replicates: 10,
    minibatches: 1000,
    directions: 500,
  },
} as const;

function plan({ profile, dataset }: Settings): ForwardForwardCell[] {
  const { replicates, accuracies, ...sizes } = designFor(designs, profile);
  return [
    { kind: 'controls' },
    ...crossed({ replicate: upTo(replicates), method: methods }).map(
      (run): ForwardForwardCell => ({ kind: 'network', dataset, ...run, accuracies, ...sizes }),
    ),
  ];
}

function judge(results: readonly ForwardForwardResult[], { profile }: Settings): Evidence {
  const runs = results.filter((result) => result.kind === 'network');
  const { accuracies } = designFor(designs, profile);
  // What only some runs have reached is not compared; the control says so.
  const reached = accuracies.filter((_, k) => runs.every(({ snapshots }) => snapshots.length > k));
  const parts = reached.map((accuracy, k) => partOf(accuracy, k, runs));
  return judged({
    parts,
    controls: [
      ...results.flatMap((result) => (result.kind === 'controls' ? controlsOf(result.controls) : [])),
      learningControl(runs, accuracies),
    ],
    figures: [forwardForwardFigure(runs)],
    tables: [forwardForwardTable(runs)],
  });
}

/** Both methods where they reached the k-th accuracy, paired by replicate. */
function partOf(accuracy: number, k: number, runs: readonly ForwardForwardRun[]): MeasuredPart {
  const differences = runs
    .filter(({ method }) => method === 'forward-forward')
    .map((own) => {
      const other = runs.find(
        ({ method, replicate }) => method !== own.method && replicate === own.replicate,
      )!;
      return ratioOf(own.snapshots[k]) - ratioOf(other.snapshots[k]);
    });
  const difference = studentInterval(differences);
  const percent = Math.round(100 * accuracy);
  return {
    name: `at ${percent} % training accuracy`,
    verdict: decide(difference.low > margin, difference.high < margin),
    reason: prose(
      `At ${percent} % training accuracy the noise of Forward-Forward passes for Gaussian more often by`,
      `${inWords(difference, 2)}, relative to Gaussian noise.`,
    ),
    statistics: [
      statisticOf(
        `acceptance of Forward-Forward less that of back-propagation, at ${percent} % accuracy`,
        difference,
      ),
    ],
  };
}

function learningControl(runs: readonly ForwardForwardRun[], accuracies: readonly number[]): Control {
  const reaching = runs.filter(({ snapshots }) => snapshots.length >= accuracies.length).length;
  const highest = 100 * Math.max(...accuracies);
  return control(
    'both methods learn',
    reaching === runs.length,
    `${reaching} of ${runs.length} runs reach ${highest} % training accuracy`,
  );
}

export const forwardForward: Claim<ForwardForwardCell, ForwardForwardResult> = {
  id: 'forward-forward',
  group: 'beyond',
  kind: 'finding',
  title: 'Forward-Forward’s noise is nearer to Gaussian',
  statement: prose(
    'At the same training accuracy the updates of Forward-Forward, in which every layer learns by itself,',
    'have noise nearer to Gaussian than back-propagated gradients have.',
  ),
  source: 'Hinton 2022 (arXiv 2212.13345), as a contrast; the statement is ours, to be put to the test',
  experiment: prose(
    'Rectified networks of depth 3 are trained on the same examples by back-propagation (cross-entropy)',
    'and by Forward-Forward (labels in the first numbers of an example, goodness the mean squared activity',
    'of a layer, a wrong label as the negative example). Where a training accuracy is reached for the',
    'first time, the noise of the update of fresh minibatches (batch size 20) is measured as in',
    'noise-non-gaussian: random projections tested by Anderson-Darling, relative to Gaussian noise of the',
    'same covariance, and the published statistic beside its surrogate.',
  ),
  rule: prose(
    'At each training accuracy the acceptance of Forward-Forward less that of back-propagation, both',
    `relative to Gaussian noise, gets a Student interval (${100 * level} %) over replicates: supported`,
    `when it lies above ${margin}, refuted when it lies below, undecided otherwise. The claim is supported`,
    'when all accuracies are, refuted when one is refuted; undecided when a control of the noise tests',
    'fails or a run does not reach an accuracy.',
  ),
  deviation: prose(
    'A difference, not a cause: losses, step sizes (0.5 and 0.1) and what an update sees differ as well.',
    'At the same iterations the comparison would be one of how well the methods fit: back-propagation fits',
    'the examples sooner, after which its noise is farther from Gaussian. The table has the iterations.',
  ),
  needsData: true,
  plan,
  run: runForwardForwardCell,
  judge,
};
