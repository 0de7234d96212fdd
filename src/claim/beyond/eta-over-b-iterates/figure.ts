import {
  line,
  linearAxis,
  marks,
  prose,
  rule,
  seriesRoles,
  table,
  type Figure,
  type Table,
} from '../../../evidence/index.js';
import type { MeasuredIndex } from '../iterate-tail-index/measured.js';
import type { MeasuredRatio } from './judge.js';

/** At and above this index the variance of the iterates is finite. */
const finiteVariance = 2;
/** The axis reaches this much beyond the highest error bar. */
const room = 1.05;

/** Tail index against batch size, a line a ratio. */
export function etaOverBFigure(shown: readonly MeasuredRatio[]): Figure[] {
  const indices = shown.flatMap((ratio) => ratio.indices);
  const highest = room * Math.max(finiteVariance, ...indices.flatMap(({ high, theory }) => [high, theory]));
  const batchSizeOf = ({ batchSize }: MeasuredIndex) => batchSize;
  return [
    {
      name: 'eta-over-b-iterates',
      title: 'Equal step size over batch size, different tails',
      caption: prose(
        'Tail index of SGD on a stream, against the batch size, where step size over batch size stays the',
        'same. Lines: theory. If the ratio alone set the index, every line would be level. Below 2 the',
        'variance of the iterates is infinite. Above an index of about 3, Hill’s estimate is too low.',
      ),
      panels: [
        {
          x: linearAxis('batch size'),
          y: linearAxis('tail index', [0, highest]),
          layers: [
            rule('infinite variance below', 'control', { y: [finiteVariance] }),
            ...shown.flatMap(({ ratio, dimension, indices: own }, i) => {
              const label = `ratio ${ratio}, d = ${dimension}`;
              return [
                line(
                  label,
                  seriesRoles[i],
                  own.map(batchSizeOf),
                  own.map(({ theory }) => theory),
                ),
                marks(
                  label,
                  seriesRoles[i],
                  own,
                  batchSizeOf,
                  ({ value }) => value,
                  (index) => index,
                ),
              ];
            }),
          ],
        },
      ],
    },
  ];
}

/** All settings, and the twins of additive noise. */
export function etaOverBTables(
  shown: readonly MeasuredRatio[],
  measuredTwins: readonly MeasuredIndex[],
): Table[] {
  const rows = shown.flatMap(({ ratio, indices }) => indices.map((index) => ({ ratio, ...index })));
  const columns = [
    ['d', ({ dimension }: MeasuredIndex) => dimension],
    ['b', ({ batchSize }: MeasuredIndex) => batchSize],
    ['step size', ({ stepSize }: MeasuredIndex) => stepSize],
    ['Hill', ({ value }: MeasuredIndex) => value],
    ['low', ({ low }: MeasuredIndex) => low],
    ['high', ({ high }: MeasuredIndex) => high],
  ] as const;
  return [
    table(
      'eta-over-b-iterates',
      'Tail index of one coordinate of the stationary iterates, where step size over batch size is equal.',
      rows,
      [
        ['step size / b', ({ ratio }) => ratio],
        ...columns,
        ['moment', ({ result }) => result.moment?.tailIndex ?? 'none'],
        ['theory', ({ theory }) => theory],
      ],
    ),
    table(
      'eta-over-b-iterates-twins',
      'The same with fixed features and random labels: noise of the same variance at 0, which is only added.',
      measuredTwins,
      columns,
    ),
  ];
}
