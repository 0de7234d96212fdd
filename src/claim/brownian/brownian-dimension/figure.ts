import { expOf, logOf } from '../../../kernel/index.js';
import {
  line,
  logAxis,
  means,
  prose,
  table,
  type Axis,
  type Figure,
  type Layer,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import type { DimensionPoint } from './run.js';
import type { Search } from './search.js';
import { needleTime } from './theory.js';

/** Points of each curve between the first and the last dimension. */
const curvePoints = 60;

const dimensionOf = ({ world }: DimensionPoint) => world.dimension;

/** Both fitted forms over the dimensions of a search. */
function fitLayers({ growth: { exponential, power }, points }: Search): Layer[] {
  const dimensions = points.map(dimensionOf);
  const [from, to] = [Math.min(...dimensions), Math.max(...dimensions)];
  const x = Array.from({ length: curvePoints + 1 }, (_, i) => from + ((to - from) * i) / curvePoints);
  const curve = (label: string, role: Role, logTime: (d: number) => number) =>
    line(
      label,
      role,
      x,
      x.map((d) => expOf(logTime(d))),
    );
  return [
    curve(
      'fit: exponential in d',
      'series3',
      (d) => exponential.intercept.value + exponential.slope.value * d,
    ),
    curve('fit: power of d', 'series2', (d) => power.intercept.value + power.slope.value * logOf(d)),
  ];
}

/** What the axes show, and what the integral is called. */
export interface Axes {
  readonly x: Axis;
  readonly y: string;
  readonly integral: string;
}

/** A search as the figure names it. */
interface Shown {
  readonly label: string;
  readonly search: Search;
}

/**
 * Times of the search and of its control against the dimension, with both fits and the integral of the
 * first.
 */
export function searchFigure(
  texts: Pick<Figure, 'name' | 'title' | 'caption'>,
  axes: Axes,
  found: Shown,
  control: Shown,
): Figure {
  const { points } = found.search;
  const exact = points.map(({ world }) => needleTime(world));
  const layers = [
    line(axes.integral, 'theory', points.map(dimensionOf), exact),
    ...fitLayers(found.search),
    ...fitLayers(control.search),
    means(found.label, 'brownian', points, dimensionOf),
    means(control.label, 'control', control.search.points, dimensionOf),
  ];
  return { ...texts, panels: [{ x: axes.x, y: logAxis(axes.y), layers }] };
}

/** All points in the order of their dimensions, for the report. */
export function timesTable(name: string, points: readonly DimensionPoint[]): Table {
  const caption = prose(
    'Times at temperature 1. Mean: total time over arrivals (exponential likelihood with censoring).',
    'Median: Kaplan and Meier. Integral: exact where it is known.',
  );
  const sorted = [...points].sort((p, q) => p.world.dimension - q.world.dimension);
  return table(name, caption, sorted, [
    ['landscape', ({ world }) => world.landscape],
    ['goal', ({ world }) => world.goal],
    ['dimension', dimensionOf],
    ['paths', ({ paths }) => paths],
    ['arrived', ({ arrived }) => arrived],
    ['mean time', ({ mean }) => mean],
    ['standard error', ({ standardError }) => standardError],
    ['median', ({ median }) => (Number.isFinite(median) ? median : 'beyond the horizon')],
    ['integral', ({ world }) => (world.landscape === 'needle' ? needleTime(world) : null)],
  ]);
}
