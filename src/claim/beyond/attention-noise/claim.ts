import {
  around,
  atLeast,
  control,
  intervalVerdict,
  inWords,
  judged,
  prose,
  type Control,
  type Evidence,
} from '../../../evidence/index.js';
import { studentInterval } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { designFor } from '../../designs.js';
import {
  adamPart,
  adamPartName,
  differenceOf,
  gapMargin,
  lawOf,
  level,
  looks,
  margin,
  pairs,
  sharedLevel,
  stagePart,
  stages,
  usualLevel,
} from './contrasts.js';
import { attentionFigure, attentionTables } from './figure.js';
import {
  batchSize,
  dimension,
  examples,
  injectedDegrees,
  measuredBatchSize,
  runAttentionCell,
  stepSizes,
  type AttentionCell,
  type AttentionResult,
} from './run.js';

/**
 * Attention without softmax on tasks of regression: do the tails of gradient noise follow those of the data,
 * and does Adam gain where they are heavy?
 */

/** Of the excess tail weight of Gaussian noise: well below that of Student's law of 3 degrees, 0.365. */
const tolerance = 0.1;
/** The layer has learnt where its loss is below this share of that of the answer 0, which is d / 2. */
const learnt = 0.8;

const designs = {
  smoke: { replicates: 4, most: 4, tasks: 400, iterations: 200, minibatches: 200 },
  quick: { replicates: 6, most: 12, tasks: 2500, iterations: 800, minibatches: 600 },
  paper: { replicates: 20, most: 40, tasks: 20_000, iterations: 10_000, minibatches: 4000 },
} as const;

function cellsFrom(first: number, end: number, { profile }: Settings): AttentionCell[] {
  const { tasks, iterations, minibatches } = designFor(designs, profile);
  return Array.from({ length: end - first }, (_, i) => ({
    replicate: first + i,
    tasks,
    iterations,
    minibatches,
  }));
}

const plan = (settings: Settings) => cellsFrom(0, designFor(designs, settings.profile).replicates, settings);

/** The other replicates, where the first leave a contrast open. */
function extend(results: readonly AttentionResult[], settings: Settings): readonly AttentionCell[] {
  const { most } = designFor(designs, settings.profile);
  return judge(results).open === undefined ? [] : cellsFrom(results.length, most, settings);
}

/** Core seconds, as measured: of a step, of drawing a task, of a minibatch's noise and its surrogates. */
const stepSeconds = 2e-5;
const taskSeconds = 1.5e-5;
const minibatchSeconds = 8e-5;
/** Pools of tasks in a cell: two for each law, and other tasks. */
const pools = 2 * (pairs.length + 1) + 1;
/** Matrices of noise in a cell: two for each law, and three of controls. */
const matrices = stages.length * (pairs.length + 1) + 3;
/** Numbers of a task that lie in memory, at 8 bytes: its tokens and its moments. */
const taskBytes = 8 * 200;

function cost({ tasks, iterations, minibatches }: AttentionCell) {
  const runs = (pairs.length + 1) * (stepSizes.sgd.length + stepSizes.adam.length + 1);
  return {
    seconds:
      runs * iterations * stepSeconds +
      pools * tasks * taskSeconds +
      matrices * minibatches * minibatchSeconds,
    bytes: pools * tasks * taskBytes + (1 << 24),
  };
}

function controlsOf(results: readonly AttentionResult[]): Control[] {
  const of = (pick: (result: AttentionResult) => number) => studentInterval(results.map(pick), usualLevel);
  const gaussian = of(({ controls }) => controls.gaussian);
  const student = of(({ controls }) => controls.student);
  const other = studentInterval(
    results.map(({ controls }) => controls.otherTasks),
    sharedLevel,
  );
  const again = differenceOf(results, 'again', sharedLevel);
  const answeringNothing = dimension / 2;
  const adam = of(
    (result) => lawOf(result, 'gaussian').runs.find(({ optimiser }) => optimiser === 'adam')!.loss,
  );
  return [
    control(
      'Gaussian noise in place of the noise is found Gaussian',
      intervalVerdict(gaussian, around(0, tolerance)) === 'supported',
      inWords(gaussian),
    ),
    control(
      `Student noise of ${injectedDegrees} degrees is found heavier than Gaussian`,
      student.low > margin,
      inWords(student),
    ),
    control(
      'other tasks with Gaussian data are not told from the first by the rule',
      intervalVerdict(other, around(0, margin)) !== 'refuted',
      inWords(other),
    ),
    control(
      'SGD with other minibatches does not fall behind SGD',
      intervalVerdict(again, atLeast(gapMargin)) !== 'supported',
      inWords(again),
    ),
    control(
      'Adam learns from Gaussian data',
      adam.value < learnt * answeringNothing,
      `loss ${(adam.value / answeringNothing).toFixed(2)} times that of the answer 0`,
    ),
  ];
}

/** Where the statement was found to hold. */
const everywhere = prose(
  `one layer, ${dimension} dimensions, ${examples} examples a task, batch size`,
  `${measuredBatchSize}`,
);

function judge(results: readonly AttentionResult[]): Evidence {
  const parts = stages.map((stage) => stagePart(stage, results));
  const failing = parts.flatMap(({ scope }) => scope ?? []);
  return judged({
    parts,
    asides: [adamPart(results)],
    controls: controlsOf(results),
    ...(failing.length > 0 && { scope: failing.join('; ') }),
    ...(parts.every(({ verdict }) => verdict === 'supported') && { scope: everywhere }),
    figures: [attentionFigure(results)],
    tables: attentionTables(results),
  });
}

export const attentionNoise: Claim<AttentionCell, AttentionResult> = {
  id: 'attention-noise',
  group: 'beyond',
  kind: 'finding',
  title: 'Attention: the noise is as heavy as the data',
  statement: prose(
    'The gradient noise of linear attention on tasks of regression has the heavier tails the heavier the',
    'tails of its data are.',
  ),
  source: 'Ahn, Cheng, Song, Yun, Jadbabaie and Sra 2023 (arXiv 2310.01082)',
  experiment: prose(
    `One layer of linear attention answers the query of a task of regression (${dimension} dimensions,`,
    `${examples} examples, no noise). The covariates are uniform on a sphere, Gaussian, or have`,
    'exponential lengths or the source’s gamma lengths (shape 0.1), all of one mean square. The tasks of a',
    'replicate differ in these lengths alone. SGD and Adam run the same steps (minibatches of',
    `${batchSize} tasks, step size falling to 0 along a cosine), each at the best by training loss of`,
    `${stepSizes.sgd.length} and ${stepSizes.adam.length} step sizes. Before training and after Adam’s, the`,
    `noise of fresh minibatches of ${measuredBatchSize} is measured in every parameter: tail weight (log of`,
    'the root mean square less the mean log size) less that of Gaussian noise of the same covariance.',
  ),
  rule: prose(
    `Each law of the lengths is compared with the one before it, before and after training: ${pairs.length}`,
    `differences of tail weight at ${stages.length} stages, paired by replicate, with Student’s interval.`,
    `Their level of ${100 * level} % together is shared by them and ${looks} looks. Supported when all lie`,
    `above ${margin} (the tail weight of Student’s law of 19 degrees), refuted when one lies below,`,
    'undecided otherwise. Twice the replicates are run (not in profile smoke) where the first leave it',
    'open. Aside: the logarithm of SGD’s loss over Adam’s on other tasks, exponential lengths less',
    'Gaussian data, is',
    `supported above ${gapMargin}, refuted below (${100 * usualLevel} %). Controls: Gaussian noise of the`,
    `same covariance has an excess within ±${tolerance}, other Gaussian tasks are not told apart, Student`,
    `noise lies above ${margin}, SGD with other minibatches does not fall behind SGD, and Adam learns.`,
  ),
  deviation: prose(
    'The source trains three layers; one is enough here. From its gamma lengths one layer can learn next to',
    'nothing in mean square, so that SGD and Adam are compared with exponential lengths; the table has both.',
  ),
  answers: [
    {
      question: 'noise',
      supported: 'The noise of attention has the heavier tails the heavier the tails of its data are.',
      refuted: 'The tails of the noise of attention do not follow the tails of its data everywhere.',
    },
    {
      question: 'training',
      part: adamPartName,
      supported: 'The heavier the tails of its data, the further SGD falls behind Adam on attention.',
      refuted: 'Heavier tails of the data do not make SGD fall further behind Adam on attention.',
    },
  ],
  needsData: false,
  plan,
  extend,
  cost,
  run: (cell, { seed }) => runAttentionCell(cell, seed),
  judge,
};
