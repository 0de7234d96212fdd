import { expect, it } from 'vitest';
import { straightnessOf } from '#heavytail/claim/framework/alpha-stable/run';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';

it('tells sums that keep their law from sums that do not', () => {
  const [rows, columns] = [6000, 50];
  const random = stream(4, 'straightness');
  const stableOnes = draw(stable({ alpha: 1.5 }), rows * columns, random);
  // A ratio of a normal number and the root of a mean of four squares: Student's law with 4 degrees of freedom.
  const student = Float64Array.from({ length: rows * columns }, () => {
    const [z, ...others] = random.normals(5);
    return z! / Math.sqrt(others.reduce((sum, x) => sum + x * x, 0) / 4);
  });
  const of = (values: Float64Array) => straightnessOf({ rows, columns, values })!;
  expect(Math.abs(of(stableOnes).z)).toBeLessThan(4.9);
  // From some 4,000 sums, whose logarithms scatter by 1.1: five standard errors of a slope over a factor of nine and more.
  expect(Math.abs(of(stableOnes).long - 1 / 1.5)).toBeLessThan(0.06);
  expect(of(student).z).toBeGreaterThan(4.9);
  expect(of(student).long).toBeLessThan(0.57);
});
