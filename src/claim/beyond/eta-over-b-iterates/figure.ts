import type { Figure, Layer, Role, Table } from '../../../evidence/index.js';
import type { MeasuredIndex } from './measured.js';
import type { ChainCell, IterateResult } from './run.js';

const roles: Readonly<Record<number, Role>> = { 1: 'brownian', 2: 'levy', 5: 'measured' };
const roleOf = (dimension: number): Role => roles[dimension] ?? 'series4';

/** Tail index against step size over batch size, a panel a batch size. */
export function etaOverBFigure(results: readonly IterateResult[], found: readonly MeasuredIndex[]): Figure {
  const batchSizes = [...new Set(found.map(({ batchSize }) => batchSize))];
  return {
    name: 'eta-over-b-iterates',
    title: 'Tail index of the iterates',
    caption:
      'Tail index of SGD on a stream, against step size over batch size. Lines: the root of h(alpha) = 1, without any fitted number. Below 2 the variance of the iterates is infinite.',
    panels: batchSizes.map((batchSize) => ({
      title: `batch size ${batchSize}`,
      x: { label: 'step size / batch size', scale: 'linear' as const },
      y: { label: 'tail index', scale: 'linear' as const, domain: [0, 3.6] as const },
      layers: [
        { mark: 'rule' as const, label: 'infinite variance below', role: 'control' as const, y: [2] },
        ...results.flatMap((result): Layer[] =>
          result.kind === 'curve' && result.batchSize === batchSize
            ? [
                {
                  mark: 'line',
                  label: 'theory',
                  role: 'theory',
                  x: result.stepSizes.map((stepSize) => stepSize / batchSize),
                  y: result.tailIndices,
                },
              ]
            : [],
        ),
        ...[...new Set(found.map(({ dimension }) => dimension))].map((dimension): Layer => {
          const own = found.filter((index) => index.dimension === dimension && index.batchSize === batchSize);
          return {
            mark: 'points',
            label: `d = ${dimension}`,
            role: roleOf(dimension),
            x: own.map(({ stepSize }) => stepSize / batchSize),
            y: own.map(({ value }) => value),
            low: own.map(({ low }) => low),
            high: own.map(({ high }) => high),
          };
        }),
      ],
    })),
  };
}

/** All settings with every estimator, and the published grid. */
export function etaOverBTables(
  results: readonly IterateResult[],
  found: readonly MeasuredIndex[],
  stepsOf: (setting: Pick<ChainCell, 'dimension' | 'batchSize' | 'stepSize'>) => number,
): Table[] {
  const chains = results.filter((result) => result.kind === 'chains');
  const shown = (value: number | undefined) => value ?? 'none';
  const settings: Table = {
    name: 'eta-over-b-iterates',
    caption:
      'Tail index of one coordinate of the stationary iterates: Hill’s estimate (1 % of the chains) decides; the others beside it.',
    columns: ['d', 'b', 'step size', 'steps', 'Hill', 'low', 'high', 'moment', 'power law', 'theory'],
    rows: found.map(({ dimension, batchSize, stepSize, value, low, high, theory }) => {
      const other = chains.find(
        (cell) =>
          cell.lengthening === 1 &&
          cell.dimension === dimension &&
          cell.batchSize === batchSize &&
          cell.stepSize === stepSize,
      );
      return [
        dimension,
        batchSize,
        stepSize,
        stepsOf({ dimension, batchSize, stepSize }),
        value,
        low,
        high,
        shown(other?.moment?.tailIndex),
        shown(other?.powerLaw?.tailIndex),
        theory,
      ];
    }),
  };
  const grid = results.flatMap((result) =>
    result.kind === 'grid'
      ? result.rows.map(({ stepSize, lyapunov, tailIndex }): (string | number)[] => [
          result.batchSize,
          stepSize,
          lyapunov,
          tailIndex,
        ])
      : [],
  );
  if (grid.length === 0) return [settings];
  return [
    settings,
    {
      name: 'eta-over-b-published-grid',
      caption:
        'The published synthetic grid, d = 100: Lyapunov exponent and tail index by theory. Where the exponent is positive the iterates diverge, and no tail index exists.',
      columns: ['b', 'step size', 'Lyapunov exponent', 'tail index'],
      rows: grid,
    },
  ];
}
