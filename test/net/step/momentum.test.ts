import { sgd, type GradientSource, type SgdSettings } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

const base: SgdSettings = {
  stepSize: 0.5,
  batchSize: 1,
  order: 'fixed',
  iterations: 1,
  stream: stream(1, 'order'),
};

/** A source of one parameter a coordinate whose gradient is given. */
function linear(gradient: readonly number[]): GradientSource {
  const unused = () => {
    throw new Error('SGD needs the gradient alone.');
  };
  return {
    parameterCount: gradient.length,
    layers: [],
    exampleCount: 1,
    gradient(_weights, _examples, out) {
      out.set(gradient);
      return 1;
    },
    perExampleGradients: unused,
    hessianVectorProduct: unused,
    loss: unused,
    accuracy: unused,
  };
}

describe('momentum, weight decay and clipping', () => {
  const lastOf = (gradient: number[], initial: number[], settings: Partial<SgdSettings>) => {
    const run = sgd(linear(gradient), Float32Array.from(initial), { ...base, ...settings });
    return Array.from(run, ({ weights }) => [...weights]).at(-1);
  };

  it('sums past gradients by the heavy ball', () => {
    // v is 1, 1.5, 1.75; the way is 0.5 times their sum.
    expect(lastOf([1], [0], { momentum: 0.5, iterations: 3 })).toEqual([-2.125]);
  });

  it('adds lambda w to the gradient', () => {
    // w is halved twice: w - 0.5 * 1 * w.
    expect(lastOf([0], [8], { weightDecay: 1, iterations: 2 })).toEqual([2]);
  });

  it('shortens gradients that are too long, and only these', () => {
    expect(lastOf([3, 4], [0, 0], { clipNorm: 2.5, iterations: 1 })).toEqual([-0.75, -1]);
    expect(lastOf([3, 4], [0, 0], { clipNorm: 5, iterations: 1 })).toEqual([-1.5, -2]);
  });

  it('clips before the weight decay is added', () => {
    expect(lastOf([4], [8], { clipNorm: 1, weightDecay: 0.5, iterations: 1 })).toEqual([5.5]);
  });
});
