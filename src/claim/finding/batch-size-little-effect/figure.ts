import type { BatchSizePoint, IndexValue } from './run.js';
import type { Figure, Layer, Table } from '../../../evidence/index.js';
import { normalInterval } from '../../../statistics/index.js';

/** Tail index against batch size: across minibatches, published, and published on Gaussian noise. */
export function batchSizeFigure(points: readonly BatchSizePoint[], dataset: string): Figure {
  const layer = (
    label: string,
    role: Layer['role'],
    shift: number,
    pick: (point: BatchSizePoint) => IndexValue,
  ): Layer => ({
    mark: 'points',
    label,
    role,
    x: points.map(({ batchSize }) => batchSize * shift),
    y: points.map((point) => pick(point).tailIndex),
    low: points.map((point) => intervalOf(pick(point)).low),
    high: points.map((point) => intervalOf(pick(point)).high),
  });
  return {
    name: 'batch-size-little-effect',
    title: 'Which tail index does not see the batch size?',
    caption: `At the same weights of one network on ${dataset}: the published pooled statistic hardly moves with the batch size, and neither does that of Gaussian noise with the same covariance; the tail index across minibatches is another matter. Points are a little apart horizontally so that none hides another; bars are 95 % intervals.`,
    panels: [
      {
        x: { label: 'batch size', scale: 'log' },
        y: { label: 'tail index', scale: 'linear' },
        layers: [
          { mark: 'rule', label: 'Gaussian noise across minibatches', role: 'theory', y: [2] },
          layer('across minibatches', 'measured', 1, ({ across }) => across),
          layer('published statistic', 'levy', 0.96, ({ published }) => published),
          layer('published statistic, Gaussian surrogate', 'surrogate', 1.04, ({ surrogate }) => surrogate),
        ],
      },
    ],
  };
}

const intervalOf = ({ tailIndex, standardError }: IndexValue) => normalInterval(tailIndex, standardError);

/** All points. */
export function batchSizeTable(points: readonly BatchSizePoint[]): Table {
  return {
    name: 'batch-size-little-effect',
    caption: 'Tail index by batch size at fixed weights, with standard errors.',
    columns: [
      'replicate',
      'batch size',
      'across minibatches',
      'its error',
      'published',
      'its error',
      'Gaussian surrogate',
      'its error',
    ],
    rows: points.map(({ replicate, batchSize, across, published, surrogate }) => [
      replicate,
      batchSize,
      across.tailIndex,
      across.standardError,
      published.tailIndex,
      published.standardError,
      surrogate.tailIndex,
      surrogate.standardError,
    ]),
  };
}
