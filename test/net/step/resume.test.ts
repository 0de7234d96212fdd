import {
  fullyConnected,
  gradientSource,
  initialWeights,
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

const model = fullyConnected({ depth: 2, width: 6, inputs: 4, classes: 3 });
const count = 12;
const draws = stream(1, 'sgd');
const source = gradientSource(
  model,
  {
    count,
    inputs: Float32Array.from(draws.normals(4 * count)),
    labels: Uint8Array.from(draws.integers(count, 3)),
  },
  'cross-entropy',
);
const start = initialWeights(model, stream(1, 'start'));
const base: SgdSettings = {
  stepSize: 0.5,
  batchSize: 5,
  order: 'fixed',
  iterations: 7,
  stream: stream(1, 'order'),
};

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
