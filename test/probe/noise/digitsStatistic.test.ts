import { readFileSync } from 'node:fs';
import { fullyConnected, gradientSource, initialWeights, sgd } from 'heavytail/net';
import { measurePublishedStatistic } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { loadDataset } from '#heavytail/store/index';
import { expect, it } from 'vitest';
import { needs } from '../../needs.js';

/** The published statistic and its Gaussian surrogate on the 8 × 8 digits, along training, against PyTorch at the same settings. */

interface Scatter {
  readonly mean: number;
  readonly deviation: number;
}

const table = JSON.parse(
  readFileSync(new URL('../../reference/pytorch-digits.json', import.meta.url), 'utf8'),
) as {
  readonly width: number;
  readonly examples: number;
  readonly stepSize: number;
  readonly seeds: readonly number[];
  readonly surrogateRows: number;
  readonly settings: readonly {
    readonly depth: number;
    readonly batchSize: number;
    readonly states: readonly {
      readonly iteration: number;
      readonly minibatches: number;
      readonly parameters: number;
      readonly blockLength: number;
      readonly published: Scatter;
      readonly surrogate: Scatter;
    }[];
  }[];
};

/** Eight when HEAVYTAIL_SLOW_TESTS is 1; means of three have errors half as large again, which the limit knows. */
const seeds = process.env.HEAVYTAIL_SLOW_TESTS === '1' ? [1, 2, 3, 4, 5, 6, 7, 8] : [1, 2, 3];

needs.digits.describe('the published statistic on digits', () => {
  const { dimension, classes, train } = loadDataset('digits');

  it.each(table.settings)(
    'is that of PyTorch at depth $depth and batch size $batchSize',
    ({ depth, batchSize, states }) => {
      expect(train.count).toBe(table.examples);
      const model = fullyConnected({ depth, width: table.width, inputs: dimension, classes });
      const source = gradientSource(model, train, 'cross-entropy');
      const runs = seeds.map((seed) => {
        const found: { published: number; surrogate: number }[] = [];
        const run = sgd(source, initialWeights(model, stream(seed, 'initial weights')), {
          stepSize: table.stepSize,
          batchSize,
          order: 'fixed',
          iterations: states.at(-1)!.iteration,
          stream: stream(seed, 'fixed order needs no draws'),
        });
        for (const { iteration, weights } of run) {
          const expected = states.find((state) => state.iteration === iteration);
          if (!expected) continue;
          const { measured, surrogate } = measurePublishedStatistic(source, weights, {
            batchSize,
            surrogateRows: table.surrogateRows,
            stream: stream(seed, 'surrogate', iteration),
          });
          const { minibatches, parameters, blockLength } = expected;
          expect(measured).toMatchObject({ minibatches, parameters, blockLength });
          found.push({ published: measured.tailIndex!, surrogate: surrogate.tailIndex! });
        }
        return found;
      });
      states.forEach((expected, k) => {
        for (const name of ['published', 'surrogate'] as const) {
          const values = runs.map((run) => run[k]![name]);
          const mean = values.reduce((sum, value) => sum + value, 0) / seeds.length;
          // Initial weights differ: means over seeds, within four standard errors of their difference.
          const { mean: theirs, deviation } = expected[name];
          const error = deviation * Math.sqrt(1 / seeds.length + 1 / table.seeds.length);
          expect(Math.abs(mean - theirs), `${name} at ${expected.iteration}`).toBeLessThan(4 * error);
        }
      });
    },
  );
});
