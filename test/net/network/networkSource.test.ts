import fc from 'fast-check';
import { fullyConnected, gradientSource, lossNames, type Examples, type LossName } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { naiveActivations, naiveGradient, naiveLosses, unflatten } from '../../naive/network.js';

/** A network of random weights, its examples, and the same in plain arrays. */
function setting(
  lossName: LossName,
  shape: { depth: number; width: number; inputs: number; classes: number },
  count: number,
  seed = 1,
) {
  const source = stream(seed, 'gradients');
  const model = fullyConnected(shape);
  // Weights of order 1/sqrt(fan-in) times 1.5: activations keep their size, a good share of units is active.
  const parameters = new Float32Array(model.parameterCount);
  for (const { offset, rows, columns } of model.layers) {
    source
      .normals(rows * columns)
      .forEach((z, i) => (parameters[offset + i] = (1.5 * z) / Math.sqrt(columns)));
  }
  const data: Examples = {
    count,
    inputs: Float32Array.from(source.normals(count * shape.inputs)),
    labels: Uint8Array.from(source.integers(count, shape.classes)),
  };
  const naiveLoss = naiveLosses[lossName];
  const input = (i: number) => [...data.inputs.subarray(i * shape.inputs, (i + 1) * shape.inputs)];
  const naive = (weights: ArrayLike<number>, i: number) =>
    naiveGradient(unflatten(model.layers, weights), input(i), data.labels[i], naiveLoss);
  return { model, parameters, data, input, naive, source: gradientSource(model, data, lossName) };
}

const all = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);
const largest = (values: ArrayLike<number>) =>
  Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/**
 * Single-precision sums of at most a few hundred terms through three layers against double precision:
 * rounding errors of 2^-24 each add up to some 1e-6 of the largest element; 1e-5 leaves room.
 */
const tolerance = 1e-5;

function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>, relative = tolerance): void {
  expect(got.length).toBe(expected.length);
  const limit = relative * largest(expected);
  const worst = largest(Array.from(got, (value, i) => value - expected[i]));
  if (!(worst <= limit)) expect.fail(`off by ${worst}; allowed is ${limit}`);
}

const everyLoss: readonly LossName[] = lossNames;
const shapes = [
  { depth: 1, width: 1, inputs: 7, classes: 3 },
  { depth: 2, width: 5, inputs: 3, classes: 2 },
  { depth: 3, width: 9, inputs: 14, classes: 10 },
];

describe.each(everyLoss)('%s', (lossName) => {
  it.each(shapes)('has the loss, gradient and accuracy of the naive network: %o', (shape) => {
    const { source, parameters, naive, input, model, data } = setting(lossName, shape, 23);
    const examples = Uint32Array.of(3, 0, 22, 7, 7, 15);
    const each = Array.from(examples, (i) => naive(parameters, i));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const gradient = new Float32Array(model.parameterCount);
    const value = source.gradient(parameters, examples, gradient);
    expect(Math.abs(value - mean(each.map((one) => one.value)))).toBeLessThan(tolerance);
    expect(source.loss(parameters, examples)).toBe(value);
    expectClose(
      gradient,
      each[0].gradient.map((_, p) => mean(each.map((one) => one.gradient[p]))),
    );

    const weights = unflatten(model.layers, parameters);
    const right = Array.from(examples, (i) => {
      const z = naiveActivations(weights, input(i))[model.depth];
      return Number(z.indexOf(Math.max(...z)) === data.labels[i]);
    });
    expect(source.accuracy(parameters, examples)).toBe(mean(right));
  });

  it('has per-example gradients and weighted sums', () => {
    const { source, parameters, naive, model } = setting(lossName, shapes[2], 12);
    const examples = Uint32Array.of(11, 4, 0, 5);
    const rows = new Float32Array(4 * model.parameterCount);
    source.perExampleGradients(parameters, examples, rows);
    const each = Array.from(examples, (i) => naive(parameters, i));
    each.forEach(({ gradient }, i) =>
      expectClose(rows.subarray(i * model.parameterCount, (i + 1) * model.parameterCount), gradient),
    );
    const weights = Float32Array.of(0.25, -1.5, 2, 0);
    const gradient = new Float32Array(model.parameterCount).fill(NaN);
    const value = source.gradient(parameters, examples, gradient, weights);
    const sum = (of: (i: number) => number) => each.reduce((total, _, i) => total + weights[i] * of(i), 0);
    expect(Math.abs(value - sum((i) => each[i].value))).toBeLessThan(tolerance);
    expectClose(
      gradient,
      Array.from(gradient, (_, p) => sum((i) => each[i].gradient[p])),
    );
  });

  it('has the derivative of its loss, by differences', () => {
    const { source, parameters, naive, model } = setting(lossName, shapes[2], 9);
    const examples = all(9);
    const gradient = new Float32Array(model.parameterCount);
    source.gradient(parameters, examples, gradient);
    const loss = (weights: Float64Array) =>
      examples.reduce((sum, i) => sum + naive(weights, i).value, 0) / examples.length;
    // The naive loss in double precision; steps of 1e-5 cross no kink here and leave an error of 1e-10.
    for (let p = 0; p < model.parameterCount; p += 13) {
      const moved = Float64Array.from(parameters);
      moved[p] = parameters[p] + 1e-5;
      const above = loss(moved);
      moved[p] = parameters[p] - 1e-5;
      const slope = (above - loss(moved)) / 2e-5;
      expect(Math.abs(gradient[p] - slope)).toBeLessThan(tolerance * largest(gradient));
    }
  });

  it('does not depend on how examples are cut into chunks', () => {
    // 2300 examples are three chunks; their mean is that of the naive network, in double precision.
    const { source, parameters, naive, model } = setting(lossName, shapes[1], 40);
    const examples = Uint32Array.from({ length: 2300 }, (_, i) => (i * i) % 40);
    const each = Array.from({ length: 40 }, (_, i) => naive(parameters, i));
    const mean = (of: (i: number) => number) => examples.reduce((sum, i) => sum + of(i), 0) / examples.length;
    const gradient = new Float32Array(model.parameterCount);
    const value = source.gradient(parameters, examples, gradient);
    // Up to 256 + 9 roundings of a sum in one direction, at 2^-24 each: 1.6e-5 at worst.
    expect(Math.abs(value - mean((i) => each[i].value))).toBeLessThan(2e-5);
    expectClose(
      gradient,
      Array.from(gradient, (_, p) => mean((i) => each[i].gradient[p])),
      2e-5,
    );
    expect(source.loss(parameters, examples)).toBe(value);
    // Weights that vanish in the first two chunks leave the examples of the third.
    const weights = Float32Array.from(examples, (_, i) => (i < 2000 ? 0 : 1 / 300));
    const last = source.gradient(parameters, examples, gradient, weights);
    expect(Math.abs(last - source.loss(parameters, examples.subarray(2000)))).toBeLessThan(tolerance);
    const rows = new Float32Array(1002 * model.parameterCount);
    source.perExampleGradients(parameters, examples.subarray(0, 1002), rows);
    expectClose(rows.subarray(1001 * model.parameterCount), each[examples[1001]].gradient);
  });
});

describe('the product of Hessian and vector', () => {
  const shape = shapes[2];

  it.each(everyLoss)('is the derivative of the gradient: %s', (lossName) => {
    const { source, parameters, naive, model } = setting(lossName, shape, 15);
    const examples = all(15);
    const vector = Float32Array.from(stream(2, 'direction').normals(model.parameterCount));
    const out = new Float32Array(model.parameterCount);
    source.hessianVectorProduct(parameters, vector, examples, out);
    const gradient = (step: number) => {
      const moved = Float64Array.from(parameters, (w, p) => w + step * vector[p]);
      const each = Array.from(examples, (i) => naive(moved, i).gradient);
      return moved.map((_, p) => each.reduce((sum, one) => sum + one[p], 0) / each.length);
    };
    // Central differences of the naive gradient in double precision; errors of 1e-8.
    const [above, below] = [gradient(1e-5), gradient(-1e-5)];
    expectClose(
      out,
      above.map((value, p) => (value - below[p]) / 2e-5),
    );
  });

  it('is symmetric', () => {
    const { source, parameters, model } = setting('cross-entropy', shape, 15);
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const directions = stream(seed, 'symmetry');
        const draw = () => Float32Array.from(directions.normals(model.parameterCount));
        const [u, v] = [draw(), draw()];
        const times = (vector: Float32Array) => {
          const out = new Float32Array(model.parameterCount);
          source.hessianVectorProduct(parameters, vector, all(15), out);
          return out;
        };
        const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);
        const length = (a: Float32Array) => Math.sqrt(dot(a, a));
        const [left, right] = [times(u), times(v)];
        const scale = length(u) * length(right) + length(v) * length(left);
        expect(Math.abs(dot(u, right) - dot(v, left))).toBeLessThan(tolerance * scale);
      }),
      { numRuns: 20 },
    );
  });
});
