import type { Settings } from './claim.js';
import type { NoiseSettings } from './noiseMeasurement.js';

/** The grid of networks on which gradient noise is tested: the published one in profile paper, corners of it before. */

export type NoiseCell = ({ readonly kind: 'network' } & NoiseSettings) | { readonly kind: 'controls' };

const designs = {
  smoke: {
    widths: [16],
    depths: [3],
    losses: ['cross-entropy'],
    batchSizes: [10, 250],
    replicates: 1,
    examples: 3000,
    iterations: [0, 200],
    minibatches: 200,
    directions: 60,
  },
  quick: {
    widths: [16, 64],
    depths: [3],
    losses: ['cross-entropy'],
    batchSizes: [10, 50, 500],
    replicates: 2,
    examples: 20000,
    iterations: [0, 100, 1000],
    minibatches: 500,
    directions: 200,
  },
  paper: {
    widths: [4, 8, 16, 32, 64, 128, 256, 512, 1024],
    depths: [2, 3, 4, 5, 6, 7, 8, 9, 10],
    losses: ['cross-entropy', 'linear-hinge'],
    batchSizes: [1, 8, 32, 100, 256, 500, 1000],
    replicates: 5,
    examples: 60000,
    iterations: [0, 1000, 65000],
    minibatches: 1000,
    directions: 1000,
  },
} as const;

/** The cells of the grid, and one for the control worlds. */
export function planNoiseGrid(settings: Settings): NoiseCell[] {
  const { widths, depths, losses, batchSizes, replicates, iterations, ...rest } = designs[settings.profile];
  const cells: NoiseCell[] = [{ kind: 'controls' }];
  for (const width of widths) {
    for (const depth of depths) {
      for (const loss of losses) {
        for (const batchSize of batchSizes) {
          for (let replicate = 0; replicate < replicates; replicate++) {
            cells.push({
              kind: 'network',
              dataset: settings.dataset,
              width,
              depth,
              loss,
              batchSize,
              replicate,
              iterations: [...iterations],
              ...rest,
            });
          }
        }
      }
    }
  }
  return cells;
}
