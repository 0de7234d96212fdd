import {
  linearAxis,
  logAxis,
  points,
  prose,
  rule,
  table,
  type Figure,
  type Layer,
  type Table,
} from '../../../evidence/index.js';
import { normalInterval } from '../../../statistics/index.js';
import type { BatchSizePoint, IndexValue } from './run.js';

const name = 'batch-size-little-effect';
/** Factors by which points are moved along the axis, so that none hides another. */
const aside = { left: 0.96, right: 1.04 };

/** Tail index against batch size: across minibatches, published, and published on Gaussian noise. */
export function batchSizeFigure(all: readonly BatchSizePoint[], dataset: string): Figure {
  const layer = (
    label: string,
    role: Layer['role'],
    shift: number,
    pick: (point: BatchSizePoint) => IndexValue,
  ): Layer => {
    const values = all.map(pick);
    const x = all.map(({ batchSize }) => batchSize * shift);
    const y = values.map(({ tailIndex }) => tailIndex);
    const intervals = values.map(({ tailIndex, standardError }) => normalInterval(tailIndex, standardError));
    const bars = { low: intervals.map(({ low }) => low), high: intervals.map(({ high }) => high) };
    return points(label, role, x, y, bars);
  };
  return {
    name,
    title: 'Which tail index does not see the batch size?',
    caption: prose(
      `All points are at the same weights of one network on ${dataset}. The published pooled statistic`,
      'hardly moves with the batch size, and neither does that of Gaussian noise with the same covariance.',
      'The tail index across minibatches is another matter. Points are a little apart horizontally so that',
      'none hides another; bars are 95 % intervals.',
    ),
    panels: [
      {
        x: logAxis('batch size'),
        y: linearAxis('tail index'),
        layers: [
          rule('Gaussian noise across minibatches', 'theory', { y: [2] }),
          layer('across minibatches', 'measured', 1, ({ across }) => across),
          layer('published statistic', 'levy', aside.left, ({ published }) => published),
          layer('published statistic, Gaussian surrogate', 'surrogate', aside.right, (p) => p.surrogate),
        ],
      },
    ],
  };
}

/** All points. */
export function batchSizeTable(all: readonly BatchSizePoint[]): Table {
  return table(name, 'Tail index by batch size at fixed weights, with standard errors.', all, [
    ['replicate', ({ replicate }) => replicate],
    ['batch size', ({ batchSize }) => batchSize],
    ['across minibatches', ({ across }) => across.tailIndex],
    ['its error', ({ across }) => across.standardError],
    ['published', ({ published }) => published.tailIndex],
    ['its error', ({ published }) => published.standardError],
    ['Gaussian surrogate', ({ surrogate }) => surrogate.tailIndex],
    ['its error', ({ surrogate }) => surrogate.standardError],
  ]);
}
