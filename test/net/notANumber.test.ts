import {
  chain,
  convolution,
  dropout,
  forwardForward,
  forwardForwardNetwork,
  gradientSource,
  initialWeights,
  linear,
  linearRegression,
  lossNames,
  maxPooling,
  rectifier,
  sgd,
  tanh,
  type GradientSource,
  type LossName,
  type Network,
} from 'heavytail/net';
import { stream } from 'heavytail/random';
import { train } from '#heavytail/training/index';
import { setUpTraining } from '#heavytail/training/setUp';
import { describe, expect, it } from 'vitest';
import { dataset, settings } from '../training/setting.js';

/** Images of one channel, 4 x 4. */
const inputs = 16;
const classes = 3;
const count = 4;
const padded = { channels: 1, height: 4, width: 4, window: 3, stride: 1, padding: 1 };

const networks: Readonly<Record<string, Network>> = {
  linear: chain([linear(inputs, classes)]),
  bias: chain([linear(inputs, classes, { bias: true })]),
  rectifier: chain([linear(inputs, 5), rectifier(5), linear(5, classes)]),
  tanh: chain([linear(inputs, 5), tanh(5), linear(5, classes)]),
  dropout: chain([linear(inputs, 5), rectifier(5), dropout(5, 0.5), linear(5, classes)]),
  convolution: chain([convolution(padded, 2), rectifier(2 * inputs), linear(2 * inputs, classes)]),
  pooling: chain([
    convolution(padded, 2),
    maxPooling({ channels: 2, height: 4, width: 4, window: 2, stride: 2 }),
    tanh(8),
    linear(8, classes),
  ]),
};

const everything = Uint32Array.from({ length: count }, (_, i) => i);
const labels = Uint8Array.of(0, 1, 2, 0);
const finiteInputs = Float32Array.from(stream(1, 'NaN inputs').normals(count * inputs));

/** Every number that a source answers, by what was asked. */
function answers(
  source: GradientSource,
  weights: Float32Array,
  quadratic: boolean,
): Record<string, number[]> {
  const n = source.parameterCount;
  const gradient = new Float32Array(n);
  const rows = new Float32Array(count * n);
  const product = new Float32Array(n);
  const loss = source.gradient(weights, everything, gradient);
  source.perExampleGradients(weights, everything, rows);
  const found: Record<string, number[]> = {
    loss: [source.loss(weights, everything)],
    'loss of the gradient': [loss],
    gradient: [...gradient],
    perExampleGradients: [...rows],
    accuracy: [source.accuracy(weights, everything)],
  };
  if (source.trainingGradient) {
    const training = new Float32Array(n);
    const trainingLoss = source.trainingGradient(weights, everything, training, stream(1, 'dropped'));
    found['training loss'] = [trainingLoss];
    found['training gradient'] = [...training];
  }
  if (!quadratic) {
    source.hessianVectorProduct(weights, new Float32Array(n).fill(0.5), everything, product);
    found['hessianVectorProduct'] = [...product];
  }
  return found;
}

function expectNaN(found: Record<string, number[]>, where: string): void {
  for (const [what, numbers] of Object.entries(found)) {
    expect(numbers.some(Number.isNaN), `${what}, NaN in ${where}`).toBe(true);
  }
}

function withNaN(values: Float32Array, at: number): Float32Array {
  const changed = values.slice();
  changed[at] = Number.NaN;
  return changed;
}

describe('a NaN is not lost', () => {
  const table = Object.keys(networks).flatMap((name) =>
    lossNames.map((loss): [string, LossName] => [name, loss]),
  );

  it.each(table)('%s under %s: in any input or weight', (name, loss) => {
    const network = networks[name];
    const weights = initialWeights(network, stream(2, 'NaN weights'));
    const sourceOf = (values: Float32Array) =>
      gradientSource(network, { count, inputs: values, labels }, loss);
    const whole = answers(sourceOf(finiteInputs), weights, false);
    for (const numbers of Object.values(whole)) expect(numbers.every(Number.isFinite)).toBe(true);
    for (let i = 0; i < finiteInputs.length; i += 3) {
      expectNaN(answers(sourceOf(withNaN(finiteInputs, i)), weights, false), `input ${i}`);
    }
    const source = sourceOf(finiteInputs);
    // The Hessian of a squared linear function does not depend on the weights.
    const quadratic = loss === 'squared' && (name === 'linear' || name === 'bias');
    // Every second one meets each kind of place and keeps the test cheap.
    for (let i = 0; i < weights.length; i += 2) {
      expectNaN(answers(source, withNaN(weights, i), quadratic), `weight ${i}`);
    }
  });

  it.each(lossNames)('%s refuses weights of examples that are none', (loss) => {
    const network = networks['linear'];
    const source = gradientSource(network, { count, inputs: finiteInputs, labels }, loss);
    const weights = initialWeights(network, stream(2, 'NaN weights'));
    const gradient = new Float32Array(weights.length);
    expect(() => source.gradient(weights, everything, gradient, Float32Array.of(1, NaN, 1, 1))).toThrow(
      'The weight of example 1 in the loss is NaN; it must be finite.',
    );
  });

  it('in Forward-Forward, but for the numbers that its labels replace', () => {
    const network = forwardForwardNetwork({ depth: 2, width: 5, inputs, classes });
    const weights = initialWeights(network, stream(3, 'NaN weights'));
    const asked = (values: Float32Array, at: Float32Array) => {
      const source = forwardForward(network, { count, inputs: values, labels }, classes, stream(3, 'wrong'));
      const gradient = new Float32Array(at.length);
      const loss = source.gradient(at, everything, gradient);
      return { loss: [loss], gradient: [...gradient], accuracy: [source.accuracy(at, everything)] };
    };
    for (let i = 0; i < finiteInputs.length; i++) {
      const found = asked(withNaN(finiteInputs, i), weights);
      if (i % inputs >= classes) expectNaN(found, `input ${i}`);
      else for (const numbers of Object.values(found)) expect(numbers.every(Number.isFinite)).toBe(true);
    }
    // Rows of the label's own weight are multiplied by 0 elsewhere, which a NaN survives.
    for (let i = 0; i < weights.length; i++)
      expectNaN(asked(finiteInputs, withNaN(weights, i)), `weight ${i}`);
  });

  it('in linear regression', () => {
    const data = {
      count: 2,
      dimension: 2,
      inputs: Float32Array.of(1, NaN, 1, 2),
      targets: Float32Array.of(1, 2),
    };
    const source = linearRegression(data);
    const gradient = new Float32Array(2);
    expect(source.gradient(Float32Array.of(1, 1), Uint32Array.of(0, 1), gradient)).toBeNaN();
    expect(source.loss(Float32Array.of(1, 1), Uint32Array.of(0, 1))).toBeNaN();
    expect([...gradient].some(Number.isNaN)).toBe(true);
  });
});

describe('a run that leaves all numbers says that it diverged', () => {
  const network = networks['rectifier'];
  const table = lossNames.flatMap((loss) =>
    [1e10, 1e20, 1e38].map((step): [LossName, number] => [loss, step]),
  );

  it.each(table)('%s, step size %d', (loss, stepSize) => {
    const source = gradientSource(network, { count, inputs: finiteInputs, labels }, loss);
    for (const clipNorm of [undefined, 1e3]) {
      const run = sgd(source, initialWeights(network, stream(4, 'weights')), {
        stepSize,
        batchSize: 2,
        order: 'shuffled',
        iterations: 30,
        momentum: 0.9,
        weightDecay: 0.1,
        clipNorm,
        stream: stream(4, 'order'),
      });
      expect(() => [...run]).toThrow('Training diverged at iteration');
    }
  });

  it('also where the last step alone is too long for single precision', () => {
    const source = gradientSource(network, { count, inputs: finiteInputs, labels }, 'cross-entropy');
    const run = sgd(source, initialWeights(network, stream(4, 'weights')), {
      stepSize: 1e45,
      batchSize: count,
      order: 'fixed',
      iterations: 1,
      stream: stream(4, 'order'),
    });
    expect(() => [...run]).toThrow('the weights passed the largest number');
  });

  it.each(lossNames)('and an evaluation of it, %s', (loss) => {
    // One step, so that the weights are still finite and what the network answers is not.
    const diverging = { ...settings, loss, stepSize: 1e36, iterations: 1, every: 1 };
    const setUp = setUpTraining(diverging, dataset);
    expect(() => [...train(setUp, diverging)]).toThrow(
      /Training diverged by iteration 1: the loss is (NaN|Infinity)/,
    );
  });
});
