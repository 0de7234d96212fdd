import { sgd, type GradientSource, type SamplingOrder, type SgdSettings } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { UserError } from '#heavytail/error';
import { describe, expect, it, test } from 'vitest';
import { base, count, model, source, start } from './smallRun.js';

/** Every state of a run, copied. */
function states(settings: Partial<SgdSettings> = {}, from: GradientSource = source) {
  return Array.from(sgd(from, start, { ...base, ...settings }), (state) => ({
    ...state,
    weights: state.weights.slice(),
  }));
}

/** A source of one parameter a coordinate whose gradient is given; it notes the examples it is asked for. */
function linear(gradient: readonly number[], loss = 1) {
  const asked: number[][] = [];
  const unused = () => {
    throw new Error('SGD needs the gradient alone.');
  };
  const given: GradientSource = {
    parameterCount: gradient.length,
    layers: [],
    exampleCount: count,
    gradient(_, examples, out) {
      asked.push([...examples]);
      out.set(gradient);
      return loss;
    },
    perExampleGradients: unused,
    hessianVectorProduct: unused,
    loss: unused,
    accuracy: unused,
  };
  return { given, asked };
}

test('a step is the step size times the gradient, downwards', () => {
  const { given } = linear([3, -4]);
  const initial = Float32Array.of(1, 1);
  const [before, after] = Array.from(sgd(given, initial, { ...base, iterations: 1 }), (state) => ({
    ...state,
    weights: [...state.weights],
  }));
  expect(before).toEqual({
    iteration: 0,
    velocity: undefined,
    weights: [1, 1],
    minibatchLoss: undefined,
    stepLength: 0,
  });
  expect(after).toEqual({
    iteration: 1,
    velocity: undefined,
    weights: [-0.5, 3],
    minibatchLoss: 1,
    stepLength: 2.5,
  });
  expect([...initial]).toEqual([1, 1]);
});

test('each state follows from the one before it', () => {
  const all = states();
  expect(all.map(({ iteration }) => iteration)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  const batches = [
    [0, 1, 2, 3, 4],
    [5, 6, 7, 8, 9],
    [10, 11],
  ];
  const gradient = new Float32Array(model.parameterCount);
  for (let i = 1; i < all.length; i++) {
    const before = all[i - 1].weights;
    const loss = source.gradient(before, Uint32Array.from(batches[(i - 1) % 3]), gradient);
    expect(all[i].minibatchLoss).toBe(loss);
    expect(all[i].weights).toEqual(before.map((w, p) => w - 0.5 * gradient[p]));
  }
});

test('all examples in one minibatch are gradient descent', () => {
  const [, after] = states({ batchSize: count, iterations: 1 });
  const gradient = new Float32Array(model.parameterCount);
  const everything = Uint32Array.from({ length: count }, (_, i) => i);
  expect(after!.minibatchLoss).toBe(source.gradient(start, everything, gradient));
  expect(after!.weights).toEqual(start.map((w, p) => w - 0.5 * gradient[p]));
});

describe.each<SamplingOrder>(['fixed', 'shuffled', 'with-replacement'])('the order %s', (order) => {
  it('gives the same bits for the same stream', () => {
    expect(states({ order })).toEqual(states({ order, stream: stream(1, 'order') }));
  });

  it('does not notice a reader who uses the stream or stops in between', () => {
    const shared = stream(1, 'order');
    const run = sgd(source, start, { ...base, order, stream: shared });
    const expected = states({ order });
    for (const state of run) {
      shared.uniforms(100);
      expect(state.weights).toEqual(expected[state.iteration].weights);
    }
  });

  it('depends on the stream unless it is fixed', () => {
    const asked = (key: string) => {
      const { given, asked } = linear([0]);
      Array.from(sgd(given, Float32Array.of(0), { ...base, order, stream: stream(1, key) }));
      return asked;
    };
    if (order === 'fixed') expect(asked('b')).toEqual(asked('a'));
    else expect(asked('b')).not.toEqual(asked('a'));
  });
});

describe('the schedule', () => {
  const stepLengths = (settings: Partial<SgdSettings>) => {
    const { given } = linear([1]);
    return Array.from(sgd(given, Float32Array.of(0), { ...base, ...settings }), (state) => state.stepLength);
  };

  it('is constant unless asked otherwise', () => {
    expect(stepLengths({ iterations: 4 })).toEqual([0, 0.5, 0.5, 0.5, 0.5]);
  });

  it('falls along half a cosine', () => {
    const got = stepLengths({ schedule: 'cosine', iterations: 4 });
    // (1 + cos(pi k / 4)) / 4 for k = 0 … 3.
    [0, 0.5, 0.4267766952966369, 0.25, 0.07322330470336311].forEach((length, k) =>
      expect(got[k]).toBeCloseTo(length, 12),
    );
  });

  it('halves at one third and at two thirds', () => {
    const schedule = 'halved-twice';
    expect(stepLengths({ schedule, iterations: 6 })).toEqual([0, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125]);
    // 7 iterations: those before 7/3 and before 14/3, counted from 0.
    expect(stepLengths({ schedule, iterations: 7 })).toEqual([0, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125]);
  });
});

test('gradients come from where the settings say', () => {
  const { given } = linear([1, 1]);
  const seen: number[][] = [];
  const run = sgd(given, Float32Array.of(0, 0), {
    ...base,
    stepSize: 1,
    iterations: 3,
    stepGradient: (weights, minibatch, gradient, iteration) => {
      seen.push([iteration, weights[0]]);
      const loss = given.gradient(weights, minibatch, gradient);
      gradient[0] = 10 * iteration;
      return loss;
    },
  });
  const last = Array.from(run, ({ weights }) => [...weights]).at(-1);
  expect(seen).toEqual([
    [0, 0],
    [1, 0],
    [2, -10],
  ]);
  expect(last).toEqual([-30, -3]);
});

test('no iterations leave the first state', () => {
  expect(states({ iterations: 0 })).toHaveLength(1);
});

describe('a run that diverges', () => {
  it.each<[string, number[], number, string]>([
    ['by its loss', [1], Infinity, 'the loss is Infinity at step size 0.5'],
    ['by its gradient', [NaN], 1, 'the loss is 1 at step size 0.5'],
  ])('is stopped with a sentence: %s', (_, gradient, loss, sentence) => {
    const run = sgd(linear(gradient, loss).given, Float32Array.of(0), base);
    run.next();
    expect(() => run.next()).toThrow(UserError);
    const again = sgd(linear(gradient, loss).given, Float32Array.of(0), base);
    expect(() => Array.from(again)).toThrow(`Training diverged at iteration 1: ${sentence}.`);
  });

  it('is stopped on a network as well', () => {
    expect(() => states({ stepSize: 1e30, iterations: 50 })).toThrow(/Training diverged at iteration \d+/);
  });
});

describe('refused, with a sentence', () => {
  it.each<[Partial<SgdSettings>, string]>([
    [{ stepSize: 0 }, 'The step size is 0; it must be a finite number above 0.'],
    [{ stepSize: -1 }, 'The step size is -1;'],
    [{ stepSize: NaN }, 'The step size is NaN;'],
    [{ stepSize: Infinity }, 'The step size is Infinity;'],
    [{ iterations: 1.5 }, 'The number of iterations is 1.5; it must be a whole number of at least 0.'],
    [{ iterations: -1 }, 'The number of iterations is -1;'],
    [{ momentum: 1 }, 'The momentum is 1; it must be from 0 to 1, 1 excluded.'],
    [{ momentum: NaN }, 'The momentum is NaN;'],
    [{ weightDecay: -1 }, 'The weight decay is -1; it must be a finite number of at least 0.'],
    [{ clipNorm: 0 }, 'The largest length of a gradient is 0; it must be above 0.'],
    [{ from: { iteration: -1 } }, 'The iteration to begin with is -1;'],
    [{ batchSize: 13 }, 'The batch size is 13; with 12 examples it must be a whole number from 1 to 12.'],
    [{ batchSize: 0 }, 'The batch size is 0;'],
    [{ batchSize: 2.5 }, 'The batch size is 2.5;'],
  ])('%o', (settings, sentence) => {
    expect(() => states(settings)).toThrow(RangeError);
    expect(() => states(settings)).toThrow(sentence);
  });
});
