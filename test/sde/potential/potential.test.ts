import { asymmetricDoubleWell, doubleWell, flat, multiWell, Potential, quadraticWell } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';

const wells = {
  quadratic: quadraticWell(3, 0.5),
  double: doubleWell({ width: 1.5, height: 0.7 }),
  asymmetric: asymmetricDoubleWell({ width: 0.5, height: 2 }, { width: 2, height: 0.3 }),
  multiple: multiWell([
    { at: -2, level: -1 },
    { at: -1, level: 0.5 },
    { at: 0, level: 0.1 },
    { at: 0.5, level: 1 },
    { at: 2, level: -0.4 },
  ]),
};

describe.each(Object.entries(wells))('%s', (_, potential) => {
  it('has gradient and curvature that are the difference quotients of its value', () => {
    const h = 1e-4;
    for (let x = -7.03; x < 7; x += 0.171) {
      const { breaks } = potential;
      if (breaks.some((edge) => Math.abs(x - edge) < 2 * h)) continue;
      const slope = (potential.value(x + h) - potential.value(x - h)) / (2 * h);
      const bend = (potential.gradient(x + h) - potential.gradient(x - h)) / (2 * h);
      // The error of a central difference is h^2/6 times the next derivatives, below 1e4 here.
      expect(Math.abs(slope - potential.gradient(x))).toBeLessThan(1e-4);
      expect(Math.abs(bend - potential.curvature(x))).toBeLessThan(1e-4);
    }
  });

  it('is level at its extrema, curved upwards at minima and downwards at saddles', () => {
    for (const x of potential.minima) expect(potential.curvature(x)).toBeGreaterThan(0);
    for (const x of potential.saddles) expect(potential.curvature(x)).toBeLessThan(0);
    for (const x of [...potential.minima, ...potential.saddles]) {
      expect(Math.abs(potential.gradient(x))).toBeLessThan(1e-12);
    }
  });

  it('leads from every point of a basin downhill to its minimum', () => {
    for (const { minimum, low, high } of potential.basins) {
      for (const share of [0.01, 0.5, 0.99]) {
        const left = Math.max(low, minimum - 5);
        const right = Math.min(high, minimum + 5);
        expect(potential.gradient(minimum + share * (right - minimum))).toBeGreaterThan(0);
        expect(potential.gradient(minimum - share * (minimum - left))).toBeLessThan(0);
      }
    }
  });

  it('is nowhere more curved than it says', () => {
    for (const [low, high] of [
      [-1.2, 0.7],
      [-5, 5],
      [-Infinity, 0.3],
    ] as const) {
      const steepest = potential.steepestCurvature(low, high);
      let seen = 0;
      for (let i = 0; i <= 4000; i++) {
        const x = Math.max(low, -20) + ((high - Math.max(low, -20)) * i) / 4000;
        seen = Math.max(seen, Math.abs(potential.curvature(x)));
      }
      expect(seen).toBeLessThanOrEqual(steepest * (1 + 1e-12));
      expect(seen).toBeGreaterThan(0.97 * steepest);
    }
  });
});

it('has the stated heights, widths and curvatures', () => {
  const { double, asymmetric, multiple } = wells;
  expect(double.value(0) - double.value(1.5)).toBeCloseTo(0.7, 14);
  expect(double.curvature(1.5)).toBeCloseTo((8 * 0.7) / 1.5 ** 2, 13);
  expect(double.curvature(0)).toBeCloseTo((-4 * 0.7) / 1.5 ** 2, 13);
  expect(asymmetric.minima).toEqual([-0.5, 2]);
  expect(asymmetric.value(-0.5)).toBeCloseTo(-2, 14);
  expect(asymmetric.value(2)).toBeCloseTo(-0.3, 14);
  expect(multiple.value(-1)).toBeCloseTo(0.5, 14);
  expect(multiple.value(2)).toBeCloseTo(-0.4, 14);
  expect(multiple.curvature(-2)).toBeCloseTo(6 * 1.5, 13);
  expect(flat().gradient(3)).toBe(0);
});

it('refuses shapes that are none', () => {
  expect(() => doubleWell({ width: 0, height: 1 })).toThrow(
    'The width is 0; it must be positive and finite.',
  );
  expect(() => quadraticWell(-1)).toThrow('The curvature is -1');
  expect(() => multiWell([{ at: 0, level: 0 }])).toThrow('1 minima and saddles');
  expect(() =>
    multiWell([
      { at: 0, level: 0 },
      { at: 1, level: -1 },
      { at: 2, level: 0 },
    ]),
  ).toThrow('not above both');
  const broken = { center: 0, u: [1, 0, 1, 0, 0] } as const;
  const whole = { center: 0, u: [0, 0, 1, 0, 0] } as const;
  expect(() => new Potential({ breaks: [0], pieces: [whole, broken], minima: [], saddles: [] })).toThrow(
    'do not join',
  );
  expect(() => new Potential({ breaks: [], pieces: [whole], minima: [1], saddles: [] })).toThrow('not level');
});
