import {
  allExamples,
  type Examples,
  gradientSource,
  initialWeights,
  sgd,
  syntheticText,
  transformer,
} from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { naiveTransformerLoss } from '../../naive/transformer.js';

const shape = { tokens: 5, vocabulary: 6, width: 4, heads: 2 };
const count = 7;
const all = allExamples(count);
const network = transformer(shape);
const random = stream(1, 'transformer');
const data: Examples = {
  count,
  inputs: Float32Array.from(random.integers(count * shape.tokens, shape.vocabulary)),
  labels: Uint8Array.from(random.integers(count * shape.tokens, shape.vocabulary)),
};
/** Twice the usual ones, so that attention is not even and most derivatives are far from 0. */
const weights = initialWeights(network, stream(1, 'weights')).map((value) => 2 * value);
const source = gradientSource(network, data, 'cross-entropy');

const piece = <Numbers extends Float32Array | Uint8Array>(numbers: Numbers, i: number) =>
  Array.from(numbers.subarray(i * shape.tokens, (i + 1) * shape.tokens));
const naive = (parameters: ArrayLike<number>, i: number) =>
  naiveTransformerLoss(network.layers, parameters, piece(data.inputs, i), piece(data.labels, i), shape.heads);
const norm = (values: ArrayLike<number>) =>
  Math.sqrt(Array.from(values).reduce((total, value) => total + value * value, 0));
/** Length of the difference over that of the second. */
const off = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  norm(Array.from(a, (value, i) => value - b[i]!)) / norm(b);

/** Central differences in double precision: h² and 1e-16 / h, some 1e-9 each, of a smooth loss. */
const h = 1e-5;
function slopes(loss: (parameters: Float64Array) => number): Float64Array {
  const at = Float64Array.from(weights);
  return at.map((value, p) => {
    const moved = (by: number) => {
      at[p] = value + by;
      const found = loss(at);
      at[p] = value;
      return found;
    };
    return (moved(h) - moved(-h)) / (2 * h);
  });
}

/** Single precision through six layers, whose sums have at most 35 terms. */
const tolerance = 2e-5;

describe('a transformer', () => {
  it('has the loss of its definition', () => {
    for (let i = 0; i < count; i++) {
      expect(Math.abs(source.loss(weights, Uint32Array.of(i)) - naive(weights, i))).toBeLessThan(1e-5);
    }
  });

  it('has the gradient that differences give, in every array of parameters', () => {
    const gradient = new Float32Array(network.parameterCount);
    const loss = source.gradient(weights, all, gradient);
    expect(loss).toBe(source.loss(weights, all));
    const expected = slopes((at) => all.reduce((total, i) => total + naive(at, i) / count, 0));
    for (const { name, offset, rows, columns } of network.layers) {
      const [from, to] = [offset, offset + rows * columns];
      expect(norm(expected.subarray(from, to)), name).toBeGreaterThan(1e-3);
      const [own, wanted] = [gradient.subarray(from, to), expected.subarray(from, to)];
      expect(off(own, wanted), name).toBeLessThan(tolerance);
    }
  });

  it('has the gradient of each example, and weighted sums of them', () => {
    const each = new Float32Array(count * network.parameterCount);
    source.perExampleGradients(weights, all, each);
    const own = (i: number) => each.subarray(i * network.parameterCount, (i + 1) * network.parameterCount);
    expect(
      off(
        own(3),
        slopes((at) => naive(at, 3)),
      ),
    ).toBeLessThan(tolerance);
    const example = Float32Array.of(1, -2, 0, 3, 0.5, 0, 1);
    const sum = new Float32Array(network.parameterCount);
    source.gradient(weights, all, sum, example);
    const expected = sum.map((_, p) => example.reduce((total, w, i) => total + w * own(i)[p]!, 0));
    expect(off(sum, expected)).toBeLessThan(tolerance);
  });

  it('sees no token after the one that it answers', () => {
    // The label of the last token takes every value: the probabilities of these add up to 1, so that the
    // losses of the tokens before it are left.
    const before = (lastToken: number) => {
      const labels = Array.from({ length: shape.vocabulary }, (_, y) => [3, 1, 4, 1, y]).flat();
      const inputs = labels.map((_, k) => [2, 0, 5, 3, lastToken][k % 5]!);
      const some = gradientSource(
        network,
        { count: shape.vocabulary, inputs: Float32Array.from(inputs), labels: Uint8Array.from(labels) },
        'cross-entropy',
      );
      const sums = Array.from({ length: shape.vocabulary }, (_, y) =>
        Math.exp(-shape.tokens * some.loss(weights, Uint32Array.of(y))),
      );
      return -Math.log(sums.reduce((a, b) => a + b, 0));
    };
    const first = before(0);
    expect(first).toBeGreaterThan(1);
    for (let token = 1; token < shape.vocabulary; token++) {
      expect(Math.abs(before(token) - first)).toBeLessThan(2e-5);
    }
  });

  it('does not care what tokens are called', () => {
    const names = [3, 5, 0, 1, 4, 2];
    const renamed = weights.slice();
    for (const { name, offset, columns } of network.layers) {
      if (!['layer1.tokens.weight', 'layer6.weight', 'layer6.bias'].includes(name)) continue;
      names.forEach((to, from) => {
        renamed.set(
          weights.subarray(offset + from * columns, offset + (from + 1) * columns),
          offset + to * columns,
        );
      });
    }
    const other = gradientSource(
      network,
      { count, inputs: data.inputs.map((id) => names[id]!), labels: data.labels.map((id) => names[id]!) },
      'cross-entropy',
    );
    expect(other.loss(renamed, all)).toBeCloseTo(source.loss(weights, all), 5);
    expect(other.accuracy(renamed, all)).toBe(source.accuracy(weights, all));
  });

  it('learns more than the frequencies of letters', () => {
    const text = syntheticText({ examples: 300, tokens: 8 }, stream(2, 'text'));
    const small = transformer({ tokens: 8, vocabulary: text.classes, width: 8, heads: 1 });
    const learner = gradientSource(small, text.examples, 'cross-entropy');
    const start = initialWeights(small, stream(2, 'weights'));
    const run = sgd(learner, start, {
      stepSize: 0.5,
      batchSize: 16,
      order: 'shuffled',
      iterations: 400,
      stream: stream(2, 'order'),
    });
    let end = start;
    for (const state of run) end = state.weights;
    const frequencies = new Map<number, number>();
    for (const label of text.examples.labels)
      frequencies.set(label, (frequencies.get(label) ?? 0) + 1 / 2400);
    const entropy = [...frequencies.values()].reduce((total, p) => total - p * Math.log(p), 0);
    expect(learner.loss(start, allExamples(300))).toBeGreaterThan(entropy + 0.3);
    expect(learner.loss(end, allExamples(300))).toBeLessThan(entropy - 0.3);
    expect(learner.accuracy(end, allExamples(300))).toBeGreaterThan(0.3);
  });

  it('refuses sizes and tokens that it cannot have', () => {
    expect(() => transformer({ ...shape, tokens: 0 })).toThrow(/number of tokens is 0/);
    expect(() => transformer({ ...shape, vocabulary: 257 })).toThrow(/vocabulary is 257/);
    expect(() => transformer({ ...shape, width: 1.5 })).toThrow(/width is 1.5/);
    expect(() => transformer({ ...shape, heads: 3 })).toThrow(/3 heads do not divide a width of 4/);
    const outside = { ...data, inputs: data.inputs.with(2, 6) };
    expect(() => gradientSource(network, outside, 'cross-entropy').loss(weights, all)).toThrow(
      /A token is 6; it must be a whole number from 0 to 5/,
    );
    expect(() => gradientSource(network, { ...data, labels: data.labels.slice(1) }, 'squared')).toThrow(
      /7 examples of 5 numbers and 5 labels were announced; 35 numbers and 34 labels/,
    );
  });
});
