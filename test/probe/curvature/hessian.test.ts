import {
  hessianDensity,
  hessianLanczos,
  hessianTrace,
  lanczos,
  smoothedDensity,
  type SymmetricProduct,
} from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { tridiagonalEigen } from '#heavytail/probe/curvature/tridiagonal';
import { normalLimit } from '../../falseAlarm.js';
import { naiveEigenvalues } from '../../naive/eigenvalues.js';
import { tinyNetwork } from '../tinyNetwork.js';

const { source, weights, everything } = tinyNetwork();
const size = weights.length;

/** The whole Hessian, by products with unit vectors. */
const hessian = Array.from({ length: size }, (_, j) => {
  const unit = new Float32Array(size);
  unit[j] = 1;
  const out = new Float32Array(size);
  source.hessianVectorProduct(weights, unit, everything, out);
  return [...out];
}).map((row, i, all) => row.map((value, j) => (value + all[j]![i]!) / 2));
const eigenvalues = naiveEigenvalues(hessian);
const trace = eigenvalues.reduce((sum, value) => sum + value, 0);

describe('a tridiagonal matrix', () => {
  it('has the eigenvalues of the chain of springs', () => {
    const n = 40;
    const { values, first, last } = tridiagonalEigen(Array(n).fill(2), Array(n - 1).fill(-1));
    // 2 - 2 cos(k pi/(n + 1)), with eigenvectors sqrt(2/(n + 1)) sin(k j pi/(n + 1)).
    for (let i = 0; i < n; i++) {
      const k = n - i;
      expect(values[i]).toBeCloseTo(2 - 2 * Math.cos((k * Math.PI) / (n + 1)), 13);
      const component = Math.sqrt(2 / (n + 1)) * Math.sin((k * Math.PI) / (n + 1));
      expect(Math.abs(first[i]!)).toBeCloseTo(Math.abs(component), 12);
      expect(Math.abs(last[i]!)).toBeCloseTo(Math.abs(component), 12);
    }
  });

  it('may have one row, zeros beside the diagonal, and equal eigenvalues', () => {
    expect([...tridiagonalEigen([3], []).values]).toEqual([3]);
    expect([...tridiagonalEigen([1, 5, 1], [0, 0]).values]).toEqual([5, 1, 1]);
    expect([...tridiagonalEigen([0, 0], [1]).values].map((x) => Math.round(1e12 * x))).toEqual([1e12, -1e12]);
  });

  it('is refused where it is not finite', () => {
    expect(() => tridiagonalEigen([1, 2], [NaN])).toThrow('is not finite');
  });
});

describe("Lanczos' method", () => {
  const diagonal =
    (values: readonly number[]): SymmetricProduct =>
    (vector, out) => {
      values.forEach((value, i) => (out[i] = value * vector[i]!));
    };

  it('finds the ends of a known spectrum within its bounds', () => {
    const values = Array.from({ length: 400 }, (_, i) => (i === 0 ? 50 : i === 1 ? -20 : Math.sin(i)));
    const { ritzValues, errorBounds } = lanczos(diagonal(values), 400, 30, stream(1, 'lanczos'));
    expect(Math.abs(ritzValues[0]! - 50)).toBeLessThan(errorBounds[0]! + 1e-4);
    expect(Math.abs(ritzValues.at(-1)! + 20)).toBeLessThan(errorBounds.at(-1)! + 1e-4);
    expect(Math.max(errorBounds[0]!, errorBounds.at(-1)!)).toBeLessThan(1e-3);
  });

  it('stops where the Krylov space is exhausted', () => {
    const values = Array.from({ length: 50 }, (_, i) => [4, 1, -2][i % 3]!);
    const { ritzValues } = lanczos(diagonal(values), 50, 20, stream(1, 'lanczos'));
    expect(ritzValues).toHaveLength(3);
    [4, 1, -2].forEach((value, i) => expect(ritzValues[i]).toBeCloseTo(value, 5));
  });

  it('finds all eigenvalues of a network with as many steps as parameters', () => {
    const { ritzValues } = hessianLanczos(source, weights, everything, size, stream(2, 'lanczos'));
    // Products are in single precision: 1e-6 of the largest eigenvalue.
    const tolerance = 1e-5 * eigenvalues[0]!;
    for (const i of [0, 1, 2]) {
      expect(Math.abs(ritzValues[i]! - eigenvalues[i]!)).toBeLessThan(tolerance);
      expect(Math.abs(ritzValues.at(-1 - i)! - eigenvalues.at(-1 - i)!)).toBeLessThan(tolerance);
    }
  });

  it('refuses no steps and products that are not finite', () => {
    expect(() => lanczos(diagonal([1]), 1, 0, stream(1))).toThrow('The number of steps is 0;');
    expect(() => lanczos(diagonal([NaN, 1]), 2, 2, stream(1))).toThrow('is not finite');
  });
});

describe('the trace of the Hessian', () => {
  it('is unbiased, with the error it says', () => {
    const estimate = hessianTrace(source, weights, everything, 400, stream(3, 'trace'));
    expect(Math.abs(estimate.trace - trace)).toBeLessThan(normalLimit * estimate.standardError);
    // Twice the sum of squares off the diagonal is the variance of one probe.
    const off = hessian.reduce(
      (sum, row, i) => sum + row.reduce((part, value, j) => part + (i === j ? 0 : value ** 2), 0),
      0,
    );
    expect(estimate.standardError / Math.sqrt((2 * off) / 400)).toBeGreaterThan(0.8);
    expect(estimate.standardError / Math.sqrt((2 * off) / 400)).toBeLessThan(1.2);
  });

  it('refuses a single probe', () => {
    expect(() => hessianTrace(source, weights, everything, 1, stream(1))).toThrow(
      'The number of probes is 1;',
    );
  });
});

describe('the spectral density', () => {
  const density = hessianDensity(source, weights, everything, {
    probes: 300,
    steps: 8,
    stream: stream(4, 'density'),
  });
  const moment = (power: number) =>
    density.nodes.reduce((sum, node, i) => sum + density.weights[i]! * node ** power, 0);

  it('has weights that add to 1 and the first moments of the spectrum', () => {
    expect(moment(0)).toBeCloseTo(1, 10);
    // The scatter of one start's share is about the moment itself; 300 of them leave 6 %, and 5 deviations 0.3.
    for (const power of [1, 2]) {
      const expected = eigenvalues.reduce((sum, value) => sum + value ** power, 0) / size;
      expect(Math.abs(moment(power) / expected - 1)).toBeLessThan(0.3);
    }
  });

  it('is a density when it is smoothed', () => {
    const [low, high] = [eigenvalues.at(-1)! - 1, eigenvalues[0]! + 1];
    const places = Float64Array.from({ length: 2001 }, (_, i) => low + ((high - low) * i) / 2000);
    const values = smoothedDensity(density, places, 0.05);
    const area = values.reduce((sum, value) => sum + value, 0) * ((high - low) / 2000);
    expect(area).toBeCloseTo(1, 4);
  });
});
