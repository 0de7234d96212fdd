import { hessianDensity, hessianLanczos, hessianTrace } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';
import { naiveEigenvalues } from '../../naive/eigenvalues.js';
import { unflatten } from '../../naive/network.js';
import { tinyNetwork } from '../tinyNetwork.js';

const { source, weights, everything } = tinyNetwork();
const size = weights.length;

/** Distance of the nearest rectifier from its kink, for an example of the tiny network. */
function distanceFromKink(example: number): number {
  // The first draws of the tiny network's stream are its inputs.
  let activations = [...stream(5, 'examples').normals(240).map(Math.fround)].slice(
    6 * example,
    6 * example + 6,
  );
  let nearest = Infinity;
  for (const matrix of unflatten(source.layers, weights).slice(0, -1)) {
    const z = matrix.map((row) => row.reduce((sum, w, j) => sum + w * activations[j]!, 0));
    nearest = Math.min(nearest, ...z.map(Math.abs));
    activations = z.map((value) => Math.max(value, 0));
  }
  return nearest;
}

/**
 * At a kink the gradient jumps and differences have no limit. A weight moved by `step` moves inputs of rectifiers by at
 * most some 4 × step.
 */
const step = 2 ** -8;
const smooth = everything.filter((example) => distanceFromKink(example) > 8 * step);

function hessianOf(examples: Uint32Array): number[][] {
  return Array.from({ length: size }, (_, j) => {
    const unit = new Float32Array(size);
    unit[j] = 1;
    const out = new Float32Array(size);
    source.hessianVectorProduct(weights, unit, examples, out);
    return [...out];
  });
}

const hessian = hessianOf(everything);
const symmetric = hessian.map((row, i) => row.map((value, j) => (value + hessian[j]![i]!) / 2));
const eigenvalues = naiveEigenvalues(symmetric);
const moment = (power: number) => eigenvalues.reduce((sum, value) => sum + value ** power, 0) / size;

describe('the Hessian of a network', () => {
  it('is the derivative of the gradient', () => {
    expect(smooth.length).toBeGreaterThanOrEqual(10);
    const columns = hessianOf(smooth);
    const largest = Math.max(...columns.flat().map(Math.abs));
    columns.forEach((column, j) => {
      const [after, before] = [step, -step].map((change) => {
        const moved = weights.slice();
        moved[j] = weights[j]! + change;
        const gradient = new Float32Array(size);
        source.gradient(moved, smooth, gradient);
        return { at: moved[j], gradient };
      });
      column.forEach((value, i) => {
        const slope = (after!.gradient[i]! - before!.gradient[i]!) / (after!.at - before!.at);
        // Gradients below 1 have errors of 3e-8, which the step makes 1e-5; the third derivative adds step² / 6 times it.
        expect(Math.abs(slope - value)).toBeLessThan(1e-3 * largest);
      });
    });
  });

  it('is symmetric', () => {
    hessian.forEach((row, i) =>
      row.forEach((value, j) => expect(Math.abs(value - hessian[j]![i]!)).toBeLessThan(1e-6)),
    );
  });
});

/** Mean of `values` less `expected`, in standard errors of the mean. */
function zScore(values: readonly number[], expected: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return (mean - expected) / Math.sqrt(squares / (values.length - 1) / values.length);
}

describe('the moments of the spectral density', () => {
  // Probes of a bounded matrix, 1,000 of them: their mean is normal to far better than its error.
  const probes = Array.from({ length: 1000 }, (_, k) =>
    hessianDensity(source, weights, everything, {
      probes: 1,
      steps: 6,
      stream: stream(6, 'moments').substream(k),
    }),
  );

  it('are tr(H) / n, tr(H²) / n and so on, without bias', () => {
    for (const power of [1, 2, 3]) {
      const values = probes.map(({ nodes, weights: shares }) =>
        nodes.reduce((sum, node, i) => sum + shares[i]! * node ** power, 0),
      );
      expect(Math.abs(zScore(values, moment(power)))).toBeLessThan(normalLimit);
    }
  });

  it('are those of the start vector, probe by probe', () => {
    // v'Hv and |Hv|² of a unit vector v are the first two moments of its quadrature, however few the steps.
    const { nodes, weights: shares } = probes[0]!;
    const draws = stream(6, 'moments').normals(size);
    const norm = Math.sqrt(draws.reduce((sum, x) => sum + x * x, 0));
    const image = symmetric.map((row) => row.reduce((sum, h, j) => sum + (h * draws[j]!) / norm, 0));
    const first = image.reduce((sum, x, i) => sum + (x * draws[i]!) / norm, 0);
    const second = image.reduce((sum, x) => sum + x * x, 0);
    expect(nodes.reduce((sum, node, i) => sum + shares[i]! * node, 0)).toBeCloseTo(first, 6);
    expect(nodes.reduce((sum, node, i) => sum + shares[i]! * node ** 2, 0)).toBeCloseTo(second, 6);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });
});

describe('bad input to probes of the Hessian', () => {
  const none = new Uint32Array(0);
  const short = weights.subarray(1);

  it('is refused: no examples', () => {
    const words = 'No examples were given; a mean needs at least one.';
    expect(() => hessianTrace(source, weights, none, 2, stream(1))).toThrow(words);
    expect(() => hessianLanczos(source, weights, none, 2, stream(1))).toThrow(words);
    expect(() => hessianDensity(source, weights, none, { probes: 1, steps: 2, stream: stream(1) })).toThrow(
      words,
    );
  });

  it('is refused: weights of another length', () => {
    expect(() => hessianTrace(source, short, everything, 2, stream(1))).toThrow(RangeError);
    expect(() => hessianLanczos(source, short, everything, 2, stream(1))).toThrow(RangeError);
  });

  it('is refused: no steps, no probes', () => {
    const settings = { probes: 1, steps: 1, stream: stream(1) };
    expect(() => hessianDensity(source, weights, everything, { ...settings, steps: 0 })).toThrow(
      'The number of steps is 0;',
    );
    expect(() => hessianDensity(source, weights, everything, { ...settings, probes: 0 })).toThrow(
      'The number of probes is 0;',
    );
  });
});
