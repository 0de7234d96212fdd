import {
  matchedGaussianGradient,
  minibatchGradient,
  sgd,
  svagGradient,
  withNoise,
  type SgdSettings,
} from 'heavytail/net';
import { stream } from 'heavytail/random';
import { stable } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';
import { base, source, start } from './smallRun.js';

describe.each<Partial<SgdSettings>>([
  { order: 'fixed' },
  { order: 'shuffled', momentum: 0.9 },
  { order: 'with-replacement', schedule: 'cosine', weightDecay: 0.01 },
  { stepGradient: svagGradient(source, 4, 3, stream(4, 'svag')) },
  { stepGradient: matchedGaussianGradient(source, 4, stream(4, 'gaussian')), momentum: 0.5 },
  {
    stepGradient: withNoise(
      minibatchGradient(source),
      stable({ alpha: 1.5, scale: 0.01 }),
      stream(4, 'stable'),
    ),
  },
])('a run that is taken up again: %o', (settings) => {
  it.each([0, 1, 4, 7])('has the bits of the one that was not interrupted, from iteration %i', (at) => {
    const whole = Array.from(sgd(source, start, { ...base, ...settings }), (state) => ({
      weights: state.weights.slice(),
      velocity: state.velocity?.slice(),
      loss: state.minibatchLoss,
    }));
    const { weights, velocity } = whole[at];
    const from = { iteration: at, velocity };
    const rest = Array.from(sgd(source, weights, { ...base, ...settings, from }), (state) => ({
      weights: state.weights.slice(),
      velocity: state.velocity?.slice(),
      loss: state.minibatchLoss,
    }));
    expect(rest[0].weights).toEqual(weights);
    expect(rest.slice(1)).toEqual(whole.slice(at + 1));
  });
});
