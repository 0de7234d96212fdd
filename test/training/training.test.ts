import { describe, expect, it } from 'vitest';
import {
  evaluate,
  recordGradients,
  setUpTraining,
  train,
  type Checkpoint,
  type Evaluation,
  type NoiseSettings,
  type TrainingSettings,
} from '#heavytail/training/index';
import { dataset, settings } from './setting.js';

interface Seen {
  readonly evaluation: Evaluation;
  readonly checkpoint: Checkpoint;
  readonly last: boolean;
  readonly losses: number[];
}

function run(changes: Partial<TrainingSettings> = {}, from?: Checkpoint): Seen[] {
  const all = { ...settings, ...changes };
  const seen: Seen[] = [];
  let losses: number[] = [];
  for (const event of train(setUpTraining(all, dataset), all, from)) {
    if (event.type === 'step') losses.push(event.loss);
    else {
      const { iteration, weights, velocity } = event.checkpoint;
      const checkpoint = { iteration, weights: weights.slice(), velocity: velocity?.slice() };
      seen.push({ evaluation: event.evaluation, checkpoint, last: event.last, losses });
      losses = [];
    }
  }
  return seen;
}

const noises: NoiseSettings[] = [
  { kind: 'minibatch' },
  { kind: 'none' },
  { kind: 'gaussian' },
  { kind: 'isotropic', scale: 0.01 },
  { kind: 'stable', scale: 0.01, alpha: 1.5 },
  { kind: 'svag', amplification: 3 },
];

describe('a training run', () => {
  it('is evaluated before the first step, every so often, and after the last one', () => {
    const seen = run();
    expect(seen.map(({ evaluation }) => evaluation.iteration)).toEqual([0, 5, 10, 12]);
    expect(seen.map(({ last }) => last)).toEqual([false, false, false, true]);
    expect(seen.map(({ losses }) => losses.length)).toEqual([0, 5, 5, 2]);
  });

  it.each(noises)('has the same weights with and without evaluations in between: %o', (noise) => {
    const often = run({ noise, every: 1 });
    const once = run({ noise, every: 12 });
    expect(often.at(-1)!.checkpoint.weights).toEqual(once.at(-1)!.checkpoint.weights);
    expect(often.flatMap(({ losses }) => losses)).toEqual(once.flatMap(({ losses }) => losses));
  });

  it.each(noises)('goes on from each evaluation with the same bits: %o', (noise) => {
    const changes = { noise, momentum: 0.9, schedule: 'cosine' } as const;
    const whole = run(changes);
    for (const [i, { checkpoint }] of whole.slice(0, -1).entries()) {
      expect(run(changes, checkpoint)).toEqual(whole.slice(i + 1));
    }
  });

  it('differs from seed to seed and from noise to noise', () => {
    const ends = [...noises.map((noise) => run({ noise })), run({ seed: 4 })].map((seen) =>
      seen.at(-1)!.checkpoint.weights.join(),
    );
    expect(new Set(ends).size).toBe(ends.length);
  });

  it('ends where the training accuracy is reached, cut to whole percent', () => {
    const network = { model: 'fc', depth: 2, width: 20, activation: 'relu', bias: false } as const;
    const seen = run({ network, stopAccuracy: 60, iterations: 1000, every: 5 });
    const accuracies = seen.map(({ evaluation }) => Math.floor(100 * evaluation.trainAccuracy));
    expect(accuracies.findIndex((accuracy) => accuracy >= 60)).toBe(seen.length - 1);
    expect(seen.at(-1)!.last).toBe(true);
    expect(seen.at(-1)!.evaluation.iteration).toBeLessThan(1000);
  });

  it('refuses to be evaluated every 0 iterations, and more examples than there are', () => {
    expect(() => run({ every: 0 })).toThrow('Every 0 iterations a run cannot be evaluated');
    expect(() => run({ examples: 10 ** 7 })).toThrow(
      `the data set has 1 to ${dataset.train.count} for training`,
    );
  });
});

describe('an evaluation', () => {
  const setUp = setUpTraining(settings, dataset);
  const weights = setUp.initialWeights;
  const first = run()[0]!.evaluation;

  it('has the losses, accuracies and lengths of the network', () => {
    const all = Uint32Array.from({ length: 60 }, (_, i) => i);
    const gradient = new Float32Array(weights.length);
    expect(first.trainLoss).toBe(setUp.train.gradient(weights, all, gradient));
    expect(first.trainAccuracy).toBe(setUp.train.accuracy(weights, all));
    expect(first.gradientNorm).toBeCloseTo(Math.hypot(...gradient), 6);
    const [layer] = setUp.network.layers;
    const own = weights.subarray(0, layer!.rows * layer!.columns);
    expect(first.layerNorms[layer!.name]).toBeCloseTo(Math.hypot(...own), 6);
    expect([first.longestStep, first.meanStep]).toEqual([0, 0]);
  });

  it('is the same again', () => {
    const state = { iteration: 0, weights, longestStep: 0, meanStep: 0 };
    expect(evaluate(setUp, settings, state)).toEqual(first);
  });
});

describe('recorded gradients', () => {
  const wide = { ...settings, network: { ...settings.network, depth: 2, width: 300 } } as const;
  const setUp = setUpTraining(wide, dataset);
  const { tensors, metadata } = recordGradients(setUp, wide, 40, setUp.initialWeights);

  it('are those of minibatches, whose mean is near the full gradient in the same file', () => {
    expect(tensors.map(({ name, shape }) => [name, shape])).toEqual([
      ['layer1.weight', [200, 10_000]],
      ['full/layer1.weight', [1, 10_000]],
      ['layer2.weight', [200, 3000]],
      ['full/layer2.weight', [1, 3000]],
    ]);
    for (const which of [0, 2]) {
      const [some, full] = [tensors[which]!.values, tensors[which + 1]!.values];
      // Sum over coordinates of (mean - full)²: noise of 200 minibatches, a 200th of that of one.
      const columns = full.length;
      const distance = (mean: (j: number) => number) =>
        full.reduce((sum, value, j) => sum + (mean(j) - value) ** 2, 0);
      const one = distance((j) => some[j]!);
      let sums = 0;
      const means = full.map((_, j) => {
        sums = 0;
        for (let m = 0; m < 200; m++) sums += some[m * columns + j]!;
        return sums / 200;
      });
      expect(distance((j) => means[j]!)).toBeLessThan(one / 40);
    }
  });

  it('say what they are', () => {
    expect(metadata).toMatchObject({ schema: 'heavytail.grads/1', step: '40', batch_size: '7' });
  });
});
