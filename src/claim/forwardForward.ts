import type { Claim, Control, Evidence, Part, Settings, Statistic, Verdict } from './claim.js';
import type { Figure, Layer } from './figure.js';
import { failedControl, inWords, joinVerdicts, statisticOf, studentInterval } from './interval.js';
import {
  runForwardForwardCell,
  type ForwardForwardCell,
  type ForwardForwardResult,
  type ForwardForwardRun,
  type Method,
} from './forwardForwardRun.js';
import { controlsOf } from './noiseControls.js';
import type { NoiseSnapshot } from './noiseMeasurement.js';

/**
 * Training without gradient descent as a contrast: is the noise of Forward-Forward's updates, which nothing propagates back, nearer
 * to Gaussian than that of back-propagated gradients?
 */

/** Acceptance relative to true Gaussians must be larger by more than this. */
const margin = 0.1;
const level = 0.95;
/** Below this accuracy a method has not learned. */
const learned = 0.5;

const designs = {
  smoke: { examples: 400, width: 32, iterations: [0, 150], replicates: 2, minibatches: 100, directions: 40 },
  quick: {
    examples: 1000,
    width: 32,
    iterations: [0, 150, 600],
    replicates: 3,
    minibatches: 200,
    directions: 60,
  },
  paper: {
    examples: 20_000,
    width: 128,
    iterations: [0, 1000, 20_000],
    replicates: 10,
    minibatches: 1000,
    directions: 500,
  },
} as const;

function plan({ profile, dataset }: Settings): ForwardForwardCell[] {
  const { replicates, iterations, ...sizes } = designs[profile];
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
          iterations: [...iterations],
          ...sizes,
        }),
      ),
    ),
  ];
}

const ratioOf = ({ projected }: NoiseSnapshot) => projected.acceptance / projected.expected;

function judge(results: readonly ForwardForwardResult[]): Evidence {
  const runs = results.filter((result) => result.kind === 'network');
  const controls = controlsFor(results, runs);
  const iterations = runs[0].snapshots.map(({ iteration }) => iteration).filter((iteration) => iteration > 0);
  const at = ({ snapshots }: ForwardForwardRun, iteration: number) =>
    snapshots.find((snapshot) => snapshot.iteration === iteration)!;
  const compared = iterations.map((iteration) => {
    const differences = runs
      .filter(({ method }) => method === 'forward-forward')
      .map((own) => {
        const other = runs.find(
          ({ method, replicate }) => method !== own.method && replicate === own.replicate,
        )!;
        return ratioOf(at(own, iteration)) - ratioOf(at(other, iteration));
      });
    return { iteration, difference: studentInterval(differences) };
  });
  const parts: Part[] = compared.map(({ iteration, difference }) => ({
    name: `after ${iteration} iterations`,
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
          ({ iteration, difference }) =>
            `After ${iteration} iterations Forward-Forward’s noise passes for Gaussian more often by ${inWords(difference, 2)} (relative to Gaussian noise).`,
        )
        .join(' '),
    parts,
    statistics: compared.map(
      ({ iteration, difference }): Statistic =>
        statisticOf(
          `acceptance of Forward-Forward less that of back-propagation, iteration ${iteration}`,
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
): Control[] {
  const worlds = results.find((result) => result.kind === 'controls');
  const worst = Math.min(...runs.map(({ snapshots }) => snapshots[snapshots.length - 1].accuracy));
  return [
    ...(worlds ? controlsOf(worlds.controls) : []),
    {
      name: 'both methods learn',
      passed: worst >= learned,
      value: `training accuracy at the end ${(100 * worst).toFixed(0)} % and more`,
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
        x: own.map(({ iteration }) => iteration),
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
        x: { label: 'iteration', scale: 'linear' },
        y: { label: 'acceptance / Gaussian', scale: 'linear' },
        layers: [{ mark: 'rule', label: 'Gaussian', role: 'theory', y: [1] }, ...layers(ratioOf)],
      },
      {
        title: 'the published statistic',
        x: { label: 'iteration', scale: 'linear' },
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
    'At the same iterations the updates of Forward-Forward, in which every layer learns by itself, have noise nearer to Gaussian than back-propagated gradients have.',
  source: 'Hinton 2022 (arXiv 2212.13345), as a contrast; the statement is ours, to be put to the test',
  experiment:
    'Rectified networks of depth 3 are trained on the same examples by back-propagation (cross-entropy) and by Forward-Forward (labels in the first numbers of an example, goodness the mean squared activity of a layer, a wrong label as the negative example). At snapshots the noise of the update of fresh minibatches (batch size 20) is measured as in noise-non-gaussian: random projections tested by Anderson-Darling, relative to Gaussian noise of the same covariance, and the published statistic beside its surrogate.',
  rule: `At each snapshot after the start the acceptance of Forward-Forward less that of back-propagation, both relative to Gaussian noise, gets a Student interval (${100 * level} %) over replicates: supported when it lies above ${margin}, refuted when it lies below, undecided otherwise. The claim is supported when all snapshots are, refuted when one is refuted; undecided when a control of the noise tests fails or a method does not reach a training accuracy of ${100 * learned} %.`,
  deviation:
    'A difference, not a cause: losses, step sizes (0.5 and 0.1) and what an update sees differ as well, and at the same iteration back-propagation fits the examples better, after which its noise is farther from Gaussian. The table has the accuracies.',
  needsData: true,
  plan,
  run: runForwardForwardCell,
  judge,
};
