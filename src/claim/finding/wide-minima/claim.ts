import {
  control,
  decide,
  judged,
  plainStatistic,
  prose,
  table,
  type Column,
  type Control,
  type Evidence,
  type MeasuredPart,
  type Table,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import { permutationTest } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { networkCost } from '../../network/cost.js';
import {
  equalLossWork,
  injected,
  runToEqualLoss,
  targetLoss,
  type EqualLossCell,
  type EqualLossRun,
  type Geometry,
} from '../../network/equalLoss.js';
import type { RunNoise } from '../../network/runNoise.js';
import { wideMinimaFigure } from './figure.js';
import { designFor } from '../../designs.js';

/**
 * Does SGD end in wider minima than gradient descent at the same loss, and if so, which property of its
 * noise does it: that there is noise (then Gaussian noise of its covariance does as well), or its tails?
 */

const significance = 0.01;
/** A mean loss below this share of the target is not equal to it. */
const lowestLoss = 0.85;
const designs = {
  smoke: { examples: 200, replicates: 8 },
  quick: { examples: 300, replicates: 10 },
  paper: { examples: 5000, replicates: 30 },
} as const;
const noises: readonly RunNoise[] = ['full-batch', 'sgd', 'gaussian', 'stable'];
const trained = { width: 16, depth: 3, stepSize: 0.1, batchSize: 10, mostIterations: 6000 };
/** What a run takes as a rule, for the estimate of its cost. */
const usualIterations = 600;

/** Measures of width: each larger where the minimum is wider. */
const measures: readonly { readonly name: string; readonly of: (geometry: Geometry) => number }[] = [
  { name: '1/trace of the Hessian', of: ({ trace }) => -trace },
  { name: '1/filter-normalised sharpness', of: ({ sharpness }) => -sharpness },
  { name: 'width of the basin', of: ({ basinWidth }) => basinWidth },
];

/** Two kinds of noise: the first is said to end in wider minima. */
interface Question {
  readonly wider: RunNoise;
  readonly than: RunNoise;
  readonly name: string;
}

const questions: readonly Question[] = [
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
  const { examples, replicates } = designFor(designs, profile);
  return crossed({ replicate: upTo(replicates), noise: noises }).map((run) => ({
    dataset,
    examples,
    ...trained,
    ...run,
  }));
}

/** Differences of log width within pairs of runs from the same start, and how they are told from chance. */
interface Comparison {
  readonly measure: string;
  readonly mean: number;
  readonly p: number;
}

function comparisonsOf({ wider, than }: Question, results: readonly EqualLossRun[]): Comparison[] {
  const pairs = results
    .filter(({ noise }) => noise === wider)
    .flatMap((run) => {
      const other = results.find(({ noise, replicate }) => noise === than && replicate === run.replicate);
      return run.geometry && other?.geometry ? [[run.geometry, other.geometry]] : [];
    });
  return measures.map(({ name, of }) => ({
    measure: name,
    ...permutationTest(pairs.map(([own, other]) => of(own) - of(other))),
  }));
}

function judge(results: readonly EqualLossRun[]): Evidence {
  const compared = questions.map((question) => ({
    question: question.name,
    comparisons: comparisonsOf(question, results),
  }));
  const parts = compared.map(({ question, comparisons }) => partOf(question, comparisons));
  const [main] = parts;
  return judged({
    verdict: main.verdict,
    parts,
    controls: controlsOf(results),
    reason: prose('SGD is compared with gradient descent.', main.reason, ...whichNoise(parts)),
    figures: [wideMinimaFigure(results)],
    tables: [tableOf(compared)],
  });
}

/** Wider by all measures, or narrower by all, each at the level of significance. */
function partOf(question: string, comparisons: readonly Comparison[]): MeasuredPart {
  const significant = comparisons.filter(({ p }) => p < significance);
  const wider = significant.filter(({ mean }) => mean > 0).length;
  const narrower = significant.filter(({ mean }) => mean < 0).length;
  const factors = comparisons.map(
    ({ measure, mean, p }) => `${measure} × ${expOf(mean).toFixed(2)}, p ${p.toPrecision(2)}`,
  );
  return {
    name: question,
    verdict: decide(wider === measures.length, narrower === measures.length),
    reason: prose(
      `The minima are wider by ${wider} of ${measures.length} measures and narrower by ${narrower}`,
      `(${factors.join('; ')}).`,
    ),
    statistics: comparisons.map(({ measure, mean, p }) =>
      plainStatistic(`log of ${measure}, ${question} (p = ${p.toPrecision(2)})`, mean),
    ),
  };
}

function whichNoise([sgd, gaussian, tails]: readonly MeasuredPart[]): string[] {
  if (sgd.verdict !== 'supported') return [];
  if (tails.verdict === 'supported')
    return ['Gaussian noise of the same covariance does less: the tails take part.'];
  return gaussian.verdict === 'supported'
    ? ['Gaussian noise of the same covariance does it as well: no tails are needed.']
    : ['Whether Gaussian noise of the same covariance does it is open.'];
}

function controlsOf(results: readonly EqualLossRun[]): Control[] {
  const arrived = results.filter(({ geometry }) => geometry !== null);
  const means = noises.map((noise) => {
    const own = arrived.filter((run) => run.noise === noise);
    return own.reduce((sum, { trainLoss }) => sum + trainLoss, 0) / Math.max(1, own.length);
  });
  const [lowest, highest] = [Math.min(...means), Math.max(...means)];
  return [
    control(
      'runs end at equal loss',
      arrived.length === results.length && lowest > lowestLoss * targetLoss,
      `${arrived.length} of ${results.length} arrived; means by kind of noise ` +
        `${lowest.toFixed(3)} to ${highest.toFixed(3)}`,
    ),
  ];
}

interface Compared {
  readonly question: string;
  readonly comparisons: readonly Comparison[];
}

function tableOf(compared: readonly Compared[]): Table {
  const caption = prose(
    `Factors by which minima at a training loss of ${targetLoss} are wider (geometric means over pairs`,
    'from the same start), with two-sided permutation tests.',
  );
  return table('wide-minima', caption, compared, [
    ['question', ({ question }) => question],
    ...measures.flatMap(({ name }, m): Column<Compared>[] => [
      [name, ({ comparisons }) => expOf(comparisons[m].mean)],
      [`p, ${name}`, ({ comparisons }) => comparisons[m].p],
    ]),
  ]);
}

export const wideMinima: Claim<EqualLossCell, EqualLossRun> = {
  id: 'wide-minima',
  group: 'finding',
  kind: 'finding',
  title: 'Training ends in wide minima',
  statement: prose(
    'SGD ends in wider minima than gradient descent does, and the noise of its gradients is what brings it',
    'there.',
  ),
  source: prose(
    'Keskar et al. 2017 (arXiv 1609.04836), Jastrzebski et al. 2017 (1711.04623);',
    'quoted in arXiv 1912.00018, section 1',
  ),
  experiment: prose(
    'Small networks (width 16, depth 3, cross-entropy, step size 0.1, batch size 10) are trained from the',
    `same starts to a training loss of ${targetLoss} by gradient descent, by SGD, and by full gradients`,
    'with Gaussian noise of the covariance of minibatches or with alpha-stable noise in every coordinate.',
    'Three measures of width are taken there: one over the trace of the Hessian, one over the',
    'filter-normalised sharpness, and the distance in random directions at which the loss has risen by as',
    'much again.',
  ),
  rule: prose(
    'A kind of noise ends in wider minima than another when log width, paired by start, is larger by all',
    `three measures, each in a two-sided permutation test at ${significance}; in narrower ones when it is`,
    'smaller by all three. The claim is the first question, SGD against gradient descent: supported when',
    'wider, refuted when narrower, undecided otherwise, or when a run does not end at the loss. The other',
    'questions say which noise did it.',
  ),
  needsData: true,
  plan,
  cost: (cell, shape) => networkCost(equalLossWork({ ...cell, mostIterations: usualIterations }), shape),
  run: runToEqualLoss,
  judge,
};
