import { draw, laplace, normal, stable, stream, studentT, type Law } from 'heavytail/law';
import { studentDegreesOf, tailWeight, testTailWeight } from '#heavytail/tail/diagnosis/tailWeight';
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

  it('finds heavy tails', () => {
    const values = draw(stable({ alpha: 1.8 }), rows * columns, stream(1, 'stable'));
    expect(testTailWeight({ rows, columns, values }, stream(2)).z).toBeGreaterThan(5);
  });
});
