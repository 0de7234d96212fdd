import {
  line,
  linearAxis,
  marks,
  prose,
  rule,
  table,
  type Figure,
  type Panel,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import type { MeasuredIndex } from './measured.js';
import type { IterateResult } from './run.js';

const name = 'iterate-tail-index';
const roles: Readonly<Record<number, Role>> = { 1: 'brownian', 2: 'levy', 5: 'measured' };
const roleOf = (dimension: number): Role => roles[dimension] ?? 'series4';
/** At and above this index the variance of the iterates is finite. */
const finiteVariance = 2;

/** The axis reaches this much beyond the highest error bar. */
const room = 1.05;

/** Tail index against step size over batch size, a panel a batch size. */
export function tailIndexFigure(results: readonly IterateResult[], found: readonly MeasuredIndex[]): Figure {
  const batchSizes = [...new Set(found.map(({ batchSize }) => batchSize))];
  return {
    name,
    title: 'Tail index of the iterates',
    caption: prose(
      'Tail index of SGD on a stream, against step size over batch size. Lines: the root of h(alpha) = 1,',
      'without any fitted number. Below 2 the variance of the iterates is infinite.',
    ),
    panels: batchSizes.map((batchSize) =>
      panelOf(
        batchSize,
        results,
        found.filter((index) => index.batchSize === batchSize),
      ),
    ),
  };
}

function panelOf(
  batchSize: number,
  results: readonly IterateResult[],
  found: readonly MeasuredIndex[],
): Panel {
  const dimensions = [...new Set(found.map(({ dimension }) => dimension))];
  const ratio = (stepSize: number) => stepSize / batchSize;
  const curves = results.flatMap((result) =>
    result.kind === 'curve' && result.batchSize === batchSize ? [result] : [],
  );
  const highest = room * Math.max(finiteVariance, ...found.flatMap(({ high, theory }) => [high, theory]));
  return {
    title: `batch size ${batchSize}`,
    x: linearAxis('step size / batch size'),
    y: linearAxis('tail index', [0, highest]),
    layers: [
      rule('infinite variance below', 'control', { y: [finiteVariance] }),
      ...curves.map(({ stepSizes, tailIndices }) => {
        const kept = stepSizes.map((_, i) => i).filter((i) => tailIndices[i] <= highest);
        return line(
          'theory',
          'theory',
          kept.map((i) => ratio(stepSizes[i])),
          kept.map((i) => tailIndices[i]),
        );
      }),
      marks(
        'theory',
        'theory',
        found,
        ({ stepSize }) => ratio(stepSize),
        ({ theory }) => theory,
      ),
      ...dimensions.map((dimension) =>
        marks(
          `d = ${dimension}`,
          roleOf(dimension),
          found.filter((index) => index.dimension === dimension),
          ({ stepSize }) => ratio(stepSize),
          ({ value }) => value,
          (index) => index,
        ),
      ),
    ],
  };
}

/** All settings with every estimator, and the published grid. */
export function tailIndexTables(results: readonly IterateResult[], found: readonly MeasuredIndex[]): Table[] {
  const caption = prose(
    'Tail index of one coordinate of the stationary iterates. Hill’s estimate (1 % of the draws) decides;',
    'the moment estimate stands beside it.',
  );
  return [
    table(name, caption, found, [
      ['d', ({ dimension }) => dimension],
      ['b', ({ batchSize }) => batchSize],
      ['step size', ({ stepSize }) => stepSize],
      ['steps', ({ result }) => result.steps],
      ['Hill', ({ value }) => value],
      ['low', ({ low }) => low],
      ['high', ({ high }) => high],
      ['moment', ({ result }) => result.moment?.tailIndex ?? 'none'],
      ['theory', ({ theory }) => theory],
    ]),
    ...gridTable(results),
  ];
}

/** None where the profile leaves it out. */
function gridTable(results: readonly IterateResult[]): Table[] {
  const rows = results.flatMap((result) =>
    result.kind === 'grid' ? result.rows.map((row) => ({ batchSize: result.batchSize, ...row })) : [],
  );
  const caption = prose(
    'The published synthetic grid, d = 100: Lyapunov exponent and tail index by theory. Where the exponent',
    'is positive the iterates diverge, and no tail index exists.',
  );
  return rows.length === 0
    ? []
    : [
        table('iterate-tail-index-published-grid', caption, rows, [
          ['b', ({ batchSize }) => batchSize],
          ['step size', ({ stepSize }) => stepSize],
          ['Lyapunov exponent', ({ lyapunov }) => lyapunov],
          ['tail index', ({ tailIndex }) => tailIndex],
        ]),
      ];
}
