import {
  control,
  judged,
  percent,
  prose,
  table,
  type Column,
  type Control,
  type Evidence,
  type MeasuredPart,
  type Table,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import { networkCost } from '../../network/cost.js';
import {
  equalLossWork,
  injected,
  runToEqualLoss,
  targetLoss,
  type EqualLossCell,
  type EqualLossRun,
} from '../../network/equalLoss.js';
import type { RunNoise } from '../../network/runNoise.js';
import {
  compare,
  level,
  measures,
  noWider,
  partOf,
  significance,
  type Compared,
  type Question,
} from './compare.js';
import { wideMinimaFigure } from './figure.js';

/**
 * Does SGD end in wider minima than gradient descent at the same loss, and if so, which property of its
 * noise does it: that there is noise (then Gaussian noise of its covariance does as well), or its tails?
 */

/** A mean loss below this share of the target is not equal to it. */
const lowestLoss = 0.85;
/** Of the runs with each kind of noise, so many may not come to the loss; they are left out of the pairs. */
const mostMissing = 0.1;
const designs = {
  smoke: { examples: 200, replicates: 8 },
  quick: { examples: 300, replicates: 10 },
  paper: { examples: 5000, replicates: 30 },
} as const;
const noises: readonly RunNoise[] = ['full-batch', 'sgd', 'gaussian', 'stable'];
const trained = { width: 16, depth: 3, stepSize: 0.1, batchSize: 10, mostIterations: 6000 };
/** What a run takes as a rule, for the estimate of its cost. */
const usualIterations = 600;

const questions = [
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
] as const satisfies readonly Question[];

function plan({ profile, dataset }: Settings): EqualLossCell[] {
  const { examples, replicates } = designFor(designs, profile);
  return crossed({ replicate: upTo(replicates), noise: noises }).map((run) => ({
    dataset,
    examples,
    ...trained,
    ...run,
  }));
}

function judge(results: readonly EqualLossRun[]): Evidence {
  const compared = questions.map((question) => compare(question, results));
  const parts = compared.map(partOf);
  const [main] = parts;
  return judged({
    verdict: main.verdict,
    parts,
    scope: scopeOf(parts),
    controls: controlsOf(results),
    reason: prose('SGD is compared with gradient descent.', main.reason, ...whichNoise(parts)),
    figures: [wideMinimaFigure(results)],
    tables: [tableOf(compared)],
  });
}

function whichNoise([sgd, gaussian, tails]: readonly MeasuredPart[]): string[] {
  if (sgd.verdict !== 'supported') return [];
  if (tails.verdict === 'supported')
    return ['Gaussian noise of the same covariance does less: the tails take part.'];
  return gaussian.verdict === 'supported'
    ? ['Gaussian noise of the same covariance does it as well: no tails are needed.']
    : ['Whether Gaussian noise of the same covariance does it is open.'];
}

/** Of a statement that holds: with which other noise it does, and with which it does not. */
function scopeOf([sgd, gaussian, , stable]: readonly MeasuredPart[]): string | undefined {
  if (sgd.verdict !== 'supported') return undefined;
  const others = [
    ['Gaussian noise of the same covariance', gaussian.verdict],
    [`alpha-stable noise (${injected.alpha}) in every coordinate`, stable.verdict],
  ] as const;
  const having = (verdict: MeasuredPart['verdict']) =>
    others.filter(([, its]) => its === verdict).map(([name]) => name);
  const [holding, failing] = [having('supported'), having('refuted')];
  const sentence = [
    ...(holding.length > 0 ? [`as well with ${holding.join(' and with ')}`] : []),
    ...(failing.length > 0 ? [`not with ${failing.join(' or with ')}`] : []),
  ].join(', ');
  return sentence === '' ? undefined : `holds for the noise of minibatches, ${sentence}.`;
}

function controlsOf(results: readonly EqualLossRun[]): Control[] {
  const kinds = noises.map((noise) => {
    const own = results.filter((run) => run.noise === noise);
    const arrived = own.filter(({ geometry }) => geometry !== null);
    return {
      complete: own.length - arrived.length <= mostMissing * own.length,
      loss: arrived.reduce((sum, { trainLoss }) => sum + trainLoss, 0) / Math.max(1, arrived.length),
    };
  });
  const losses = kinds.map(({ loss }) => loss);
  const arrived = results.filter(({ geometry }) => geometry !== null).length;
  return [
    control(
      'runs end at equal loss',
      kinds.every(({ complete, loss }) => complete && loss > lowestLoss * targetLoss),
      `${arrived} of ${results.length} arrived; means by kind of noise ` +
        `${Math.min(...losses).toFixed(3)} to ${Math.max(...losses).toFixed(3)}`,
    ),
  ];
}

function tableOf(compared: readonly Compared[]): Table {
  const caption = prose(
    `Factors by which minima at a training loss of ${targetLoss} are wider (geometric means over pairs`,
    `from the same start, with ${percent(level, 0)} intervals), with two-sided permutation tests.`,
  );
  return table('wide-minima', caption, compared, [
    ['question', ({ question }) => question],
    ...measures.flatMap(({ name }, m): Column<Compared>[] => {
      const factor = (end: 'value' | 'low' | 'high'): Column<Compared>[1] => {
        return ({ comparisons }) => comparisons[m] && expOf(comparisons[m].interval[end]);
      };
      return [
        [name, factor('value')],
        [`low, ${name}`, factor('low')],
        [`high, ${name}`, factor('high')],
        [`p, ${name}`, ({ comparisons }) => comparisons[m]?.p],
      ];
    }),
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
    'SGD draws every minibatch with replacement, as the covariance of the Gaussian noise has it. Three',
    'measures of width are taken at the end: one over the trace of the Hessian, one over the',
    'filter-normalised sharpness, and the distance in random directions at which the loss has risen by as',
    'much again.',
  ),
  rule: prose(
    'A kind of noise ends in wider minima than another when log width, paired by start, is larger by all',
    `three measures, each in a two-sided permutation test at ${significance}; in narrower ones when it is`,
    `smaller by all three; in minima that are not wider when by all three the ${percent(level, 0)} interval`,
    `of the mean ratio lies below ${noWider}. The claim is the first question, SGD against gradient descent:`,
    'supported when wider, else refuted when narrower or not wider, else undecided. The other questions',
    'say which noise did it. Runs that do not come to the loss',
    `are left out; the claim is undecided when they are more than ${percent(mostMissing, 0)} of a kind, or`,
    `when the mean loss of a kind is below ${lowestLoss} times that asked for.`,
  ),
  answers: [
    {
      question: 'training',
      supported: 'At the same training loss SGD ends in wider minima than gradient descent.',
      refuted: 'At the same training loss SGD does not end in wider minima than gradient descent.',
    },
    {
      question: 'training',
      part: questions[2].name,
      supported: prose(
        'SGD ends in wider minima than Gaussian noise of the same covariance does: tails of the noise widen',
        'minima.',
      ),
      refuted: prose(
        'Gaussian noise of the same covariance ends in minima about as wide as those of SGD, or wider: no',
        'tails are needed.',
      ),
    },
  ],
  needsData: true,
  plan,
  cost: (cell, shape) => networkCost(equalLossWork({ ...cell, mostIterations: usualIterations }), shape),
  run: runToEqualLoss,
  judge,
};
