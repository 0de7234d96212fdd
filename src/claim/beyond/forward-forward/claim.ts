import type { Claim, Settings } from '../../claim.js';
import {
  type Control,
  type Evidence,
  failedControl,
  type Figure,
  inWords,
  joinVerdicts,
  type Layer,
  type Part,
  type Statistic,
  statisticOf,
  type Verdict,
} from '../../../evidence/index.js';
import { studentInterval } from '../../../statistics/index.js';
import {
  runForwardForwardCell,
  type ForwardForwardCell,
  type ForwardForwardResult,
  type ForwardForwardRun,
  type Method,
} from './run.js';
import { controlsOf } from '../../network/noiseControls.js';
import type { NoiseSnapshot } from '../../network/noiseMeasurement.js';

/**
 * Training without gradient descent as a contrast: is the noise of Forward-Forward's updates, which nothing propagates back, nearer
 * to Gaussian than that of back-propagated gradients?
 */

/** Acceptance relative to true Gaussians must be larger by more than this. */
const margin = 0.1;
const level = 0.95;

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
  const { replicates, accuracies, ...sizes } = designs[profile];
  const methods: readonly Method[] = ['forward-forward', 'back-propagation'];
  return [
    { kind: 'controls' },
    ...Array.from({ length: replicates }, (_, replicate) => replicate).flatMap((replicate) =>
      methods.map(
        (method): ForwardForwardCell => ({
          kind: 'network',
          dataset,
          method,
          replicate,
          accuracies: [...accuracies],
          ...sizes,
        }),
      ),
    ),
  ];
}

const ratioOf = ({ projected }: NoiseSnapshot) => projected.acceptance / projected.expected;

function judge(results: readonly ForwardForwardResult[], { profile }: Settings): Evidence {
  const runs = results.filter((result) => result.kind === 'network');
  const { accuracies } = designs[profile];
  const controls = controlsFor(results, runs, accuracies);
  // What only some runs have reached is not compared; the control says so.
  const reached = accuracies.filter((_, k) => runs.every(({ snapshots }) => snapshots.length > k));
  const compared = reached.map((accuracy, k) => {
    const differences = runs
      .filter(({ method }) => method === 'forward-forward')
      .map((own) => {
        const other = runs.find(
          ({ method, replicate }) => method !== own.method && replicate === own.replicate,
        )!;
        return ratioOf(own.snapshots[k]) - ratioOf(other.snapshots[k]);
      });
    return { percent: Math.round(100 * accuracy), difference: studentInterval(differences) };
  });
  const parts: Part[] = compared.map(({ percent, difference }) => ({
    name: `at ${percent} % training accuracy`,
    verdict: difference.low > margin ? 'supported' : difference.high < margin ? 'refuted' : 'undecided',
    reason: `Acceptance relative to Gaussian noise is larger by ${inWords(difference, 2)}.`,
  }));
  return {
    verdict: joinVerdicts(
      parts.map(({ verdict }): Verdict => verdict),
      controls,
    ),
    reason:
      failedControl(controls) ??
      compared
        .map(
          ({ percent, difference }) =>
            `At ${percent} % training accuracy Forward-Forward’s noise passes for Gaussian more often by ${inWords(difference, 2)} (relative to Gaussian noise).`,
        )
        .join(' '),
    parts,
    statistics: compared.map(
      ({ percent, difference }): Statistic =>
        statisticOf(
          `acceptance of Forward-Forward less that of back-propagation, at ${percent} % accuracy`,
          difference,
        ),
    ),
    controls,
    figures: [figureOf(runs)],
    tables: [
      {
        name: 'forward-forward',
        caption:
          'Noise of updates: acceptance of random projections as Gaussian relative to Gaussian noise, and the published statistic beside its Gaussian surrogate.',
        columns: [
          'method',
          'replicate',
          'iteration',
          'accuracy',
          'acceptance / Gaussian',
          'published',
          'surrogate',
        ],
        rows: runs.flatMap(({ method, replicate, snapshots }) =>
          snapshots.map((snapshot) => [
            method,
            replicate,
            snapshot.iteration,
            snapshot.accuracy,
            ratioOf(snapshot),
            snapshot.pooled.tailIndex,
            snapshot.pooled.surrogateTailIndex,
          ]),
        ),
      },
    ],
  };
}

function controlsFor(
  results: readonly ForwardForwardResult[],
  runs: readonly ForwardForwardRun[],
  accuracies: readonly number[],
): Control[] {
  const worlds = results.find((result) => result.kind === 'controls');
  const short = runs.filter(({ snapshots }) => snapshots.length < accuracies.length).length;
  return [
    ...(worlds ? controlsOf(worlds.controls) : []),
    {
      name: 'both methods learn',
      passed: short === 0,
      value: `${runs.length - short} of ${runs.length} runs reach ${100 * Math.max(...accuracies)} % training accuracy`,
    },
  ];
}

function figureOf(runs: readonly ForwardForwardRun[]): Figure {
  const layers = (y: (snapshot: NoiseSnapshot) => number): Layer[] =>
    (['forward-forward', 'back-propagation'] as const).map((method) => {
      const own = runs.filter((run) => run.method === method).flatMap(({ snapshots }) => snapshots);
      return {
        mark: 'points',
        label: method === 'forward-forward' ? 'Forward-Forward' : 'back-propagation',
        role: method === 'forward-forward' ? 'series2' : 'measured',
        x: own.map(({ accuracy }) => 100 * accuracy),
        y: own.map(y),
      };
    });
  return {
    name: 'forward-forward',
    title: 'Noise of updates with and without back-propagation',
    caption:
      'Left: the share of random projections of the noise that pass for Gaussian, over that of Gaussian noise of the same covariance. Right: the published statistic less that of Gaussian noise of the same covariance (in 1/α).',
    panels: [
      {
        title: 'across minibatches',
        x: { label: 'training accuracy (%)', scale: 'linear' },
        y: { label: 'acceptance / Gaussian', scale: 'linear' },
        layers: [{ mark: 'rule', label: 'Gaussian', role: 'theory', y: [1] }, ...layers(ratioOf)],
      },
      {
        title: 'the published statistic',
        x: { label: 'training accuracy (%)', scale: 'linear' },
        y: { label: '1/α, less the surrogate’s', scale: 'linear' },
        layers: [
          { mark: 'rule', label: 'Gaussian', role: 'theory', y: [0] },
          ...layers(({ pooled }) => pooled.inverse - pooled.surrogateInverse),
        ],
      },
    ],
  };
}

export const forwardForward: Claim<ForwardForwardCell, ForwardForwardResult> = {
  id: 'forward-forward',
  group: 'beyond',
  title: 'Forward-Forward’s noise is nearer to Gaussian',
  statement:
    'At the same training accuracy the updates of Forward-Forward, in which every layer learns by itself, have noise nearer to Gaussian than back-propagated gradients have.',
  source: 'Hinton 2022 (arXiv 2212.13345), as a contrast; the statement is ours, to be put to the test',
  experiment:
    'Rectified networks of depth 3 are trained on the same examples by back-propagation (cross-entropy) and by Forward-Forward (labels in the first numbers of an example, goodness the mean squared activity of a layer, a wrong label as the negative example). Where a training accuracy is reached for the first time, the noise of the update of fresh minibatches (batch size 20) is measured as in noise-non-gaussian: random projections tested by Anderson-Darling, relative to Gaussian noise of the same covariance, and the published statistic beside its surrogate.',
  rule: `At each training accuracy the acceptance of Forward-Forward less that of back-propagation, both relative to Gaussian noise, gets a Student interval (${100 * level} %) over replicates: supported when it lies above ${margin}, refuted when it lies below, undecided otherwise. The claim is supported when all accuracies are, refuted when one is refuted; undecided when a control of the noise tests fails or a run does not reach an accuracy.`,
  deviation:
    'A difference, not a cause: losses, step sizes (0.5 and 0.1) and what an update sees differ as well. At the same iterations the comparison would be one of how well the methods fit: back-propagation fits the examples sooner, after which its noise is farther from Gaussian. The table has the iterations.',
  needsData: true,
  plan,
  run: runForwardForwardCell,
  judge,
};
