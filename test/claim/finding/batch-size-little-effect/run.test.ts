import { lookAtBatchSizes, type BatchSizePoint } from '#heavytail/claim/finding/batch-size-little-effect/run';
import { makeBatchSizeWorlds, worldControls } from '#heavytail/claim/finding/batch-size-little-effect/worlds';
import type { GradientSource } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { noDataset } from '../../exitWorlds.js';
import { minibatchNoiseSource, stableNoise } from '../../network/syntheticNoise.js';

const context = { seed: 1, dataset: noDataset };
const network = {
  dataset: 'none',
  examples: 2000,
  width: 1,
  depth: 1,
  loss: 'cross-entropy',
  batchSize: 1,
  replicate: 0,
  iterations: [0],
  measuredBatchSizes: [2, 5, 250, 500],
  minibatches: 200,
} as const;

function look(source: GradientSource): BatchSizePoint[] {
  const weights = new Float32Array(source.parameterCount);
  return lookAtBatchSizes(network, { iteration: 0, source, weights }, context);
}

/** Means of gradients of single examples whose entries are independent, symmetric and log-normal. */
function logNormalSource(): GradientSource {
  const [exampleCount, parameterCount] = [2000, 120];
  const rows = Array.from({ length: exampleCount }, (_, i) => {
    const normals = stream(1, 'rows', i).normals(2 * parameterCount);
    return Float64Array.from({ length: parameterCount }, (_row, j) => {
      const size = Math.exp(2 * normals[j]!);
      return normals[parameterCount + j]! < 0 ? -size : size;
    });
  });
  return {
    ...minibatchNoiseSource(stableNoise, 1),
    exampleCount,
    parameterCount,
    gradient(_, examples, gradient) {
      gradient.fill(0);
      for (const i of examples) rows[i]!.forEach((value, j) => (gradient[j] += value / examples.length));
      return 0;
    },
  };
}

describe('the noise by batch size', () => {
  const averaged = look(logNormalSource());

  it('finds no change where minibatch noise is alpha-stable at every batch size', () => {
    const [two, five, , largest] = look(minibatchNoiseSource(stableNoise, 1));
    expect(Math.abs(largest!.across.tailIndex - two!.across.tailIndex)).toBeLessThan(0.15);
    expect(Math.abs(largest!.across.tailIndex - 1.5)).toBeLessThan(0.15);
    expect(two!.published).toBeNull();
    expect(Math.abs(largest!.published!.fixed.tailIndex - five!.published!.fixed.tailIndex)).toBeLessThan(
      0.2,
    );
  });

  it('finds the change where the noise is an average of heavy numbers with a variance', () => {
    const [two, five, large, largest] = averaged;
    for (const { across } of [large!, largest!]) {
      expect(across.tailIndex - two!.across.tailIndex).toBeGreaterThan(0.4);
    }
    expect(largest!.published!.fixed.tailIndex - five!.published!.fixed.tailIndex).toBeGreaterThan(0.2);
  });

  it('takes one block length at all batch sizes, and that of the published rule beside it', () => {
    const [, five, , largest] = averaged;
    // 4 minibatches of 120 numbers: 20 of 480. 400 of them: 200 of 48,000.
    expect(five!.published).toMatchObject({ fixedLength: 20, ownLength: 200 });
    expect(largest!.published).toMatchObject({ fixedLength: 20, ownLength: 20 });
    expect(largest!.published!.own).toEqual(largest!.published!.fixed);
    expect(five!.published!.own).not.toEqual(five!.published!.fixed);
  });
});

it('makes worlds that come out as they are', () => {
  for (const { name, passed, value } of worldControls(makeBatchSizeWorlds(context), 0.2)) {
    expect(passed, `${name}: ${value}`).toBe(true);
  }
});
