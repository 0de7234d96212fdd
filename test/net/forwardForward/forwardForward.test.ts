import {
  firstExamples,
  forwardForward,
  forwardForwardNetwork,
  initialWeights,
  proceduralDigits,
  sgd,
  type Examples,
} from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

const [inputs, width, classes, count] = [9, 5, 3, 8];
const network = forwardForwardNetwork({ depth: 2, width, inputs, classes });
const draws = stream(1, 'forward-forward');
const data: Examples = {
  count,
  inputs: Float32Array.from(draws.normals(count * inputs)),
  labels: Uint8Array.from(draws.integers(count, classes)),
};
const source = forwardForward(network, data, classes, stream(2, 'wrong labels'));
const weights = initialWeights(network, stream(3, 'weights'), 'he');
const everything = Uint32Array.from({ length: count }, (_, i) => i);
const shifts = stream(2, 'wrong labels').integers(count, classes - 1);
const wrong = (i: number) => (data.labels[i]! + 1 + shifts[i]!) % classes;

const rms = (x: readonly number[]) => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);
const normalised = (x: readonly number[]) => x.map((v) => v / (rms(x) || 1));

/** What layer `layer` sees of an example with a label, by the definition, in plain loops and double precision. */
function seenBy(w: ArrayLike<number>, layer: number, example: number, label: number): number[] {
  const pixels = [...data.inputs.subarray(example * inputs + classes, (example + 1) * inputs)];
  const norm = Math.sqrt(pixels.reduce((sum, v) => sum + v * v, 0));
  let x = normalised([...Array.from({ length: classes }, (_, c) => (c === label ? norm : 0)), ...pixels]);
  for (let l = 0; l < layer; l++) x = normalised(active(w, l, x));
  return x;
}

function active(w: ArrayLike<number>, layer: number, x: readonly number[]): number[] {
  const { offset, rows, columns } = network.layers[layer]!;
  return Array.from({ length: rows }, (_, r) =>
    Math.max(
      0,
      x.reduce((sum, v, c) => sum + v * w[offset + r * columns + c]!, 0),
    ),
  );
}

/** A layer's own loss of an example, with what it sees held fixed. */
function layerLoss(
  w: ArrayLike<number>,
  layer: number,
  seen: readonly [readonly number[], readonly number[]],
): number {
  const goodness = (x: readonly number[]) => rms(active(w, layer, x)) ** 2;
  const [right, false_] = seen.map(goodness) as [number, number];
  return Math.log(1 + Math.exp(1 - right)) + Math.log(1 + Math.exp(false_ - 1));
}
const seenPair = (layer: number, i: number) =>
  [seenBy(weights, layer, i, data.labels[i]!), seenBy(weights, layer, i, wrong(i))] as const;

describe('Forward-Forward', () => {
  it('has the sum of the layers’ losses', () => {
    const expected = [...everything].reduce(
      (sum, i) => sum + [0, 1].reduce((part, l) => part + layerLoss(weights, l, seenPair(l, i)), 0) / count,
      0,
    );
    // Single precision against double: sums of at most nine terms.
    expect(source.loss(weights, everything)).toBeCloseTo(expected, 5);
  });

  it('has the gradient of each layer’s own loss, with what it sees held fixed', () => {
    const gradient = new Float32Array(weights.length);
    const examples = Uint32Array.of(0, 3, 7);
    source.gradient(weights, examples, gradient);
    for (const [l, { offset, rows, columns }] of network.layers.entries()) {
      const seen = [...examples].map((i) => seenPair(l, i));
      for (let k = 0; k < rows * columns; k++) {
        const moved = Float64Array.from(weights);
        const loss = () => seen.reduce((sum, pair) => sum + layerLoss(moved, l, pair) / 3, 0);
        moved[offset + k] = weights[offset + k]! + 1e-6;
        const above = loss();
        moved[offset + k] = weights[offset + k]! - 1e-6;
        const slope = (above - loss()) / 2e-6;
        // Central differences in double precision err by 1e-9, single precision by 1e-6.
        expect(Math.abs(gradient[offset + k]! - slope)).toBeLessThan(1e-5);
      }
    }
  });

  it('has per-example gradients and weighted sums', () => {
    const examples = Uint32Array.of(4, 1);
    const rows = new Float32Array(2 * weights.length);
    source.perExampleGradients(weights, examples, rows);
    const gradient = new Float32Array(weights.length);
    source.gradient(weights, examples, gradient, Float32Array.of(2, -0.5));
    gradient.forEach((value, k) =>
      expect(Math.abs(value - 2 * rows[k]! + 0.5 * rows[weights.length + k]!)).toBeLessThan(1e-5),
    );
  });

  it('counts an example as right whose label has the largest goodness', () => {
    const right = [...everything].filter((i) => {
      const total = (label: number) =>
        [0, 1].reduce((sum, l) => sum + rms(active(weights, l, seenBy(weights, l, i, label))) ** 2, 0);
      const scores = [0, 1, 2].map(total);
      return scores.indexOf(Math.max(...scores)) === data.labels[i];
    });
    expect(source.accuracy(weights, everything)).toBe(right.length / count);
  });

  it('learns digits', () => {
    const digits = proceduralDigits();
    const some = firstExamples(digits.train, 500, digits.dimension);
    const wide = forwardForwardNetwork({ depth: 2, width: 32, inputs: digits.dimension, classes: 10 });
    const learner = forwardForward(wide, some, 10, stream(1, 'wrong'));
    const start = initialWeights(wide, stream(1, 'start'), 'he');
    let last = start;
    const settings = {
      stepSize: 1,
      batchSize: 50,
      order: 'shuffled',
      iterations: 300,
      stream: stream(1, 'order'),
    } as const;
    for (const { weights: now } of sgd(learner, start, settings)) last = now;
    const all = Uint32Array.from({ length: 500 }, (_, i) => i);
    // Chance is a tenth with a standard deviation of 0.013; a quarter is eleven of them above it.
    expect(learner.accuracy(last, all)).toBeGreaterThan(0.25);
  });

  it('refuses arrays and labels that do not fit', () => {
    const short = new Float32Array(3);
    const gradient = new Float32Array(weights.length);
    expect(() => source.gradient(short, everything, gradient)).toThrow('The parameter vector has 3 numbers;');
    expect(() => source.gradient(weights, everything, short)).toThrow('The gradient has 3 numbers;');
    expect(() => source.gradient(weights, everything, gradient, short)).toThrow(
      'The vector of example weights has 3 numbers; 8 are needed.',
    );
    expect(() => source.perExampleGradients(weights, everything, gradient)).toThrow(
      'The array of gradients has',
    );
    const strange = { ...data, labels: data.labels.map(() => 7) };
    expect(() => forwardForward(network, strange, classes, stream(1))).toThrow(
      'An example has label 7; this network has classes 0 to 2.',
    );
    expect(() => forwardForward(network, data, 12, stream(1))).toThrow('12 classes were announced;');
    expect(() => forwardForward(network, data, 1, stream(1))).toThrow('1 classes were announced;');
  });

  it('has no Hessian, and refuses what does not fit', () => {
    expect(() => source.hessianVectorProduct(weights, weights, everything, weights)).toThrow(
      'it has no Hessian',
    );
    expect(() => forwardForwardNetwork({ depth: 1, width: 3, inputs: 10, classes: 10 })).toThrow(
      'do not fit into the first of 10',
    );
    expect(() => source.loss(weights, Uint32Array.of(8))).toThrow('Example 8 was asked for; there are 8');
    expect(() => source.loss(weights, new Uint32Array(0))).toThrow('No examples were given');
  });
});
