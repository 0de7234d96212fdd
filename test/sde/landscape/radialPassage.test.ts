import { needle, radialPassageTime } from 'heavytail/sde';
import { expect, it } from 'vitest';

/** b y^(1-d) exp(b V(y)) int_y z^(d-1) exp(-b V(z)) dz over y, by midpoint rules whose exponents are added first. */
function naive(
  { profile, shape }: ReturnType<typeof needle>,
  b: number,
  [target, start, end]: readonly [number, number, number],
): number {
  const power = shape.dimension - 1;
  const [outerPoints, innerPoints] = [400, 20_000];
  const step = (start - target) / outerPoints;
  let total = 0;
  for (let i = 0; i < outerPoints; i++) {
    const y = target + (i + 0.5) * step;
    const width = (end - y) / innerPoints;
    let inner = 0;
    for (let k = 0; k < innerPoints; k++) {
      const z = y + (k + 0.5) * width;
      inner += width * Math.exp(b * (profile(y) - profile(z)) + power * Math.log(z / y));
    }
    total += b * step * inner;
  }
  return total;
}

it('is a number where one factor of a step of the integral is 0 and the other infinite', () => {
  // The wall hardly holds the noise: weights reach far out, and in a step exp(-800) meets 1.0008^1e6.
  const landscape = needle({
    dimension: 1e6,
    needleRadius: 0.5,
    floorRadius: 0.9,
    depth: 1,
    wallCurvature: 1e7 + 15,
    wallWidth: 0.1,
  });
  const found = radialPassageTime(landscape, Math.SQRT2, 1, 0.999);
  expect(found / naive(landscape, 1, [0.999, 1, 1.03])).toBeCloseTo(1, 2);
});

it('is infinite where it is beyond the number range', () => {
  const landscape = needle({
    dimension: 1000,
    needleRadius: 0.5,
    floorRadius: 0.9,
    depth: 1,
    wallCurvature: 1e5,
    wallWidth: 0.1,
  });
  expect(radialPassageTime(landscape, Math.SQRT2, 0.9, 1e-5)).toBe(Infinity);
});
