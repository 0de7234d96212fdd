import { draw, laplace, normal, normalDistribution, stable, stream, studentT, type Law } from 'heavytail/law';
import { centred } from '#heavytail/tail/noiseMatrix';
import { covarianceFactor } from '#heavytail/tail/surrogate/covarianceFactor';
import { gaussianSurrogate } from '#heavytail/tail/surrogate/surrogate';
import {
  meanTailWeight,
  studentDegreesOf,
  tailWeight,
  testTailWeight,
} from '#heavytail/tail/diagnosis/tailWeight';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';

/** log(rms) + E log|Z| - E log|X| by hand: Euler's constant 0.57722, digamma(5) = 1.50612, digamma(3/2) = 0.03649. */
const exact: readonly [string, Law, number][] = [
  ['normal', normal(), 0],
  ['Laplace', laplace(), Math.log(Math.SQRT2) - 0.6351814227307391 + 0.5772156649015329],
  ['t(10)', studentT({ degrees: 10 }), 0.05991],
];

describe('tailWeight', () => {
  it.each(exact)('of %s draws is that of the law', (_, law, expected) => {
    const n = 1_000_000;
    const sample = draw(law, n, stream(1, 'weight'));
    // Each term log|x| has a standard deviation below 1.3 and log(rms) one of a few 1/sqrt(n).
    expect(Math.abs((tailWeight(sample) as number) - expected)).toBeLessThan(
      (normalLimit * 2) / Math.sqrt(n),
    );
  });

  it('of evenly spread values is that of the uniform law', () => {
    const sample = Float64Array.from({ length: 100_000 }, (_, i) => (i + 0.5) / 50_000 - 1);
    expect(tailWeight(sample)).toBeCloseTo(1 - 0.5 * Math.log(3) - 0.6351814227307391, 4);
  });

  it('does not depend on the scale, and takes the ends of the number range', () => {
    const sample = draw(normal(), 1000, stream(1));
    for (const scale of [1e-290, 1e290]) {
      expect(tailWeight(sample.map((x) => x * scale))).toBeCloseTo(tailWeight(sample) as number, 10);
    }
  });

  it('is undefined without values', () => {
    expect(tailWeight(new Float64Array(100))).toBeUndefined();
    expect(tailWeight(new Float64Array([1, -1, 2]))).toBeUndefined();
  });
});

it('tailWeight takes 8 values that are not zero, and drops zeros', () => {
  const values = [1, -2, 3, -1, 4, 0.5, -0.3, 2];
  expect(tailWeight(Float64Array.from(values.slice(1)))).toBeUndefined();
  const weight = tailWeight(Float64Array.from(values))!;
  const meanLog = values.reduce((sum, x) => sum + Math.log(Math.abs(x)), 0) / 8;
  const rms = Math.hypot(...values) / Math.sqrt(8);
  expect(weight).toBeCloseTo(Math.log(rms) - 0.6351814227307391 - meanLog, 12);
  expect(tailWeight(Float64Array.of(0, ...values, 0, 0))).toBeCloseTo(weight, 12);
});

// By hand, with digamma(2) = 0.42278, digamma(3) = 0.92278 and digamma(1.00005) = -0.57713.
it.each([
  [4, 0.211392167],
  [6, 0.114818577],
  [2.0001, 4.663177068],
])("Student's law of %f degrees has a tail weight of %f", (degrees, weight) => {
  expect(Math.abs(studentDegreesOf(weight) / degrees - 1)).toBeLessThan(3e-6);
});

it("names Student's law up to 100,000 degrees", () => {
  // The tail weight of many degrees is half of their inverse: 1/n from the rms, less 1/(2n) from E log|X|.
  expect(studentDegreesOf(0.5 / 9e4) / 9e4).toBeCloseTo(1, 3);
  expect(studentDegreesOf(0.5 / 1.1e5)).toBe(Infinity);
});

it('names the degrees of Student laws of a tail weight', () => {
  expect(studentDegreesOf(0.05991)).toBeCloseTo(10, 1);
  expect(studentDegreesOf(0.364819)).toBeCloseTo(3, 2);
  expect(studentDegreesOf(0)).toBe(Infinity);
  expect(studentDegreesOf(-1)).toBe(Infinity);
});

describe('testTailWeight', () => {
  const [rows, columns] = [100, 20];

  it('has z of variance 1 over Gaussian worlds whose columns depend on one another', () => {
    const worlds = 60;
    let [sum, squares] = [0, 0];
    for (let w = 0; w < worlds; w++) {
      const values = draw(normal(), rows * columns, stream(1, 'world', w));
      for (let i = 0; i < values.length; i++) if (i % columns > 0) values[i] += 0.9 * values[i - 1];
      const { z } = testTailWeight({ rows, columns, values }, stream(2, w));
      sum += z;
      squares += z * z;
    }
    // Chi-square of 60 degrees, a little wider as each z has an estimated error.
    expect(Math.abs(sum / worlds)).toBeLessThan((1.2 * normalLimit) / Math.sqrt(worlds));
    expect(squares / worlds).toBeGreaterThan(0.3);
    expect(squares / worlds).toBeLessThan(2.3);
  });

  it('compares the mean over columns that vary with that of 40 surrogates', () => {
    const size = 30;
    const values = draw(laplace(), size * 3, stream(1, 'few')).map((x, i) => (i % 3 === 1 ? 5 : x));
    const noise = centred({ rows: size, columns: 3, values });
    const meanWeight = (matrix: ArrayLike<number>) => {
      const weights = [0, 2].map((j) => {
        const column = Float64Array.from({ length: size }, (_, p) => matrix[3 * p + j]);
        const mean = column.reduce((sum, x) => sum + x, 0) / size;
        return tailWeight(column.map((x) => x - mean))!;
      });
      return (weights[0] + weights[1]) / 2;
    };
    const factor = covarianceFactor(noise);
    const nulls = Array.from({ length: 40 }, (_, s) =>
      meanWeight(gaussianSurrogate(factor, stream(2).substream(s), size)),
    );
    const mean = nulls.reduce((sum, x) => sum + x, 0) / 40;
    const variance = nulls.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 39;
    const { excess, standardError, z, pValue, columns: tested } = testTailWeight(noise, stream(2));
    expect(tested).toBe(3);
    expect(excess).toBeCloseTo(meanWeight(noise.values) - mean, 10);
    // Of one more beside 40: its own variance, and that of their mean.
    expect(standardError).toBeCloseTo(Math.sqrt(variance + variance / 40), 10);
    expect(z).toBeCloseTo(excess / standardError, 10);
    expect(pValue).toBeCloseTo(2 * (1 - normalDistribution(Math.abs(z))), 10);
    const light = testTailWeight(
      { rows: size, columns: 1, values: Float64Array.from({ length: size }, (_, p) => (p % 2 ? 1 : -1)) },
      stream(2),
    );
    expect(light.z).toBeLessThan(0);
    expect(light.pValue).toBeCloseTo(2 * normalDistribution(light.z), 12);
  });

  it('finds heavy tails', () => {
    const values = draw(stable({ alpha: 1.8 }), rows * columns, stream(1, 'stable'));
    expect(testTailWeight({ rows, columns, values }, stream(2)).z).toBeGreaterThan(5);
  });
});

describe('the mean tail weight', () => {
  it('is 0 for Gaussian columns of any scale and mean, and leaves out what has none', () => {
    const [rows, columns] = [4000, 6];
    const normals = stream(1, 'columns').normals(rows * columns);
    const values = normals.map((z, i) => (i % columns === 5 ? 0 : 10 ** ((i % columns) - 2) * (z + 3)));
    expect(Math.abs(meanTailWeight({ rows, columns, values }))).toBeLessThan(0.03);
  });
});
