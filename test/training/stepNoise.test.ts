import { clippedNoiseGradient } from '#heavytail/training/clippedNoise';
import {
  minibatchNoiseScale,
  noisySteps,
  setUpNetwork,
  type NoisySteps,
  type StepNoise,
} from '#heavytail/training/index';
import {
  allExamples,
  fixedMinibatches,
  freshMinibatch,
  matchedGaussianGradient,
  minibatchGradient,
  svagGradient,
  withNoise,
  type StepGradient,
} from 'heavytail/net';
import { normal, stable } from 'heavytail/law';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { dataset, settings } from './setting.js';

const { train: source, weights } = setUpNetwork(settings, dataset, (purpose) => stream(1, purpose));
const random = (purpose: string) => stream(2, purpose);
const made = (noise: StepNoise): NoisySteps =>
  noisySteps(source, { noise, stepSize: 0.1, batchSize: 7, order: 'shuffled' }, random);
const everything = allExamples(source.exampleCount);

/** The gradients of three steps on the same minibatches. */
function threeSteps(step: StepGradient): Float32Array[] {
  return [0, 1, 2].map((iteration) => {
    const gradient = new Float32Array(source.parameterCount);
    const minibatch = freshMinibatch(source.exampleCount, 7, stream(3, 'minibatch', iteration));
    step(weights, minibatch, gradient, iteration);
    return gradient;
  });
}

const kinds: readonly (readonly [noise: StepNoise, step: StepGradient])[] = [
  [{ kind: 'minibatch' }, minibatchGradient(source)],
  [{ kind: 'none' }, minibatchGradient(source)],
  [{ kind: 'gaussian' }, matchedGaussianGradient(source, 7, random('noise'))],
  [
    { kind: 'isotropic', scale: 0.01 },
    withNoise(minibatchGradient(source), normal({ deviation: 0.01 }), random('noise')),
  ],
  [
    { kind: 'stable', scale: 0.01, alpha: 1.5 },
    withNoise(minibatchGradient(source), stable({ alpha: 1.5, scale: 0.01 }), random('noise')),
  ],
  [{ kind: 'svag', amplification: 4 }, svagGradient(source, 7, 4, random('noise'))],
  [{ kind: 'clipped' }, clippedNoiseGradient(source)],
];

describe('noisy steps', () => {
  it.each(kinds)('have the gradients of their kind, from the streams handed in: %o', (noise, step) => {
    expect(threeSteps(made(noise).stepGradient)).toEqual(threeSteps(step));
  });

  it('take minibatches where the noise comes from them, else all examples', () => {
    const sampled = kinds
      .map(([noise]) => ({ kind: noise.kind, ...made(noise) }))
      .filter(({ batchSize, order }) => batchSize === 7 && order === 'shuffled')
      .map(({ kind }) => kind);
    expect(sampled).toEqual(['minibatch', 'svag', 'clipped']);
    expect(made({ kind: 'none' })).toMatchObject({ batchSize: source.exampleCount, order: 'fixed' });
  });

  it('are smaller by the amplification of SVAG', () => {
    expect(made({ kind: 'svag', amplification: 4 }).stepSize).toBe(0.1 / 4);
    expect(made({ kind: 'gaussian' }).stepSize).toBe(0.1);
  });
});

describe('clipped noise', () => {
  it('is the noise of the minibatch, no longer than the median of the lengths before and its own', () => {
    const full = new Float32Array(source.parameterCount);
    source.gradient(weights, everything, full);
    const noiseOf = (gradient: Float32Array) => gradient.map((value, i) => value - full[i]!);
    const length = (noise: Float32Array) => Math.hypot(...noise);
    const clipped = clippedNoiseGradient(source);
    const lengths: number[] = [];
    let shortened = 0;
    for (let k = 0; k < 120; k++) {
      const minibatch = freshMinibatch(source.exampleCount, 7, stream(4, 'clipped', k));
      const [plain, own] = [minibatchGradient(source), clipped].map((step) => {
        const gradient = new Float32Array(source.parameterCount);
        step(weights, minibatch, gradient, k);
        return noiseOf(gradient);
      }) as [Float32Array, Float32Array];
      lengths.push(length(plain));
      const remembered = lengths.slice(-51).toSorted((a, b) => a - b);
      const median = remembered[remembered.length >> 1]!;
      const expected = Math.min(length(plain), median);
      expect(length(own)).toBeCloseTo(expected, 6);
      // Single precision keeps the direction.
      const along = plain.reduce((sum, value, i) => sum + value * own[i]!, 0);
      expect(along / length(plain) / length(own)).toBeCloseTo(1, 5);
      if (expected < length(plain)) shortened++;
    }
    expect(shortened).toBeGreaterThan(30);
    expect(shortened).toBeLessThan(90);
  });
});

describe('the size of the noise of minibatches', () => {
  it('is the root of its mean square over coordinates and minibatches', () => {
    const gradients = fixedMinibatches(source.exampleCount, 7).map((minibatch) => {
      const gradient = new Float32Array(source.parameterCount);
      source.gradient(weights, minibatch, gradient);
      return gradient;
    });
    let squares = 0;
    for (let i = 0; i < source.parameterCount; i++) {
      const mean = gradients.reduce((sum, gradient) => sum + gradient[i]!, 0) / gradients.length;
      squares += gradients.reduce((sum, gradient) => sum + (gradient[i]! - mean) ** 2, 0);
    }
    const expected = Math.sqrt(squares / gradients.length / source.parameterCount);
    expect(minibatchNoiseScale(source, weights, 7, random('rows')) / expected).toBeCloseTo(1, 5);
  });
});

describe('the examples of a network', () => {
  it('are the first ones asked for, and all where there are fewer', () => {
    const counted = (examples: number) =>
      setUpNetwork({ ...settings, examples }, dataset, (purpose) => stream(1, purpose)).train.exampleCount;
    expect(counted(20)).toBe(20);
    expect(counted(10 ** 7)).toBe(dataset.train.count);
  });
});
