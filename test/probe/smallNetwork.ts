import { fullyConnected, gradientSource, initialWeights, type GradientSource } from 'heavytail/net';
import { stream } from 'heavytail/random';

/** Inputs of the network; the first is zero in every example, as the border pixels of MNIST are. */
const inputs = 10;
const width = 12;

/** Share of the parameters whose gradient is always zero: the weights of the first input, 12 of 312. */
export const deadShare = width / (inputs * width + width * width + width * 4);

/** A network of 3 layers on 120 random examples. */
export function smallNetwork(): {
  source: GradientSource;
  weights: Float32Array;
  everything: Uint32Array;
} {
  const model = fullyConnected({ depth: 3, width, inputs, classes: 4 });
  const draws = stream(1, 'examples');
  const count = 120;
  const examples = {
    count,
    inputs: Float32Array.from(draws.normals(count * inputs), (x, i) => (i % inputs === 0 ? 0 : x)),
    labels: Uint8Array.from(draws.integers(count, 4)),
  };
  return {
    source: gradientSource(model, examples, 'cross-entropy'),
    weights: initialWeights(model, stream(1, 'weights')),
    everything: Uint32Array.from({ length: count }, (_, i) => i),
  };
}
