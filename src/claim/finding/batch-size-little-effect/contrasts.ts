import { studentInterval, type Interval } from '../../../statistics/index.js';
import { smallestPublished, type BatchSizePoint } from './run.js';

/** Changes of a tail index from small to large batch sizes. */

/** Small and large batch sizes of the noise. */
export const small = 2;
export const large = 250;
/** Large batch size of the published statistic. */
export const largestPublished = 500;

/** A contrast of two ranges of batch sizes, of one statistic. */
export interface Contrast {
  readonly name: string;
  readonly isSmall: (batchSize: number) => boolean;
  readonly isLarge: (batchSize: number) => boolean;
  readonly pick: (point: BatchSizePoint) => number | undefined;
}

/** Of the noise. */
export const acrossContrast: Contrast = {
  name: `tail index across minibatches, b ≥ ${large} less b ≤ ${small}`,
  isSmall: (batchSize) => batchSize <= small,
  isLarge: (batchSize) => batchSize >= large,
  pick: ({ across }) => across.tailIndex,
};

function publishedContrast(words: string, pick: Contrast['pick']): Contrast {
  return {
    name: `${words}, b = ${largestPublished} less b = ${smallestPublished}`,
    isSmall: (batchSize) => batchSize === smallestPublished,
    isLarge: (batchSize) => batchSize === largestPublished,
    pick,
  };
}

/** Of the published number. */
export const fixedContrast = publishedContrast(
  'published statistic at one block length',
  ({ published }) => published?.fixed.tailIndex,
);
/** What is shown beside it. */
export const shownContrasts = [
  publishedContrast('the same of Gaussian noise', ({ published }) => published?.surrogate.tailIndex),
  publishedContrast(
    'published statistic at its own block lengths',
    ({ published }) => published?.own.tailIndex,
  ),
];

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The contrast at one stage, with its interval over networks. */
export function intervalOf(
  { isSmall, isLarge, pick }: Contrast,
  points: readonly BatchSizePoint[],
  level: number,
): Interval {
  const replicates = [...new Set(points.map(({ replicate }) => replicate))];
  const changes = replicates.map((replicate) => {
    const mean = (wanted: (batchSize: number) => boolean) =>
      meanOf(
        points.flatMap((point) => {
          const value = pick(point);
          return point.replicate === replicate && wanted(point.batchSize) && value !== undefined
            ? [value]
            : [];
        }),
      );
    return mean(isLarge) - mean(isSmall);
  });
  return studentInterval(changes, level);
}
