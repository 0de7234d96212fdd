import type { GradientSource } from 'heavytail/net';
import { stream, type Stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/law';

/** Gradients whose noise has a known law, for the measurements that are made on networks. */

export const parameterCount = 300;
const exampleCount = 1500;

/** Draws the noise of one minibatch. */
export type NoiseLaw = (random: Stream) => Float64Array;

/** Independent entries, alpha-stable with index 1.5. */
export const stableNoise: NoiseLaw = (random) => draw(stable({ alpha: 1.5 }), parameterCount, random);

/** Elliptical Student-t with 3 degrees of freedom: one divisor for all entries of a minibatch. */
export const studentNoise: NoiseLaw = (random) => {
  const [a, b, c] = random.normals(3);
  const divisor = Math.sqrt((a * a + b * b + c * c) / 3);
  return anisotropicGaussianNoise(random).map((value) => value / divisor);
};

/** Gaussian; the scales of neighbouring runs of 30 entries are e^1.5 and e^-1.5 in turn. */
export const anisotropicGaussianNoise: NoiseLaw = (random) =>
  random.normals(parameterCount).map((value, i) => value * Math.exp(Math.floor(i / 30) % 2 ? 1.5 : -1.5));

/**
 * Gaussian entries of random scale, e^1.5 or e^-1.5, drawn anew for every entry of every minibatch: heavier
 * than its covariance says across coordinates, and Gaussian in every projection by the central limit theorem.
 */
export const mixedScalesNoise: NoiseLaw = (random) => {
  const chosen = random.integers(parameterCount, 2);
  return random.normals(parameterCount).map((value, i) => value * Math.exp(chosen[i] ? 1.5 : -1.5));
};

const unused = (): never => {
  throw new Error('the measurement of noise needs gradients only');
};

/**
 * A source whose gradient over a minibatch is noise of the given law at every batch size, the same whenever the
 * same examples are asked for in the same order, and zero over all examples.
 */
export function minibatchNoiseSource(law: NoiseLaw, seed: number): GradientSource {
  return {
    parameterCount,
    layers: [],
    exampleCount,
    gradient(_, examples, gradient) {
      if (examples.length === exampleCount) gradient.fill(0);
      else gradient.set(law(stream(seed, 'synthetic noise', ...examples)));
      return 0;
    },
    perExampleGradients: unused,
    hessianVectorProduct: unused,
    loss: unused,
    accuracy: () => 0,
  };
}

/**
 * A source whose gradient of every single example is noise of the given law, the same whenever the example is
 * asked for, and over a minibatch their mean.
 */
export function noiseSource(law: NoiseLaw, seed: number): GradientSource {
  const ofExample = Array.from({ length: exampleCount }, (_, example) =>
    law(stream(seed, 'synthetic noise', example)),
  );
  return {
    parameterCount,
    layers: [],
    exampleCount,
    gradient(_, examples, gradient) {
      const sum = new Float64Array(parameterCount);
      for (const example of examples) ofExample[example]!.forEach((value, i) => (sum[i]! += value));
      gradient.set(sum.map((value) => value / examples.length));
      return 0;
    },
    perExampleGradients(_, examples, out) {
      examples.forEach((example, i) => out.set(ofExample[example]!, i * parameterCount));
    },
    hessianVectorProduct: unused,
    loss: () => 0,
    accuracy: () => 0,
  };
}
