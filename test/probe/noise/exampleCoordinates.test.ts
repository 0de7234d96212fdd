import { exampleCoordinates, gradientColumns, minibatchMeans } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { tinyNetwork } from '../tinyNetwork.js';

const { source, weights, everything } = tinyNetwork();
const full = new Float32Array(weights.length);
source.gradient(weights, everything, full);
const noise = exampleCoordinates(source, weights, 20, stream(1, 'coordinates'));

describe('the noise of examples on single parameters', () => {
  it('is their gradient less the full one, on different parameters that are not dead', () => {
    expect(noise.rows).toBe(source.exampleCount);
    expect(noise.columns).toBe(Math.round(20 * (1 - noise.deadFraction)));
    expect(new Set(noise.indices).size).toBe(noise.columns);
    const gradient = new Float32Array(weights.length);
    for (const example of [0, 3, source.exampleCount - 1]) {
      source.gradient(weights, Uint32Array.of(example), gradient);
      noise.indices.forEach((parameter, c) => {
        const expected = gradient[parameter]! - full[parameter]!;
        expect(Math.abs(noise.values[example * noise.columns + c]! - expected)).toBeLessThan(2e-6);
      });
    }
  });

  it('leaves out what is the same for every example, and takes no more than there are', () => {
    const flat = {
      ...source,
      parameterCount: 3,
      perExampleGradients: (_: Float32Array, examples: Uint32Array, out: Float32Array) =>
        examples.forEach((example, i) => out.set([example, 5, -example], 3 * i)),
    };
    const found = exampleCoordinates(flat, new Float32Array(3), 9, stream(1, 'all'));
    expect(Array.from(found.indices)).toEqual([0, 2]);
    expect(found.deadFraction).toBeCloseTo(1 / 3, 12);
    expect(found.values[0]).toBe(-(source.exampleCount - 1) / 2);
  });
});

describe('means of examples', () => {
  const examples = { rows: 3, columns: 2, values: [1, 10, 2, 20, -3, -30] };
  const means = minibatchMeans(examples, 4, 2000, stream(1, 'means'));

  it('keep columns together and have the variance of draws with replacement', () => {
    expect([means.rows, means.columns]).toEqual([2000, 2]);
    let squares = 0;
    for (let k = 0; k < means.rows; k++) {
      expect(means.values[2 * k + 1]).toBeCloseTo(10 * means.values[2 * k]!, 12);
      squares += means.values[2 * k]! ** 2 / means.rows;
    }
    // 14/3 over 4, known to 3 %.
    expect(Math.abs(squares / (14 / 12) - 1)).toBeLessThan(0.15);
  });

  it('go on where the stream is', () => {
    const draws = stream(1, 'means');
    const [first, second] = [minibatchMeans(examples, 4, 3, draws), minibatchMeans(examples, 4, 2, draws)];
    expect([...Array.from(first.values), ...Array.from(second.values)]).toEqual(
      Array.from(means.values).slice(0, 10),
    );
  });
});

it('minibatch gradients are read column block by column block', () => {
  const columns = gradientColumns(source, weights, 7);
  expect(columns.minibatches).toBe(Math.ceil(source.exampleCount / 7));
  const gradient = new Float32Array(weights.length);
  source.gradient(weights, Uint32Array.of(7, 8, 9, 10, 11, 12, 13), gradient);
  expect(columns.columns(5, 4).slice(4, 8)).toEqual(gradient.slice(5, 9));
});
