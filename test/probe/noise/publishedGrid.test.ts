import { readFileSync } from 'node:fs';
import { fullyConnected, gradientSource, initialWeights, sgd } from 'heavytail/net';
import { measurePublishedStatistic } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { loadDataset } from '#heavytail/store/index';
import { expect, it } from 'vitest';
import { needs } from '../../needs.js';

/** The published statistic on MNIST, before and after training, against PyTorch at the same settings. */

type Summary = { readonly published: { readonly mean: number } };

const table = JSON.parse(
  readFileSync(new URL('../../reference/pytorch-pooled-statistic.json', import.meta.url), 'utf8'),
) as {
  readonly depth: number;
  readonly stepSize: number;
  readonly iterations: number;
  readonly summary: readonly {
    readonly width: number;
    readonly batchSize: number;
    readonly initial: Summary;
    readonly trained: Summary;
  }[];
  readonly runs: readonly {
    readonly width: number;
    readonly batchSize: number;
    readonly initial: {
      readonly minibatches: number;
      readonly parameters: number;
      readonly blockLength: number;
    };
  }[];
};

/**
 * Width 256, and training but of the smallest network with the smaller batches, take minutes: they are run when
 * HEAVYTAIL_SLOW_TESTS is 1.
 */
const slow = process.env.HEAVYTAIL_SLOW_TESTS === '1';
const settings = table.summary
  .filter(({ width }) => slow || width <= 64)
  .map((setting) => ({ ...setting, trains: slow || (setting.width === 16 && setting.batchSize === 50) }));

const seeds = [1, 2];

/**
 * Agreement asked for, not a multiple of an error: initial weights differ, and over them the statistic
 * scatters by up to 0.026 at width 16, so that means of 2 and 3 seeds differ by 0.024 (one deviation) there and
 * by 0.02 and less at other widths. The seeds are fixed and so are all bits: nothing fails by chance.
 */
const tolerance = 0.05;

needs.mnist.describe('the published statistic on MNIST', () => {
  const { dimension, classes, train } = loadDataset('mnist');

  it.each(settings)(
    'is that of PyTorch at width $width and batch size $batchSize',
    ({ width, batchSize, trains, initial, trained }) => {
      const model = fullyConnected({ depth: table.depth, width, inputs: dimension, classes });
      const source = gradientSource(model, train, 'cross-entropy');
      const shape = table.runs.find((run) => run.width === width && run.batchSize === batchSize)!.initial;
      const tailIndex = (weights: Float32Array, seed: number) => {
        const { measured } = measurePublishedStatistic(source, weights, {
          batchSize,
          surrogateRows: 2,
          stream: stream(seed, 'surrogate'),
        });
        const { minibatches, parameters, blockLength } = shape;
        expect(measured).toMatchObject({ minibatches, parameters, blockLength });
        return measured.tailIndex!;
      };
      const found = seeds.map((seed) => {
        const start = initialWeights(model, stream(seed, 'initial weights'));
        const run = sgd(source, start, {
          stepSize: table.stepSize,
          batchSize,
          order: 'fixed',
          iterations: table.iterations,
          stream: stream(seed, 'fixed order needs no draws'),
        });
        const atStart = tailIndex(start, seed);
        if (!trains) return { initial: atStart };
        let end = start;
        for (const { weights } of run) end = weights;
        return { initial: atStart, trained: tailIndex(end, seed) };
      });
      for (const [when, expected] of [['initial', initial] as const, ['trained', trained] as const].slice(
        0,
        trains ? 2 : 1,
      )) {
        const mean = found.reduce((sum, one) => sum + one[when]!, 0) / seeds.length;
        expect(Math.abs(mean - expected.published.mean)).toBeLessThan(tolerance);
      }
    },
  );
});
