import {
  linearAxis,
  logAxis,
  marks,
  prose,
  rule,
  seriesRoles,
  table,
  type Figure,
  type Table,
} from '../../../evidence/index.js';
import { targetLoss, type EqualLossRun } from '../../network/equalLoss.js';
import { keptShare } from './pruning.js';

/** A network with what pruning it loses (null where it did not come to the loss) and lost at first. */
export type PrunedRun = EqualLossRun<number> & { readonly initialError: number };

/** Step size over batch size. */
export function ratioOf({ stepSize, batchSize }: PrunedRun): number {
  return stepSize / batchSize;
}

/** Whole decades that hold every planned ratio, so that few ticks stand on the axis. */
const ratioDomain = [1e-4, 1e-1] as const;

/** What pruning loses against step size over batch size; the line is the error before training. */
export function pruningFigure(arrived: readonly PrunedRun[], initialError: number): Figure {
  const batchSizes = [...new Set(arrived.map(({ batchSize }) => batchSize))].sort((a, b) => a - b);
  return {
    name: 'compressibility',
    title: 'What pruning loses, against step size over batch size',
    caption: prose(
      `Each point is one network, trained to a loss of ${targetLoss}. When all but the largest`,
      `${100 * keptShare} % of the weights of each layer are set to zero, this share of their length is`,
      'lost.',
      'The line is where networks start.',
    ),
    panels: [
      {
        x: logAxis('step size / batch size', ratioDomain),
        y: linearAxis('pruning error'),
        layers: [
          rule('at the start', 'theory', { y: [initialError] }),
          ...batchSizes.map((batchSize, i) =>
            marks(
              `batch size ${batchSize}`,
              seriesRoles[i % seriesRoles.length],
              arrived.filter((each) => each.batchSize === batchSize),
              ratioOf,
              ({ geometry }) => geometry!,
            ),
          ),
        ],
      },
    ],
  };
}

/** One row for each network. */
export function pruningTable(runs: readonly PrunedRun[]): Table {
  const kept = `${100 * keptShare} %`;
  const caption = `Networks trained to a loss of ${targetLoss}, pruned to ${kept} of their weights.`;
  return table('compressibility', caption, runs, [
    ['step size', ({ stepSize }) => stepSize],
    ['batch size', ({ batchSize }) => batchSize],
    ['replicate', ({ replicate }) => replicate],
    ['iterations', ({ iterations }) => iterations],
    ['pruning error', ({ geometry }) => geometry],
    ['pruning error at the start', ({ initialError }) => initialError],
    ['test accuracy', ({ testAccuracy }) => testAccuracy],
  ]);
}
