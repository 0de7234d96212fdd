import { stream } from 'heavytail/random';
import { diagonalSurrogate, gaussianSurrogate, SurrogateRows } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';
import { anisotropicRows, rowsOf } from './world.js';

describe('gaussianSurrogate', () => {
  it('has the sample covariance of the noise', () => {
    const world = anisotropicRows(30, 12, 1);
    const draws = 40000;
    const surrogate = gaussianSurrogate(world, stream(1, 'covariance'), draws);
    for (let i = 0; i < 12; i++) {
      for (let j = 0; j <= i; j++) {
        const cov = (values: Float32Array, rows: number) => {
          let sum = 0;
          for (let p = 0; p < rows; p++) sum += values[p * 12 + i] * values[p * 12 + j];
          return sum;
        };
        const expected = cov(world.values, 30) / 29;
        const found = cov(surrogate, draws) / draws;
        const variance = (k: number) =>
          world.values.reduce((s, x, n) => s + (n % 12 === k ? x * x : 0), 0) / 29;
        const error = Math.sqrt((variance(i) * variance(j) + expected ** 2) / draws);
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(normalLimit * error);
      }
    }
  });

  it('keeps dead parameters exactly zero', () => {
    const surrogate = gaussianSurrogate(anisotropicRows(20, 10, 2), stream(1, 'dead'));
    surrogate.forEach((value, i) => expect(value === 0).toBe(i % 10 === 9));
  });

  it('gives the bits of the naive mixture, streamed or stored', () => {
    const world = anisotropicRows(37, 1031, 3);
    const streamed = new SurrogateRows({ rows: 6, minibatches: 37, parameters: 1031, stream: stream(4) });
    const naive = Array.from({ length: 6 }, () => new Float32Array(1031));
    const gaussians = stream(4);
    rowsOf(world).forEach((row) => {
      streamed.add(row);
      const factors = gaussians.normals(6).map((g) => g * (1 / Math.sqrt(36)));
      naive.forEach((target, s) => {
        const factor = Math.fround(factors[s]);
        for (let j = 0; j < 1031; j++) target[j] = target[j] + Math.fround(row[j] * factor);
      });
    });
    expect(streamed.result()).toEqual(naive);
    const stored = gaussianSurrogate(world, stream(4), 6);
    naive.forEach((row, s) => expect(stored.subarray(s * 1031, (s + 1) * 1031)).toEqual(row));
  });

  it('refuses too few and too many rows', () => {
    expect(() => new SurrogateRows({ rows: 3, minibatches: 1, parameters: 2, stream: stream(1) })).toThrow(
      /at least 2/,
    );
    const surrogate = new SurrogateRows({ rows: 3, minibatches: 2, parameters: 2, stream: stream(1) });
    expect(() => surrogate.result()).toThrow(/0 of 2/);
    expect(() => surrogate.add(new Float32Array(3))).toThrow(/rows of 2/);
  });
});

describe('diagonalSurrogate', () => {
  it('has the deviations of the columns and no correlation', () => {
    const world = anisotropicRows(40, 6, 5);
    const draws = 20000;
    const surrogate = diagonalSurrogate(world, stream(2, 'diagonal'), draws);
    const moment = (values: Float32Array, i: number, j: number) => {
      let sum = 0;
      for (let p = 0; p < values.length / 6; p++) sum += values[p * 6 + i] * values[p * 6 + j];
      return sum;
    };
    for (let i = 0; i < 6; i++) {
      const variance = moment(world.values, i, i) / 39;
      expect(Math.abs(moment(surrogate, i, i) / draws / variance - 1)).toBeLessThan(
        normalLimit * Math.sqrt(2 / draws),
      );
    }
    const correlation =
      moment(surrogate, 0, 1) / Math.sqrt(moment(surrogate, 0, 0) * moment(surrogate, 1, 1));
    expect(Math.abs(correlation)).toBeLessThan(normalLimit / Math.sqrt(draws));
  });
});
