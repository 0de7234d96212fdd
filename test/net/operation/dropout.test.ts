import {
  chain,
  dropout,
  fullyConnected,
  gradientSource,
  linear,
  tanh,
  trainingGradient,
} from 'heavytail/net';
import { stream, type Stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

const [inputs, hidden, classes, count] = [6, 40, 3, 50];
const random = stream(7, 'dropout test');
const data = {
  count,
  inputs: Float32Array.from(random.normals(count * inputs)),
  labels: Uint8Array.from(random.integers(count, classes)),
};
const examples = Uint32Array.from({ length: count }, (_, i) => i);

/** The same network with and without dropout of the hidden layer. */
function sources(rate: number) {
  const first = () => [linear(inputs, hidden, { bias: true }), tanh(hidden)];
  const last = linear(hidden, classes, { bias: true });
  const dropped = chain([...first(), dropout(hidden, rate), last]);
  return {
    dropped: gradientSource(dropped, data, 'cross-entropy'),
    plain: gradientSource(chain([...first(), last]), data, 'cross-entropy'),
  };
}

const { dropped, plain } = sources(0.3);
const weights = Float32Array.from(random.normals(plain.parameterCount), (z) => 0.4 * z);

function trained(at: Float32Array, own: Stream) {
  const gradient = new Float32Array(at.length);
  const loss = dropped.trainingGradient!(at, examples, gradient, own);
  return { loss, gradient };
}

describe('dropout', () => {
  it('is absent where nothing is drawn: measurements have the bits of the network without it', () => {
    const [a, b] = [dropped, plain].map((source) => {
      const gradient = new Float32Array(source.parameterCount);
      const product = gradient.slice();
      const loss = source.gradient(weights, examples, gradient);
      source.hessianVectorProduct(weights, weights, examples, product);
      return { loss, gradient, product, accuracy: source.accuracy(weights, examples) };
    });
    expect(a).toEqual(b);
    expect(plain.trainingGradient).toBeUndefined();
    expect(sources(0).dropped.trainingGradient).toBeUndefined();
  });

  it('has the gradient of the loss that its units left over make', () => {
    const mask = () => stream(3, 'mask');
    const { gradient } = trained(weights, mask());
    const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    // Central differences of a single-precision loss: rounding of 1e-7 over a step of 0.01, and curvature of its square.
    const step = 0.01;
    for (let i = 0; i < weights.length; i += 7) {
      const moved = (by: number) =>
        trained(
          weights.map((w, j) => (j === i ? w + by : w)),
          mask(),
        ).loss;
      const slope = (moved(step) - moved(-step)) / (2 * step);
      expect(Math.abs(slope - gradient[i])).toBeLessThan(1e-3 * Math.max(1, largest));
    }
  });

  it('leaves out its share of units, and keeps their mean', () => {
    // Only the weights from hidden units to outputs: their gradient is zero for one example where the unit was left out.
    const one = Uint32Array.of(4);
    const repeats = 2000;
    const own = stream(5, 'masks');
    const { offset } = dropped.layers[2];
    let zeros = 0;
    for (let r = 0; r < repeats; r++) {
      const gradient = new Float32Array(dropped.parameterCount);
      dropped.trainingGradient!(weights, one, gradient, own.substream(r));
      zeros += gradient.subarray(offset, offset + hidden).filter((value) => value === 0).length;
    }
    // Binomial with 80,000 trials: five standard errors, a false alarm in 2e6.
    expect(Math.abs(zeros / (repeats * hidden) - 0.3)).toBeLessThan(
      5 * Math.sqrt((0.3 * 0.7) / (repeats * hidden)),
    );
  });

  it('divides what is left by its share', () => {
    // All weights of the first layer zero but its biases: every hidden unit is tanh(1), an output their mean.
    const at = new Float32Array(dropped.parameterCount);
    at.fill(1, dropped.layers[1].offset, dropped.layers[1].offset + hidden);
    const gradient = new Float32Array(at.length);
    dropped.trainingGradient!(at, Uint32Array.of(0), gradient, stream(6, 'mask'));
    const { offset } = dropped.layers[2];
    const expected = new Set(
      [0, (Math.tanh(1) / 0.7) * (data.labels[0] === 0 ? -2 / 3 : 1 / 3)].map((x) => x.toFixed(5)),
    );
    const seen = new Set(
      [...gradient.subarray(offset, offset + hidden)].map((x) =>
        Math.abs(x) === 0 ? '0.00000' : x.toFixed(5),
      ),
    );
    expect(seen).toEqual(expected);
  });

  it('is keyed by the iteration', () => {
    const step = trainingGradient(dropped, stream(2, 'run'));
    const at = (iteration: number) => {
      const gradient = new Float32Array(weights.length);
      step(weights, examples, gradient, iteration);
      return gradient;
    };
    const first = at(8);
    expect(at(9)).not.toEqual(first);
    expect(at(8)).toEqual(first);
  });

  it.each([-0.1, 1, Number.NaN])('refuses the rate %s', (rate) => {
    expect(() => dropout(4, rate)).toThrow(
      `The rate of dropout is ${rate}; it must be from 0 to 1, 1 excluded.`,
    );
  });

  it('is trained by the plain gradient where a network has none', () => {
    const network = fullyConnected({ depth: 2, width: 4, inputs, classes });
    const source = gradientSource(network, data, 'cross-entropy');
    const at = Float32Array.from(random.normals(network.parameterCount));
    const [a, b] = [new Float32Array(at.length), new Float32Array(at.length)];
    trainingGradient(source, stream(1, 'none'))(at, examples, a, 0);
    source.gradient(at, examples, b);
    expect(a).toEqual(b);
  });
});
