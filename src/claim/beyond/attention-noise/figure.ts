import {
  linearAxis,
  marks,
  prose,
  rule,
  table,
  type Figure,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import { covariateLaws, type CovariateLaw } from '../../../net/index.js';
import { studentInterval } from '../../../statistics/index.js';
import type { AttentionResult, Optimiser, Stage } from './run.js';

const name = 'attention-noise';

/** What tables and sentences call the laws. */
export const lawWords: Readonly<Record<CovariateLaw, string>> = {
  sphere: 'fixed lengths',
  gaussian: 'Gaussian data',
  exponential: 'exponential lengths',
  gamma: 'gamma lengths',
};

const stageSeries: readonly (readonly [Stage, string, Role])[] = [
  ['start', 'before training', 'series1'],
  ['trained', 'after training', 'series2'],
];
const optimiserSeries: readonly (readonly [Optimiser, string, Role])[] = [
  ['sgd', 'SGD', 'series3'],
  ['adam', 'Adam', 'series4'],
];
/** Series stand this far beside one another. */
const apart = 0.12;

/** A law with what the replicates have of it. */
interface Row {
  readonly law: CovariateLaw;
  readonly place: number;
  readonly values: readonly number[];
}

function rowsOf(
  results: readonly AttentionResult[],
  pick: (law: AttentionResult['laws'][number]) => number,
): Row[] {
  return covariateLaws.map((law, i) => ({
    law,
    place: i + 1,
    values: results.map(({ laws }) => pick(laws.find((one) => one.law === law)!)),
  }));
}

const lossOf =
  (wanted: Optimiser) =>
  ({ runs }: AttentionResult['laws'][number]) =>
    runs.find(({ optimiser }) => optimiser === wanted)!.loss;

const series = (label: string, role: Role, rows: readonly Row[], shift: number) =>
  marks(
    label,
    role,
    rows,
    ({ place }) => place + shift,
    ({ values }) => studentInterval(values).value,
    ({ values }) => studentInterval(values),
  );

/** Left: tail weight by law of the data. Right: losses of SGD and Adam. */
export function attentionFigure(results: readonly AttentionResult[]): Figure {
  const x = linearAxis('law of the data (1 fixed, 2 Gaussian, 3 exponential, 4 gamma)', [0.5, 4.5]);
  return {
    name,
    title: 'Tails of the data, tails of the noise',
    caption: prose(
      'Means over replicates with their 95 % intervals. Left: excess tail weight of the gradient noise of',
      'linear attention over Gaussian noise of the same covariance, for covariates whose lengths are fixed',
      '(1), those of Gaussian data (2), exponential (3) and gamma of shape 0.1 (4). Right: loss after equal',
      'steps of SGD and Adam, each at its best step size, on other tasks.',
    ),
    panels: [
      {
        title: 'tail weight of the noise',
        x,
        y: linearAxis('excess tail weight'),
        layers: [
          rule('Gaussian', 'theory', { y: [0] }),
          ...stageSeries.map(([stage, label, role], i) =>
            series(
              label,
              role,
              rowsOf(results, ({ tails }) => tails[stage]),
              (2 * i - 1) * apart,
            ),
          ),
        ],
      },
      {
        title: 'SGD and Adam',
        x,
        y: linearAxis('loss after equal steps'),
        layers: optimiserSeries.map(([optimiser, label, role], i) =>
          series(label, role, rowsOf(results, lossOf(optimiser)), (2 * i - 1) * apart),
        ),
      },
    ],
  };
}

/** One row for each law of each replicate. */
export function attentionTables(results: readonly AttentionResult[]): Table[] {
  const rows = results.flatMap(({ replicate, laws }) => laws.map((law) => ({ replicate, ...law })));
  const caption = prose(
    'Excess tail weight of the noise, and the best runs of SGD and Adam: step size and loss on other tasks.',
    'Answering 0 has the loss 2.5.',
  );
  const stepSizeOf = (wanted: Optimiser) => (row: (typeof rows)[number]) =>
    row.runs.find(({ optimiser }) => optimiser === wanted)!.stepSize;
  return [
    table(name, caption, rows, [
      ['replicate', ({ replicate }) => replicate],
      ['data', ({ law }) => lawWords[law]],
      ['tail weight before', ({ tails }) => tails.start],
      ['tail weight after', ({ tails }) => tails.trained],
      ['step size of SGD', stepSizeOf('sgd')],
      ['loss of SGD', lossOf('sgd')],
      ['loss of SGD, other minibatches', lossOf('again')],
      ['step size of Adam', stepSizeOf('adam')],
      ['loss of Adam', lossOf('adam')],
    ]),
  ];
}
