import { Fire } from '#heavytail/probe/sharpness/fire';
import { expect, test } from 'vitest';

test('it comes to rest in the minimum of a stretched quadratic', () => {
  const points = [Float64Array.of(1, 1), Float64Array.of(-2, 0.5)];
  const forces = () => points.map(([x, y]) => Float64Array.of(-x, -50 * y));
  const fire = new Fire(forces(), 0.5);
  for (let step = 0; step < 500; step++) fire.step(points, forces());
  for (const point of points) for (const x of point) expect(Math.abs(x)).toBeLessThan(1e-6);
});

test('no point moves further than allowed, however strong the force', () => {
  const points = [Float64Array.of(0, 0), Float64Array.of(0, 0)];
  const fire = new Fire([Float64Array.of(1, 0), Float64Array.of(0, 0)], 0.25);
  fire.step(points, [Float64Array.of(3e6, 4e6), Float64Array.of(1e-3, 0)]);
  expect(points[0][0]).toBeCloseTo(0.15, 12);
  expect(points[0][1]).toBeCloseTo(0.2, 12);
  // The first time step squared, 0.1 × 0.25 / 1, times the force.
  expect(points[1][0]).toBeCloseTo(0.025 * 1e-3, 12);
});
