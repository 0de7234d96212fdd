import { readFileSync } from 'node:fs';
import { fullyConnected, gradientSource, sgd } from 'heavytail/net';
import { measurePublishedStatistic } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { loadDataset } from '#heavytail/store/index';
import { expect, it } from 'vitest';
import { needs } from '../../needs.js';

/** A run of SGD on MNIST and the published statistic along it, against PyTorch from the same weights. */

interface State {
  readonly steps: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly layerNorms: readonly number[];
  readonly minibatches: number;
  readonly blockLength: number;
  readonly zeroFraction: number;
  readonly meanSquaredNorm: number;
  readonly published: number;
  readonly surrogate: number;
  readonly surrogateStandardError: number;
}

const table = JSON.parse(
  readFileSync(new URL('../../reference/pytorch-trajectory.json', import.meta.url), 'utf8'),
) as {
  readonly width: number;
  readonly depth: number;
  readonly batchSize: number;
  readonly stepSize: number;
  readonly surrogateRows: number;
  readonly initialWeights: string;
  readonly float64: { readonly states: readonly State[]; readonly minibatchLosses: readonly number[] };
};

const initial = Buffer.from(table.initialWeights, 'base64');
const start = new Float32Array(initial.buffer.slice(initial.byteOffset, initial.byteOffset + initial.length));

/** States in which the statistic is measured as well: it takes most of the time. */
const measuredAt = [0, 100];

needs.mnist.describe('a run of SGD on MNIST', () => {
  it('follows PyTorch for 1,000 steps', () => {
    const { dimension, classes, train } = loadDataset('mnist');
    const model = fullyConnected({ depth: table.depth, width: table.width, inputs: dimension, classes });
    const source = gradientSource(model, train, 'cross-entropy');
    const everything = Uint32Array.from({ length: train.count }, (_, i) => i);
    const { states, minibatchLosses } = table.float64;
    const run = sgd(source, start, {
      stepSize: table.stepSize,
      batchSize: table.batchSize,
      order: 'fixed',
      iterations: states[states.length - 1].steps,
      stream: stream(1, 'fixed order needs no draws'),
    });
    // PyTorch's own run in single precision stays within 1e-6; ours rounds elsewhere, hence 1e-5.
    const relative = 1e-5;
    const expectNear = (value: number, expected: number, within = relative) =>
      expect(Math.abs(value / expected - 1)).toBeLessThan(within);

    for (const { iteration, weights, minibatchLoss } of run) {
      const expectedLoss = minibatchLosses[iteration - 1];
      if (expectedLoss !== undefined) expectNear(minibatchLoss!, expectedLoss);
      const state = states.find(({ steps }) => steps === iteration);
      if (state === undefined) continue;
      expectNear(source.loss(weights, everything), state.loss);
      // Two of 60,000 examples may have two outputs as near as rounding.
      expect(Math.abs(source.accuracy(weights, everything) - state.accuracy)).toBeLessThan(2.5 / 60_000);
      model.layers.forEach(({ offset, rows, columns }, l) => {
        let squares = 0;
        for (const weight of weights.subarray(offset, offset + rows * columns)) squares += weight * weight;
        expectNear(Math.sqrt(squares), state.layerNorms[l]);
      });
      if (!measuredAt.includes(iteration)) continue;
      const { measured, surrogate, meanSquaredNorm } = measurePublishedStatistic(source, weights, {
        batchSize: table.batchSize,
        surrogateRows: table.surrogateRows,
        stream: stream(1, 'surrogate', iteration),
      });
      expect(measured.blockLength).toBe(state.blockLength);
      // One rectifier on the other side of its kink moves the statistic by 1e-4 and the norm by as much.
      expectNear(meanSquaredNorm, state.meanSquaredNorm, 2e-4);
      expect(Math.abs(measured.tailIndex! - state.published)).toBeLessThan(2e-4);
      // Independent draws on both sides: 5 standard deviations of the difference, false alarm 6e-7.
      const error = state.surrogateStandardError * Math.SQRT2;
      expect(Math.abs(surrogate.tailIndex! - state.surrogate)).toBeLessThan(5 * error);
    }
  });
});
