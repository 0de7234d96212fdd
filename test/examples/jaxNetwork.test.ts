import {
  firstExamples,
  fullyConnected,
  gradientSource,
  initialWeights,
  proceduralDigits,
  sgd,
  type Examples,
  type GradientSource,
} from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

const example = new URL('../../examples/jax-js-network.mjs', import.meta.url).href;
const { jaxNetwork } = (await import(example)) as {
  jaxNetwork: (data: Examples, sizes: readonly number[]) => GradientSource;
};

const { dimension, classes, train } = proceduralDigits();
const count = 60;
const data = firstExamples(train, count, dimension);
const network = fullyConnected({ depth: 3, width: 16, inputs: dimension, classes });
const ours = gradientSource(network, data, 'cross-entropy');
const theirs = jaxNetwork(data, [dimension, 16, 16, classes]);
const weights = initialWeights(network, stream(1, 'weights'), 'he');
const examples = Uint32Array.from({ length: count }, (_, i) => i);

/**
 * Both work in single precision, with sums of up to 784 terms in different order: some 1e-6 of the largest element; 1e-5 leaves
 * room.
 */
function expectClose(got: Float32Array, expected: Float32Array, relative = 1e-5): void {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - got[i]!)), 0);
  expect(largest).toBeGreaterThan(0);
  expect(worst / largest).toBeLessThan(relative);
}

const empty = () => new Float32Array(network.parameterCount);

describe('a network in jax-js behind the interface', () => {
  it('is laid out as ours', () => {
    expect(theirs.parameterCount).toBe(ours.parameterCount);
    expect(theirs.layers).toEqual(
      ours.layers.map(({ name, offset, rows, columns }) => ({ name, offset, rows, columns })),
    );
    expect(theirs.exampleCount).toBe(count);
  });

  it('has our losses, gradients and accuracy', () => {
    const shares = Float32Array.from(stream(2, 'shares').uniforms(count));
    for (const given of [undefined, shares]) {
      const [a, b] = [empty(), empty()];
      const loss = ours.gradient(weights, examples, a, given);
      expect(Math.abs(theirs.gradient(weights, examples, b, given) / loss - 1)).toBeLessThan(1e-5);
      expectClose(b, a);
    }
    expect(Math.abs(theirs.loss(weights, examples) / ours.loss(weights, examples) - 1)).toBeLessThan(1e-5);
    expect(theirs.accuracy(weights, examples)).toBe(ours.accuracy(weights, examples));
  });

  it('has our gradients of single examples', () => {
    const some = Uint32Array.of(3, 17, 3);
    const [a, b] = [1, 2].map(() => new Float32Array(3 * network.parameterCount)) as [
      Float32Array,
      Float32Array,
    ];
    ours.perExampleGradients(weights, some, a);
    theirs.perExampleGradients(weights, some, b);
    expectClose(b, a);
  });

  it('has our Hessian-vector products', () => {
    const direction = Float32Array.from(stream(3, 'direction').normals(network.parameterCount));
    const [a, b] = [empty(), empty()];
    ours.hessianVectorProduct(weights, direction, examples, a);
    theirs.hessianVectorProduct(weights, direction, examples, b);
    // A second derivative adds one more pass of rounding errors.
    expectClose(b, a, 3e-5);
  });

  it('is trained to our weights', () => {
    const trained = [ours, theirs].map((source) => {
      const settings = { stepSize: 0.05, batchSize: 10, order: 'shuffled', iterations: 10 } as const;
      const states = [...sgd(source, weights, { ...settings, stream: stream(4, 'order') })];
      return states.at(-1)!.weights;
    });
    // Errors of a step are carried along ten.
    expectClose(trained[1]!, trained[0]!, 1e-4);
  });
});
