import {
  allExamples,
  causalAttention,
  chain,
  embedding,
  type Examples,
  gradientSource,
  initialWeights,
  layerNorm,
  type Network,
  residual,
  tokenLinear,
} from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

const norm = (values: ArrayLike<number>) =>
  Math.sqrt(Array.from(values).reduce((total, value) => total + value * value, 0));
/** Length of the difference over that of the second. */
const off = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  norm(Array.from(a, (value, i) => value - b[i]!)) / norm(b);

describe('the second derivative', () => {
  const [tokens, vocabulary, width, heads, count] = [5, 6, 4, 2, 7];
  const all = allExamples(count);
  const random = stream(1, 'examples');
  const data: Examples = {
    count,
    inputs: Float32Array.from(random.integers(count * tokens, vocabulary)),
    labels: Uint8Array.from(random.integers(count * tokens, vocabulary)),
  };
  /** Without the rectifier, whose kinks differences of gradients cross. */
  const smooth: Network = {
    ...chain([
      embedding(tokens, vocabulary, width),
      ...residual([
        layerNorm(tokens, width),
        tokenLinear(tokens, width, 3 * width),
        causalAttention(tokens, width, heads),
        tokenLinear(tokens, width, width),
      ]),
      layerNorm(tokens, width),
      tokenLinear(tokens, width, vocabulary),
    ]),
    classes: vocabulary,
    answers: tokens,
  };
  const smoothSource = gradientSource(smooth, data, 'cross-entropy');
  const at = initialWeights(smooth, stream(3, 'weights')).map((value) => 2 * value);
  const normals = stream(4, 'direction').normals(smooth.parameterCount);

  it.each(smooth.layers)('is that of differences of gradients along $name', ({ offset, rows, columns }) => {
    const direction = new Float32Array(smooth.parameterCount);
    for (let p = offset; p < offset + rows * columns; p++) direction[p] = normals[p]!;
    const gradientAt = (by: number) => {
      const out = new Float32Array(smooth.parameterCount);
      smoothSource.gradient(
        at.map((value, p) => value + by * direction[p]!),
        all,
        out,
      );
      return out;
    };
    const step = 4e-3;
    const [up, down] = [gradientAt(step), gradientAt(-step)];
    const expected = up.map((value, p) => (value - down[p]!) / (2 * step));
    const product = new Float32Array(smooth.parameterCount);
    smoothSource.hessianVectorProduct(at, direction, all, product);
    // Single precision over the step, and the step's square times third derivatives.
    expect(off(product, expected)).toBeLessThan(1e-3);
  });

  it('is that of attention and norm alone where nothing before them has parameters', () => {
    const alone = chain([...residual([layerNorm(1, 4), tokenLinear(1, 4, 4)]), tokenLinear(1, 4, 3)]);
    const inputs = Float32Array.from(stream(5, 'inputs').normals(8));
    const some = gradientSource(alone, { count: 2, inputs, labels: Uint8Array.of(0, 2) }, 'cross-entropy');
    const start = initialWeights(alone, stream(5, 'weights'));
    const direction = Float32Array.from(stream(5, 'direction').normals(alone.parameterCount));
    const gradientAt = (by: number) => {
      const out = new Float32Array(alone.parameterCount);
      some.gradient(
        start.map((value, p) => value + by * direction[p]!),
        allExamples(2),
        out,
      );
      return out;
    };
    const [up, down] = [gradientAt(1e-2), gradientAt(-1e-2)];
    const product = new Float32Array(alone.parameterCount);
    some.hessianVectorProduct(start, direction, allExamples(2), product);
    expect(
      off(
        product,
        up.map((value, p) => (value - down[p]!) / 2e-2),
      ),
    ).toBeLessThan(2e-3);
  });
});

describe('an embedding', () => {
  it('has no derivative in its tokens', () => {
    const late = chain([embedding(2, 3, 2), embedding(4, 3, 2), tokenLinear(4, 2, 2)]);
    const two = gradientSource(
      { ...late, classes: 2, answers: 4 },
      { count: 1, inputs: Float32Array.of(0, 1), labels: Uint8Array.of(0, 1, 0, 1) },
      'cross-entropy',
    );
    const zero = new Float32Array(late.parameterCount);
    expect(() => two.gradient(zero, Uint32Array.of(0), zero.slice())).toThrow(/no derivative in tokens/);
  });
});
