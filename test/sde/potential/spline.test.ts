import fc from 'fast-check';
import { multiWell, splineThrough } from 'heavytail/sde';
import { expect, it } from 'vitest';

const extrema = [
  { at: -2, level: 0.2 },
  { at: -0.5, level: 1 },
  { at: 0.5, level: -1 },
  { at: 2, level: 0.7 },
  { at: 2.5, level: 0 },
];

it('through minima and saddles alone it is the potential of several wells', () => {
  const [spline, wells] = [splineThrough(extrema), multiWell(extrema)];
  expect(spline.minima).toEqual(wells.minima);
  expect(spline.saddles).toEqual(wells.saddles);
  for (let x = -4; x < 4; x += 0.1) expect(spline.value(x)).toBeCloseTo(wells.value(x), 12);
});

it('takes the slopes of Steffen at a point between', () => {
  const spline = splineThrough([
    { at: 0, level: 0 },
    { at: 1, level: 1 },
    { at: 2, level: 3 },
    { at: 4, level: 4 },
  ]);
  // Secants 1, 2, 1/2; the parabola through 0, 1, 2 has slope 3/2 at 1, and twice the smallest secant is 2.
  expect(spline.gradient(1)).toBeCloseTo(1.5, 12);
  // At 2 the parabola has slope (2 * 2 + 0.5 * 1)/3 = 3/2; twice the smaller secant is 1.
  expect(spline.gradient(2)).toBeCloseTo(1, 12);
  expect(spline.minima).toEqual([0]);
});

const landscapes = fc
  .array(
    fc.record({ gap: fc.double({ min: 0.05, max: 3, noNaN: true }), rise: fc.integer({ min: 1, max: 30 }) }),
    {
      minLength: 2,
      maxLength: 9,
    },
  )
  .chain((parts) =>
    fc.tuple(
      fc.constant(parts),
      fc.array(fc.boolean(), { minLength: parts.length, maxLength: parts.length }),
    ),
  )
  .map(([parts, ups]) => {
    const points = [{ at: -3, level: 0 }];
    parts.forEach(({ gap, rise }, i) => {
      const last = points[points.length - 1];
      points.push({ at: last.at + gap, level: last.level + (ups[i] ? rise : -rise) / 10 });
    });
    return points;
  });

it('goes through its points, is monotone between them, and rises outside', () => {
  fc.assert(
    fc.property(landscapes, (points) => {
      const spline = splineThrough(points);
      points.forEach(({ at, level }) => {
        expect(spline.value(at)).toBeCloseTo(level, 9);
      });
      points.slice(1).forEach((to, i) => {
        const from = points[i];
        const up = to.level > from.level ? 1 : -1;
        for (let k = 1; k < 20; k++) {
          const x = from.at + (k * (to.at - from.at)) / 20;
          expect(up * spline.gradient(x)).toBeGreaterThan(-1e-9);
        }
      });
      expect(spline.gradient(points[0].at - 1)).toBeLessThan(0);
      expect(spline.gradient(points[points.length - 1].at + 1)).toBeGreaterThan(0);
      expect(spline.saddles.length).toBe(spline.minima.length - 1);
      expect(spline.steepestCurvature(-Infinity, Infinity)).toBeLessThan(Infinity);
    }),
    { seed: 1, numRuns: 200 },
  );
});

it('refuses points that make no landscape', () => {
  expect(() => splineThrough(extrema.slice(0, 2))).toThrow(/got 2/);
  expect(() => splineThrough([...extrema].reverse())).toThrow(/must increase/);
  expect(() => splineThrough([...extrema, { at: 3, level: 0 }])).toThrow(/both at level 0/);
  expect(() => splineThrough([...extrema, { at: 3, level: Number.NaN }])).toThrow(/must be finite/);
});
