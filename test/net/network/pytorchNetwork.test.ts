import { readFileSync } from 'node:fs';
import { fullyConnected, gradientSource, type LossName } from 'heavytail/net';
import { describe, expect, it } from 'vitest';

/**
 * Losses and derivatives against PyTorch's automatic ones in double precision. Weights, inputs and vector
 * are exact in single precision, and no rectifier or hinge is near its kink.
 */

interface Derivatives {
  readonly loss: number;
  readonly gradient: readonly number[];
  readonly exampleLosses: readonly number[];
  readonly exampleGradients: readonly number[];
  readonly hessianVectorProduct: readonly number[];
}

interface Case {
  readonly depth: number;
  readonly width: number;
  readonly weights: readonly number[];
  readonly inputs: readonly number[];
  readonly labels: readonly number[];
  readonly vector: readonly number[];
  readonly predictions: readonly number[];
  readonly crossEntropy: Derivatives;
  readonly linearHinge: Derivatives;
}

const table = JSON.parse(
  readFileSync(new URL('../../reference/pytorch-network.json', import.meta.url), 'utf8'),
) as { readonly inputs: number; readonly classes: number; readonly cases: readonly Case[] };

/**
 * Two passes through five layers of at most seven terms, each operation rounded by at most 2^-24 (6e-8) of
 * an intermediate result, which is rarely above the largest of the array: some 1e-6 of it.
 */
const tolerance = 2e-6;

function expectClose(got: ArrayLike<number>, expected: readonly number[]): void {
  expect(got.length).toBe(expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(got[i] - value)), 0);
  expect(worst).toBeLessThanOrEqual(tolerance * largest);
}

describe.each(['cross-entropy', 'linear-hinge'] satisfies LossName[])('%s', (loss) => {
  it.each(table.cases)('of depth $depth and width $width', (reference) => {
    const { depth, width } = reference;
    const model = fullyConnected({ depth, width, inputs: table.inputs, classes: table.classes });
    const count = reference.labels.length;
    const source = gradientSource(
      model,
      { count, inputs: Float32Array.from(reference.inputs), labels: Uint8Array.from(reference.labels) },
      loss,
    );
    const expected = loss === 'cross-entropy' ? reference.crossEntropy : reference.linearHinge;
    const parameters = Float32Array.from(reference.weights);
    const everything = Uint32Array.from({ length: count }, (_, i) => i);

    const out = new Float32Array(model.parameterCount);
    expectClose([source.gradient(parameters, everything, out)], [expected.loss]);
    expectClose(out, expected.gradient);
    source.hessianVectorProduct(parameters, Float32Array.from(reference.vector), everything, out);
    expectClose(out, expected.hessianVectorProduct);
    const each = new Float32Array(count * model.parameterCount);
    source.perExampleGradients(parameters, everything, each);
    expectClose(each, expected.exampleGradients);
    expectClose(
      Array.from(everything, (i) => source.loss(parameters, Uint32Array.of(i))),
      expected.exampleLosses,
    );
    const right = reference.predictions.filter((label, i) => label === reference.labels[i]).length;
    expect(source.accuracy(parameters, everything)).toBe(right / count);
  });
});
