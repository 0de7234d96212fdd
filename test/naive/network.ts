/**
 * A fully connected network in plain double-precision loops, one example at a time, written from its
 * definition: y = W_L r(W_{L-1} … r(W_1 x)), r(z) = max(z, 0).
 */

export type Weights = readonly (readonly (readonly number[])[])[];

export interface LayerShape {
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
}

/** Splits a flat parameter vector into matrices. */
export function unflatten(layers: readonly LayerShape[], flat: ArrayLike<number>): number[][][] {
  return layers.map(({ offset, rows, columns }) =>
    Array.from({ length: rows }, (_, i) =>
      Array.from({ length: columns }, (_, j) => flat[offset + i * columns + j]),
    ),
  );
}

/** Input of each layer, and the outputs at the end. */
export function naiveActivations(weights: Weights, x: readonly number[]): number[][] {
  const activations = [[...x]];
  weights.forEach((matrix, l) => {
    const z = matrix.map((row) => row.reduce((sum, w, j) => sum + w * activations[l][j], 0));
    activations.push(l < weights.length - 1 ? z.map((value) => Math.max(value, 0)) : z);
  });
  return activations;
}

export type NaiveLoss = (z: readonly number[], label: number) => { value: number; derivative: number[] };

export const naiveLosses: Record<'cross-entropy' | 'linear-hinge' | 'squared', NaiveLoss> = {
  'cross-entropy': (z, label) => {
    const largest = Math.max(...z);
    const powers = z.map((value) => Math.exp(value - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return {
      value: largest + Math.log(total) - z[label],
      derivative: powers.map((power, j) => power / total - (j === label ? 1 : 0)),
    };
  },
  'linear-hinge': (z, label) => {
    const targets = z.map((_, j) => (j === label ? 1 : -1));
    const margins = z.map((value, j) => Math.max(0, 1 - targets[j] * value));
    return {
      value: margins.reduce((sum, margin) => sum + margin, 0) / z.length,
      derivative: margins.map((margin, j) => (margin > 0 ? -targets[j] / z.length : 0)),
    };
  },
  squared: (z, label) => {
    const errors = z.map((value, j) => value - (j === label ? 1 : 0));
    return {
      value: errors.reduce((sum, error) => sum + error ** 2, 0) / z.length,
      derivative: errors.map((error) => (2 * error) / z.length),
    };
  },
};

/** Loss and flat gradient of one example. */
export function naiveGradient(
  weights: Weights,
  x: readonly number[],
  label: number,
  loss: NaiveLoss,
): { value: number; gradient: number[] } {
  const activations = naiveActivations(weights, x);
  const { value, derivative } = loss(activations[weights.length], label);
  const gradients: number[][][] = [];
  let delta = derivative;
  for (let l = weights.length - 1; l >= 0; l--) {
    gradients[l] = delta.map((d) => activations[l].map((a) => d * a));
    delta = activations[l].map((a, j) =>
      a > 0 ? weights[l].reduce((sum, row, i) => sum + row[j] * delta[i], 0) : 0,
    );
  }
  return { value, gradient: gradients.flat(2) };
}
