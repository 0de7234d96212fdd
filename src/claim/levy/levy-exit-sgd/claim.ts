import { prose } from '../../../evidence/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import { fewestGroups, fewestSettings } from './contest.js';
import { exitCost } from './cost.js';
import { levyIndices } from './forms.js';
import { judge, nearIndex, refuting, supporting } from './judge.js';
import { fewestExits, runExitSgdCell, type ExitSgdCell, type ExitSgdResult } from './run.js';
import { batchSizes, heavyIndex } from './worlds.js';

/**
 * Do the exit times of SGD follow the Levy law? On the straight line between two trained networks: how fast
 * they grow as the step size falls, and which form predicts them on lines that it has not seen.
 */

const welschScale = 0.45;
const classPairs = [
  [0, 1],
  [2, 3],
  [4, 5],
  [6, 7],
  [8, 9],
] as const;

const designs = {
  smoke: {
    lines: { width: [8, 16], target: [0.3] },
    replicates: 2,
    examples: 300,
    exits: 15,
    iterations: 100_000,
    classes: 4,
  },
  quick: {
    lines: { width: [8, 16], target: [0.3, 0.1] },
    replicates: 2,
    examples: 500,
    exits: 30,
    iterations: 500_000,
    classes: 5,
  },
  paper: {
    lines: { width: [8, 16, 32], target: [0.3, 0.1, 0.03] },
    replicates: 5,
    examples: 2000,
    exits: 300,
    iterations: 5_000_000,
    classes: 5,
  },
} as const;

function plan({ profile, dataset }: Settings): ExitSgdCell[] {
  const { lines, replicates, examples, exits, iterations, classes } = designFor(designs, profile);
  const watched = { dataset, exits, iterations };
  return [
    ...crossed({ ...lines, replicate: upTo(replicates) }).map(
      (pair): ExitSgdCell => ({ kind: 'line', ...watched, pair: { dataset, examples, ...pair } }),
    ),
    ...classPairs
      .slice(0, classes)
      .map((pair): ExitSgdCell => ({ kind: 'welsch', ...watched, classes: pair, scale: welschScale })),
  ];
}

export const levyExitSgd: Claim<ExitSgdCell, ExitSgdResult> = {
  id: 'levy-exit-sgd',
  group: 'levy',
  kind: 'finding',
  title: 'Exit times of SGD: Lévy or Kramers',
  statement: prose(
    'The exit times of SGD from minima of a real loss follow the Lévy law: they grow with batch size over',
    'step size like a power. They do not follow the laws of Gaussian noise, which grow exponentially.',
  ),
  source: prose(
    'arXiv 1912.00018, section 4; arXiv 1906.09069; against it Xie et al. (2002.03495), Mori et al.',
    '(2105.09557)',
  ),
  experiment: prose(
    'Two networks of one kind are trained from different starts. On the straight line between them the loss',
    'has two minima and a barrier. The slope of every single example along this line is tabulated. SGD walks',
    'on the line with minibatches, drawn with replacement. It starts at either minimum and runs until it is',
    'beyond the barrier. Step sizes begin at one over the largest curvature and fall; a series ends when',
    `fewer than ${fewestExits} paths leave in the time that is watched. Batch sizes`,
    `are ${batchSizes.join(', ')}. Five forms of the exit time are fitted to all lines but one and predict`,
    'that one, in turn. Each well has a constant factor of its own, since no theory knows it for a real',
    'loss. Three worlds of known law run beside it: Gaussian noise of the covariance of minibatches on the',
    'same lines; minibatches on Welsch’s loss of images of two classes, where every slope is bounded; and',
    `the same lines with made-up examples whose slopes have infinite variance (index ${heavyIndex}).`,
  ),
  rule: prose(
    'Two parts. The power: for each pair of networks log(b × iterations) is fitted by a line in log(b/η);',
    `the mean slope gets a Student interval over the pairs. Supported when its ${100 * supporting} %`,
    `interval lies within ${levyIndices.join(' to ')}, the indices of Lévy noise, refuted when`,
    `its ${100 * refuting} % interval lies outside. The form: a form’s error is its mean squared error of`,
    'log iterations on the pair that is held out. For each of the four forms of Gaussian noise, the',
    `logarithm of its error over that of the Lévy form gets a Student interval over the pairs. Supported`,
    `when all four ${100 * supporting} % intervals lie above 0, refuted when a ${100 * refuting} %`,
    'interval lies below. So five intervals share 5 % of false refutations. The claim is supported when',
    `both parts are, refuted when one is. Undecided otherwise, with fewer than ${fewestGroups} pairs that`,
    `have a well left with ${fewestSettings} settings or more, or when a control fails: with Gaussian`,
    `noise and on Welsch’s loss a form of Gaussian noise must have the least error and the mean slope be`,
    `above ${levyIndices[1]}; with examples of infinite variance the Lévy form must have the least error`,
    `and the mean slope lie within ${nearIndex} of ${heavyIndex}.`,
  ),
  formula:
    'k_{\\text{Lévy}}\\propto b^{\\alpha-1}\\Bigl(\\frac{w}{\\eta\\,\\sigma}\\Bigr)^{\\alpha},' +
    '\\qquad k_{\\text{Kramers}}\\propto\\frac{1}{\\eta}\\,e^{2b\\,\\Delta L/(\\eta\\sigma^2)}',
  deviation: prose(
    'SGD moves along one line through the space of weights, so that its minima, its barrier and the moment',
    'of exit are known. The exponent of the Lévy form is fitted within 1 to 2. The exponents of the others',
    'get a fitted factor, and the mixing share of Xie et al. is fitted. Settings with which SGD hardly',
    'leaves are left out; they would speak against a power.',
  ),
  answers: [
    {
      question: 'motion',
      supported:
        'SGD leaves the minima of a real loss after times that follow the Lévy law: a power of batch size ' +
        'over step size.',
      refuted:
        'SGD does not leave the minima of a real loss as the Lévy law says: the time grows far faster than ' +
        'any power that this law allows, as under laws of Gaussian noise.',
    },
  ],
  needsData: true,
  plan,
  cost: exitCost,
  run: runExitSgdCell,
  judge,
};
