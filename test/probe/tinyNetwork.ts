import { fullyConnected, gradientSource, initialWeights, type GradientSource } from 'heavytail/net';
import { stream } from 'heavytail/random';

const model = fullyConnected({ depth: 3, width: 5, inputs: 6, classes: 3 });

/** A ReLU network of 6 inputs, width 5 and depth 3 on 40 random examples. */
export function tinyNetwork(): {
  source: GradientSource;
  weights: Float32Array;
  everything: Uint32Array;
} {
  const draws = stream(5, 'examples');
  const count = 40;
  const inputs = Float32Array.from(draws.normals(count * 6));
  const labels = Uint8Array.from(draws.integers(count, 3));
  return {
    source: gradientSource(model, { count, inputs, labels }, 'cross-entropy'),
    weights: initialWeights(model, stream(5, 'weights')),
    everything: Uint32Array.from({ length: count }, (_, i) => i),
  };
}

/** The first layer times `factor`, the second over it: the same function, and with powers of 2 the same bits. */
export function rescaled(weights: Float32Array, factor: number): Float32Array {
  const [first, second] = model.layers;
  return weights.map((w, i) => {
    if (i >= first.offset && i < first.offset + first.rows * first.columns) return w * factor;
    if (i >= second.offset && i < second.offset + second.rows * second.columns) return w / factor;
    return w;
  });
}
