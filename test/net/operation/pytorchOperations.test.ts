import { readFileSync } from 'node:fs';
import { alexNet, fullyConnected, gradientSource, type Network } from 'heavytail/net';
import { describe, expect, it } from 'vitest';

/** Networks with biases, tanh, convolutions and pooling against PyTorch in double precision (test/reference/pytorch_operations.py). */

interface Case {
  readonly name: string;
  readonly inputs: number[];
  readonly labels: number[];
  readonly parameters: number[];
  readonly direction: number[];
  readonly loss: number;
  readonly gradient: number[];
  readonly product: number[];
  readonly firstGradient: number[];
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../reference/pytorch-operations.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly Case[] };

const networks: Record<string, Network> = {
  'tanh with biases': fullyConnected({
    depth: 3,
    width: 6,
    inputs: 5,
    classes: 3,
    bias: true,
    activation: 'tanh',
  }),
  'tanh without biases': fullyConnected({ depth: 3, width: 6, inputs: 5, classes: 3, activation: 'tanh' }),
  'AlexNet, 3 channels': alexNet({ channels: 3, image: { channels: 2, height: 29, width: 32 }, classes: 4 }),
};

/**
 * Single precision through up to 17 operations against double: errors of 2^-24 a sum of at most a few hundred terms, 1e-5 of the largest
 * element with room.
 */
function expectClose(got: ArrayLike<number>, expected: readonly number[]): void {
  expect(got.length).toBe(expected.length);
  const largest = Math.max(...expected.map(Math.abs));
  const worst = Math.max(...expected.map((value, i) => Math.abs(value - got[i]!)));
  expect(worst).toBeLessThan(1e-5 * largest);
}

describe.each(cases)('$name', (given) => {
  const network = networks[given.name]!;
  const count = given.labels.length;
  const source = gradientSource(
    network,
    { count, inputs: Float32Array.from(given.inputs), labels: Uint8Array.from(given.labels) },
    'cross-entropy',
  );
  const weights = Float32Array.from(given.parameters);
  const all = Uint32Array.from({ length: count }, (_, i) => i);

  it('has as many parameters', () => {
    expect(network.parameterCount).toBe(given.parameters.length);
  });

  it('has the loss and the gradient of PyTorch', () => {
    const gradient = new Float32Array(weights.length);
    expect(Math.abs(source.gradient(weights, all, gradient) - given.loss)).toBeLessThan(1e-5);
    expectClose(gradient, given.gradient);
    expect(source.loss(weights, all)).toBeCloseTo(given.loss, 5);
  });

  it('has the gradient of one example', () => {
    const rows = new Float32Array(2 * weights.length);
    source.perExampleGradients(weights, Uint32Array.of(1, 0), rows);
    expectClose(rows.subarray(weights.length), given.firstGradient);
  });

  it('has the product of the Hessian and a direction', () => {
    const product = new Float32Array(weights.length);
    source.hessianVectorProduct(weights, Float32Array.from(given.direction), all, product);
    expectClose(product, given.product);
  });
});

describe('the AlexNet variant', () => {
  it('has the parameters of the published code', () => {
    // 451,146 with 64 channels and 10 classes on 32 × 32 × 3.
    const image = { channels: 3, height: 32, width: 32 };
    expect(alexNet({ channels: 64, image, classes: 10 }).parameterCount).toBe(451_146);
  });

  it.each<[number, number, string]>([
    [0, 32, 'The number of channels is 0; it must be a whole number from 1 to 1024.'],
    [4, 8, 'A window of 3 does not fit into'],
  ])('refuses %i channels on images of %i', (channels, side, sentence) => {
    const image = { channels: 1, height: side, width: side };
    expect(() => alexNet({ channels, image, classes: 10 })).toThrow(sentence);
  });
});
