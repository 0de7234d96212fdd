import {
  eyringKramersTime,
  freidlinWentzell,
  kramersTime,
  levyTransitionRates,
  logEyringKramersTime,
  stationaryLaw,
} from 'heavytail/sde';
import { stream } from 'heavytail/random';
import { symmetricEigenvalues } from '#heavytail/sde/theory/symmetricEigenvalues';
import { describe, expect, it } from 'vitest';
import { quartic } from './quartic.js';

/** Q D Q' for a random rotation Q: a product of reflections. */
function rotated(values: readonly number[], seed: number): Float64Array {
  const d = values.length;
  const a = new Float64Array(d * d);
  values.forEach((value, i) => (a[i * d + i] = value));
  for (let r = 0; r < d; r++) {
    const v = stream(seed, 'reflection', r).normals(d);
    const square = v.reduce((sum, x) => sum + x * x, 0);
    const reflect = (at: (i: number, j: number) => number) => {
      for (let j = 0; j < d; j++) {
        let dot = 0;
        for (let i = 0; i < d; i++) dot += v[i] * a[at(i, j)];
        for (let i = 0; i < d; i++) a[at(i, j)] -= (2 * dot * v[i]) / square;
      }
    };
    reflect((i, j) => i * d + j);
    reflect((i, j) => j * d + i);
  }
  return a;
}

describe('eigenvalues', () => {
  it('are those that a rotated diagonal matrix was made of', () => {
    const values = [-7, -1e-3, 0.5, 0.5, 2, 30];
    const found = symmetricEigenvalues(rotated(values, 1));
    // Forty roundings of the largest eigenvalue, for making the matrix and for undoing it.
    found.forEach((value, i) => expect(Math.abs(value - values[i])).toBeLessThan(30 * 40 * 2.3e-16));
  });

  it('of the second difference matrix are 2 - 2 cos(pi k/(n + 1))', () => {
    const n = 30;
    const rows = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
    );
    symmetricEigenvalues(rows).forEach((value, k) =>
      expect(Math.abs(value - (2 - 2 * Math.cos((Math.PI * (k + 1)) / (n + 1))))).toBeLessThan(1e-14),
    );
  });

  it('are refused for what is no symmetric matrix', () => {
    expect(() => symmetricEigenvalues([[1, 2], [3]])).toThrow('is not square');
    expect(() => symmetricEigenvalues(new Float64Array(3))).toThrow('3 entries is not square');
    expect(() =>
      symmetricEigenvalues([
        [1, 2],
        [3, 1],
      ]),
    ).toThrow('is not symmetric');
    expect(() => symmetricEigenvalues([[NaN]])).toThrow('NaN');
  });
});

describe('Eyring-Kramers', () => {
  it('is Kramers in one dimension', () => {
    const passage = { minimum: [[2]], saddle: [[-1]], barrier: 0.25 };
    for (const noise of [0.35, 0.5, 1]) {
      const ratio = eyringKramersTime(passage, noise) / kramersTime(quartic, noise, -1, 0);
      expect(Math.abs(ratio - 1)).toBeLessThan(1e-13);
    }
  });

  it('multiplies by the square root of the ratio of stiffness across the path, in any coordinates', () => {
    const passage = {
      minimum: rotated([2, 3, 5], 2),
      saddle: rotated([-1, 12, 20], 3),
      barrier: 0.25,
    };
    const factor = Math.sqrt((12 * 20) / (3 * 5));
    const ratio = eyringKramersTime(passage, 0.5) / kramersTime(quartic, 0.5, -1, 0);
    expect(Math.abs(ratio / factor - 1)).toBeLessThan(1e-12);
  });

  it('keeps its logarithm where the time overflows, and tends to Freidlin and Wentzell', () => {
    const passage = { minimum: [[2]], saddle: [[-1]], barrier: 1 };
    expect(eyringKramersTime(passage, 0.01)).toBe(Infinity);
    expect(logEyringKramersTime(passage, 0.01)).toBeCloseTo(20_000 + Math.log((2 * Math.PI) / Math.SQRT2), 9);
    expect(logEyringKramersTime(passage, 0.01) / freidlinWentzell(1, 0.01)).toBeCloseTo(1, 3);
  });

  it('refuses what is no minimum or no saddle of index 1', () => {
    const time =
      (minimum: number[][], saddle: number[][], barrier = 1) =>
      () =>
        eyringKramersTime({ minimum, saddle, barrier }, 0.5);
    const well = [
      [1, 0],
      [0, 1],
    ];
    const pass = [
      [-1, 0],
      [0, 1],
    ];
    expect(time(pass, pass)).toThrow('smallest eigenvalue at the minimum is -1');
    expect(time(well, well)).toThrow('0 negative and 0 vanishing eigenvalues of 2');
    expect(
      time(well, [
        [-1, 0],
        [0, -1],
      ]),
    ).toThrow('2 negative');
    expect(
      time(well, [
        [-1, 0],
        [0, 0],
      ]),
    ).toThrow('1 vanishing');
    expect(time(well, [[-1]])).toThrow('2 and 1 dimensions');
    expect(time(well, pass, -1)).toThrow('The barrier is -1');
  });
});

describe('stationary law', () => {
  it.each([1.1, 1.5, 1.9])('of two wells is (m2/|m1|)^alpha, alpha %f', (alpha) => {
    const law = stationaryLaw(levyTransitionRates(alpha, [-1, 3], [0]));
    expect(Math.abs(law[1] / law[0] / 3 ** alpha - 1)).toBeLessThan(1e-14);
  });

  it('of a birth-death chain keeps its small probabilities to relative precision', () => {
    const n = 40;
    const generator = Array.from({ length: n }, (_, i) => {
      const row = new Array<number>(n).fill(0);
      if (i + 1 < n) row[i + 1] = 0.1;
      if (i > 0) row[i - 1] = 1;
      row[i] = -row.reduce((sum, rate) => sum + rate, 0);
      return row;
    });
    const law = stationaryLaw(generator);
    // Detailed balance: geometric with ratio 0.1; the last is about 1e-39.
    law.forEach((weight, i) => expect(Math.abs(weight / (0.9 * 0.1 ** i) - 1)).toBeLessThan(1e-13));
  });

  it('solves pi Q = 0 for random generators', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const n = 2 + (seed % 7);
      const draws = stream(seed, 'generator').exponentials(n * n);
      const generator = Array.from({ length: n }, (_, i) => {
        const row = Array.from(draws.subarray(i * n, (i + 1) * n));
        row[i] = 0;
        row[i] = -row.reduce((sum, rate) => sum + rate, 0);
        return row;
      });
      const law = stationaryLaw(generator);
      expect(law.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14);
      for (let j = 0; j < n; j++) {
        const flow = law.reduce((sum, weight, i) => sum + weight * generator[i][j], 0);
        expect(Math.abs(flow)).toBeLessThan(1e-13);
      }
    }
  });

  it('refuses what is no irreducible generator', () => {
    expect(() => stationaryLaw([])).toThrow('not square');
    expect(() =>
      stationaryLaw([
        [-1, 1],
        [-1, 1],
      ]),
    ).toThrow('negative');
    expect(() =>
      stationaryLaw([
        [-1, 1],
        [1, 0],
      ]),
    ).toThrow('The diagonal of row 1');
    expect(() =>
      stationaryLaw([
        [-1, 1],
        [0, 0],
      ]),
    ).toThrow('From state 1');
    expect(() =>
      stationaryLaw([
        [0, 0],
        [1, -1],
      ]),
    ).toThrow('never entered');
  });
});
