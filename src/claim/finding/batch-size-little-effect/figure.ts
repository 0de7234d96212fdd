import {
  linearAxis,
  logAxis,
  marks,
  prose,
  rule,
  table,
  type Figure,
  type Layer,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import { meanOf } from '../../../statistics/index.js';
import type { BatchSizePoint, IndexValue } from './run.js';

const name = 'batch-size-little-effect';
/** Factors by which points are moved along the axis, so that none hides another. */
const aside = { left: 0.93, right: 1.07, far: 1.15 };
/** Error bars reach this many standard errors to either side. */
const barErrors = 2;

interface Stage {
  readonly words: string;
  readonly points: readonly BatchSizePoint[];
}

/** Tail index against batch size: across minibatches, published, and published on Gaussian noise. */
export function batchSizeFigure(stages: readonly Stage[], dataset: string): Figure {
  return {
    name,
    title: 'Which tail index does not see the batch size?',
    caption: prose(
      `All points of a panel are at the same weights of networks on ${dataset}. The published statistic at`,
      'one block length hardly moves with the batch size, and neither does that of Gaussian noise with the',
      'same covariance; at the block lengths of the published rule it does. The tail index across',
      'minibatches is another matter. Points are means over networks, a little apart horizontally so that',
      'none hides another; bars are two standard errors.',
    ),
    panels: stages.map(({ words, points }) => ({
      title: words,
      x: logAxis('batch size'),
      y: linearAxis('tail index'),
      layers: [
        rule('Gaussian noise across minibatches', 'theory', { y: [2] }),
        layer('across minibatches', 'measured', 1, points, ({ across }) => across),
        layer('published, one block length', 'levy', aside.left, points, (p) => p.published?.fixed),
        layer(
          'the same, Gaussian surrogate',
          'surrogate',
          aside.right,
          points,
          (p) => p.published?.surrogate,
        ),
        layer('published, its own lengths', 'series1', aside.far, points, (p) => p.published?.own),
      ],
    })),
  };
}

function layer(
  label: string,
  role: Role,
  shift: number,
  points: readonly BatchSizePoint[],
  pick: (point: BatchSizePoint) => IndexValue | undefined,
): Layer {
  const batchSizes = [...new Set(points.map(({ batchSize }) => batchSize))];
  const rows = batchSizes.flatMap((batchSize) => {
    const values = points.flatMap((point) => {
      const value = point.batchSize === batchSize ? pick(point) : undefined;
      return value === undefined ? [] : [value.tailIndex];
    });
    return values.length > 1 ? [{ batchSize, ...meanOf(values) }] : [];
  });
  return marks(
    label,
    role,
    rows,
    ({ batchSize }) => batchSize * shift,
    ({ mean }) => mean,
    ({ mean, standardError }) => ({
      low: mean - barErrors * standardError,
      high: mean + barErrors * standardError,
    }),
  );
}

/** All points. */
export function batchSizeTable(all: readonly (BatchSizePoint & { readonly iteration: number })[]): Table {
  const caption = prose(
    'Tail index by batch size at fixed weights, with standard errors. Published: over one pass, with one',
    'block length and with that of the published rule.',
  );
  return table(name, caption, all, [
    ['iteration', ({ iteration }) => iteration],
    ['replicate', ({ replicate }) => replicate],
    ['batch size', ({ batchSize }) => batchSize],
    ['across minibatches', ({ across }) => across.tailIndex],
    ['its error', ({ across }) => across.standardError],
    ['published', ({ published }) => published?.fixed.tailIndex],
    ['its error', ({ published }) => published?.fixed.standardError],
    ['block length', ({ published }) => published?.fixedLength],
    ['Gaussian surrogate', ({ published }) => published?.surrogate.tailIndex],
    ['its error', ({ published }) => published?.surrogate.standardError],
    ['published, own length', ({ published }) => published?.own.tailIndex],
    ['own block length', ({ published }) => published?.ownLength],
  ]);
}
