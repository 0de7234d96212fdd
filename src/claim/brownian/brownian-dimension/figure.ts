import { expOf, logOf } from '../../../kernel/index.js';
import type { DimensionPoint, Growth } from './run.js';
import type { Layer, Role, Table } from '../../../evidence/index.js';

/** Points of each curve between the first and the last dimension. */
const curvePoints = 60;

/** Symbols with error bars of two standard errors. */
export function timesLayer(label: string, role: Role, points: readonly DimensionPoint[]): Layer {
  return {
    mark: 'points',
    label,
    role,
    x: points.map(({ world }) => world.dimension),
    y: points.map(({ mean }) => mean),
    low: points.map(({ mean, standardError }) => Math.max(mean / 100, mean - 2 * standardError)),
    high: points.map(({ mean, standardError }) => mean + 2 * standardError),
  };
}

/** Both fitted forms over the dimensions of the points. */
export function fitLayers({ exponential, power }: Growth, points: readonly DimensionPoint[]): Layer[] {
  const dimensions = points.map(({ world }) => world.dimension);
  const [from, to] = [Math.min(...dimensions), Math.max(...dimensions)];
  const x = Array.from({ length: curvePoints + 1 }, (_, i) => from + ((to - from) * i) / curvePoints);
  const curve = (label: string, role: Role, logTime: (d: number) => number): Layer => ({
    mark: 'line',
    label,
    role,
    x,
    y: x.map((d) => expOf(logTime(d))),
  });
  return [
    curve(
      'fit: exponential in d',
      'series3',
      (d) => exponential.intercept.value + exponential.slope.value * d,
    ),
    curve('fit: power of d', 'series2', (d) => power.intercept.value + power.slope.value * logOf(d)),
  ];
}

/** All points, for the report. */
export function timesTable(
  name: string,
  points: readonly DimensionPoint[],
  exact: (point: DimensionPoint) => number | undefined,
): Table {
  return {
    name,
    caption:
      'Times at temperature 1. Mean: total time over arrivals (exponential likelihood with censoring); median: Kaplan and Meier; integral: exact where it is known.',
    columns: [
      'landscape',
      'goal',
      'dimension',
      'paths',
      'arrived',
      'mean time',
      'standard error',
      'median',
      'integral',
    ],
    rows: points.map((point) => {
      const { world, paths, arrived, mean, standardError, median } = point;
      return [
        world.landscape,
        world.goal,
        world.dimension,
        paths,
        arrived,
        mean,
        standardError,
        Number.isFinite(median) ? median : 'beyond the horizon',
        exact(point) ?? '',
      ];
    }),
  };
}
