import { expOf } from '../../../kernel/index.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Control,
  type Evidence,
  failedControl,
  type Figure,
  type Part,
  type Verdict,
} from '../../../evidence/index.js';
import { networkCost } from '../../network/cost.js';
import {
  equalLossWork,
  injected,
  runToEqualLoss,
  targetLoss,
  type EqualLossCell,
  type EqualLossNoise,
  type EqualLossRun,
  type Geometry,
} from '../../network/equalLoss.js';
import { permutationTest } from '../../../statistics/index.js';

/**
 * Does SGD end in wider minima than gradient descent at the same loss, and if so, which property of its noise does it: that
 * there is noise (then Gaussian noise of its covariance does as well), or its tails?
 */

const significance = 0.01;
const designs = {
  smoke: { examples: 200, replicates: 8 },
  quick: { examples: 300, replicates: 10 },
  paper: { examples: 5000, replicates: 30 },
} as const;
const noises: readonly EqualLossNoise[] = ['full-batch', 'sgd', 'gaussian', 'stable'];

/** Measures of width: each larger where the minimum is wider. */
const measures: readonly { readonly name: string; readonly of: (geometry: Geometry) => number }[] = [
  { name: '1/trace of the Hessian', of: ({ trace }) => -trace },
  { name: '1/filter-normalised sharpness', of: ({ sharpness }) => -sharpness },
  { name: 'width of the basin', of: ({ basinWidth }) => basinWidth },
];

/** Pairs of kinds of noise: the first is said to end in wider minima. */
const questions: readonly {
  readonly wider: EqualLossNoise;
  readonly than: EqualLossNoise;
  readonly name: string;
}[] = [
  { wider: 'sgd', than: 'full-batch', name: 'SGD against gradient descent' },
  {
    wider: 'gaussian',
    than: 'full-batch',
    name: 'Gaussian noise of the same covariance against gradient descent',
  },
  { wider: 'sgd', than: 'gaussian', name: 'SGD against Gaussian noise of the same covariance' },
  {
    wider: 'stable',
    than: 'full-batch',
    name: `injected alpha-stable noise (${injected.alpha}) against gradient descent`,
  },
];

function plan({ profile, dataset }: Settings): EqualLossCell[] {
  const { examples, replicates } = designs[profile];
  return Array.from({ length: replicates }, (_, replicate) => replicate).flatMap((replicate) =>
    noises.map(
      (noise): EqualLossCell => ({
        dataset,
        examples,
        width: 16,
        depth: 3,
        noise,
        stepSize: 0.1,
        batchSize: 10,
        replicate,
        mostIterations: 6000,
      }),
    ),
  );
}

/** Differences of log width within pairs of runs from the same start, and how they are told from chance. */
interface Comparison {
  readonly question: (typeof questions)[number];
  readonly measure: string;
  readonly mean: number;
  readonly p: number;
}

function judge(results: readonly EqualLossRun[]): Evidence {
  const comparisons = questions.flatMap((question) =>
    measures.map(({ name, of }): Comparison => {
      const differences = results
        .filter((run) => run.noise === question.wider)
        .flatMap((run) => {
          const other = results.find(
            ({ noise, replicate }) => noise === question.than && replicate === run.replicate,
          );
          return run.geometry && other?.geometry ? [of(run.geometry) - of(other.geometry)] : [];
        });
      return { question, measure: name, ...permutationTest(differences) };
    }),
  );
  const parts = questions.map((question) =>
    partOf(
      question,
      comparisons.filter((c) => c.question === question),
    ),
  );
  const controls = controlsOf(results);
  const main = parts[0];
  return {
    verdict: controls.every(({ passed }) => passed) ? main.verdict : 'undecided',
    reason: failedControl(controls) ?? `${main.name}: ${main.reason} ${whichNoise(parts)}`,
    parts,
    statistics: comparisons.map(({ question, measure, mean, p }) => ({
      name: `log of ${measure}, ${question.name} (p = ${p.toPrecision(2)})`,
      value: mean,
      low: mean,
      high: mean,
      level: 1,
    })),
    controls,
    figures: [figureOf(results)],
    tables: [
      {
        name: 'wide-minima',
        caption: `Factors by which minima at a training loss of ${targetLoss} are wider (geometric means over pairs from the same start), with two-sided permutation tests.`,
        columns: ['question', ...measures.flatMap(({ name }) => [name, `p, ${name}`])],
        rows: questions.map((question) => [
          question.name,
          ...comparisons.filter((c) => c.question === question).flatMap(({ mean, p }) => [expOf(mean), p]),
        ]),
      },
    ],
  };
}

/** Wider by all measures, or narrower by all, each at the level of significance. */
function partOf(question: (typeof questions)[number], comparisons: readonly Comparison[]): Part {
  const wider = comparisons.filter(({ mean, p }) => mean > 0 && p < significance);
  const narrower = comparisons.filter(({ mean, p }) => mean < 0 && p < significance);
  const verdict: Verdict =
    wider.length === measures.length
      ? 'supported'
      : narrower.length === measures.length
        ? 'refuted'
        : 'undecided';
  return {
    name: question.name,
    verdict,
    reason: `wider by ${wider.length} of ${measures.length} measures, narrower by ${narrower.length} (${comparisons
      .map(({ measure, mean, p }) => `${measure} × ${expOf(mean).toFixed(2)}, p ${p.toPrecision(2)}`)
      .join('; ')}).`,
  };
}

function whichNoise([sgd, gaussian, tails]: readonly Part[]): string {
  if (sgd.verdict !== 'supported') return '';
  if (tails.verdict === 'supported')
    return 'Gaussian noise of the same covariance does less: the tails take part.';
  return gaussian.verdict === 'supported'
    ? 'Gaussian noise of the same covariance does it as well: no tails are needed.'
    : 'Whether Gaussian noise of the same covariance does it is open.';
}

function controlsOf(results: readonly EqualLossRun[]): Control[] {
  const arrived = results.filter(({ geometry }) => geometry !== null);
  const means = noises.map((noise) => {
    const own = arrived.filter((run) => run.noise === noise);
    return own.reduce((sum, { trainLoss }) => sum + trainLoss, 0) / Math.max(1, own.length);
  });
  const lowest = Math.min(...means);
  return [
    {
      name: 'runs end at equal loss',
      passed: arrived.length === results.length && lowest > 0.85 * targetLoss,
      value: `${arrived.length} of ${results.length} arrived; means by kind of noise ${lowest.toFixed(3)} to ${Math.max(...means).toFixed(3)}`,
    },
  ];
}

function figureOf(results: readonly EqualLossRun[]): Figure {
  const layers = (y: (geometry: Geometry) => number) =>
    (
      [
        ['full-batch', 'gradient descent', 'control'],
        ['sgd', 'SGD', 'measured'],
        ['gaussian', 'Gaussian, same covariance', 'brownian'],
        ['stable', `alpha-stable ${injected.alpha}`, 'levy'],
      ] as const
    ).map(([noise, label, role]) => {
      const own = results.flatMap((run) =>
        run.noise === noise && run.geometry ? [{ ...run, geometry: run.geometry }] : [],
      );
      return {
        mark: 'points' as const,
        label,
        role,
        x: own.map(({ replicate }) => replicate + 1),
        y: own.map(({ geometry }) => expOf(y(geometry))),
      };
    });
  const panel = (title: string, label: string, y: (geometry: Geometry) => number) => ({
    title,
    x: { label: 'start', scale: 'linear' as const },
    y: { label, scale: 'log' as const },
    layers: layers(y),
  });
  return {
    name: 'wide-minima',
    title: 'Minima at equal loss',
    caption: `For each start: the minimum to which each kind of noise came when the training loss was ${targetLoss}. Left: trace of the Hessian; middle: filter-normalised sharpness; right: distance in random directions at which the loss has doubled. Wider minima have a smaller trace, less sharpness and a larger distance.`,
    panels: [
      panel('trace', 'trace of the Hessian', ({ trace }) => trace),
      panel('sharpness', 'sharpness', ({ sharpness }) => sharpness),
      panel('basin', 'distance', ({ basinWidth }) => basinWidth),
    ],
  };
}

export const wideMinima: Claim<EqualLossCell, EqualLossRun> = {
  id: 'wide-minima',
  group: 'finding',
  title: 'Training ends in wide minima',
  statement:
    'SGD ends in wider minima than gradient descent does, and the noise of its gradients is what brings it there.',
  source:
    'Keskar et al. 2017 (arXiv 1609.04836), Jastrzebski et al. 2017 (1711.04623); quoted in arXiv 1912.00018, section 1',
  experiment: `Small networks (width 16, depth 3, cross-entropy, step size 0.1, batch size 10) are trained from the same starts to a training loss of ${targetLoss} by gradient descent, by SGD, and by full gradients with Gaussian noise of the covariance of minibatches or with alpha-stable noise in every coordinate. Three measures of width are taken there: one over the trace of the Hessian, one over the filter-normalised sharpness, and the distance in random directions at which the loss has risen by as much again.`,
  rule: `A kind of noise ends in wider minima than another when log width, paired by start, is larger by all three measures, each in a two-sided permutation test at ${significance}; in narrower ones when it is smaller by all three. The claim is the first question, SGD against gradient descent: supported when wider, refuted when narrower, undecided otherwise, or when a run does not end at the loss. The other questions say which noise did it.`,
  needsData: true,
  plan,
  cost: (cell, shape) => networkCost(equalLossWork({ ...cell, mostIterations: 600 }), shape),
  run: runToEqualLoss,
  judge,
};
