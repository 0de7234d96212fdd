import {
  line,
  linearAxis,
  marks,
  prose,
  rule,
  seriesRoles,
  table,
  type Figure,
  type Panel,
  type Table,
} from '../../../evidence/index.js';
import type { MeasuredIndex } from '../iterate-tail-index/measured.js';
import type { IterateResult } from '../iterate-tail-index/run.js';
import type { MeasuredRatio } from './judge.js';

/** At and above this index the variance of the iterates is finite. */
const finiteVariance = 2;
/** The axis reaches this much beyond the highest error bar. */
const room = 1.05;

/** Tail index against step size over batch size, a curve a batch size and a panel a dimension. */
export function etaOverBFigure(results: readonly IterateResult[], shown: readonly MeasuredRatio[]): Figure[] {
  const dimensions = [...new Set(shown.map(({ dimension }) => dimension))];
  return [
    {
      name: 'eta-over-b-iterates',
      title: 'Equal step size over batch size, different tails',
      caption: prose(
        'Tail index of SGD on a stream, against step size over batch size. Lines: theory, one for each batch',
        'size. If the ratio alone set the index, all symbols above one another would lie together. Below 2',
        'the variance of the iterates is infinite.',
      ),
      panels: dimensions.map((dimension) =>
        panelOf(
          dimension,
          results,
          shown.filter((ratio) => ratio.dimension === dimension).flatMap(({ indices }) => indices),
        ),
      ),
    },
  ];
}

function panelOf(
  dimension: number,
  results: readonly IterateResult[],
  found: readonly MeasuredIndex[],
): Panel {
  const batchSizes = [...new Set(found.map(({ batchSize }) => batchSize))].sort((a, b) => a - b);
  const highest = room * Math.max(finiteVariance, ...found.flatMap(({ high, theory }) => [high, theory]));
  return {
    title: `dimension ${dimension}`,
    x: linearAxis('step size / batch size'),
    y: linearAxis('tail index', [0, highest]),
    layers: [
      rule('infinite variance below', 'control', { y: [finiteVariance] }),
      ...batchSizes.flatMap((batchSize, i) => {
        const role = seriesRoles[i];
        const label = `b = ${batchSize}`;
        return [
          ...results.flatMap((result) =>
            result.kind === 'curve' && result.dimension === dimension && result.batchSize === batchSize
              ? [curveBelow(highest, label, role, batchSize, result)]
              : [],
          ),
          marks(
            label,
            role,
            found.filter((index) => index.batchSize === batchSize),
            ({ stepSize }) => stepSize / batchSize,
            ({ value }) => value,
            (index) => index,
          ),
        ];
      }),
    ],
  };
}

/** The curve of theory as far as the panel shows it. */
function curveBelow(
  highest: number,
  label: string,
  role: (typeof seriesRoles)[number],
  batchSize: number,
  { stepSizes, tailIndices }: Extract<IterateResult, { kind: 'curve' }>,
) {
  const kept = stepSizes.map((_, i) => i).filter((i) => tailIndices[i] <= highest);
  return line(
    label,
    role,
    kept.map((i) => stepSizes[i] / batchSize),
    kept.map((i) => tailIndices[i]),
  );
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
