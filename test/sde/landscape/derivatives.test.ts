import {
  asymmetricDoubleWell,
  customLandscape,
  doubleWell,
  mullerBrown,
  needle,
  productLandscape,
  quadraticForm,
  quadraticLandscape,
  quadraticWell,
  randomRotation,
  rotated,
  separable,
  type Landscape,
} from 'heavytail/sde';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

const wells = separable([
  asymmetricDoubleWell({ width: 1, height: 0.3 }, { width: 0.6, height: 0.5 }),
  doubleWell({ width: 1.2, height: 0.4 }),
  quadraticWell(3, 0.2),
]);
const spike = needle({
  dimension: 4,
  needleRadius: 0.5,
  floorRadius: 1.2,
  depth: 2,
  wallCurvature: 7,
  wallWidth: 0.4,
});
const landscapes: [string, Landscape][] = [
  ['quadratic', quadraticLandscape([1, 2.5, 0.3])],
  ['quadratic form', quadraticForm([2, 0.5, 0.5, 1], [0.3, -1])],
  ['product of double wells', productLandscape(doubleWell({ width: 1, height: 0.25 }), 3)],
  ['separable', wells],
  ['rotated wells', rotated(wells, randomRotation(3, stream(1, 'turn')))],
  ['Mueller-Brown', mullerBrown(0.05)],
  ['needle', spike],
];

/** Central differences of a function, as plainly as can be. */
function slopes(f: (x: Float64Array) => number, x: Float64Array, h: number): number[] {
  return Array.from(x, (_, j) => {
    const [above, below] = [x.slice(), x.slice()];
    above[j] += h;
    below[j] -= h;
    return (f(above) - f(below)) / (2 * h);
  });
}

/** Coordinates well apart from the places where a second derivative jumps. */
const factors = [0.29, -0.83, 1.37, -1.71];

describe.each(landscapes)('%s', (name, landscape) => {
  const { dimension } = landscape;
  const places = factors.map((factor) =>
    Float64Array.from({ length: dimension }, (_, j) => (factor * (1 + 0.31 * j)) / Math.sqrt(dimension)),
  );
  const gradient = (x: Float64Array) => {
    const into = new Float64Array(dimension);
    landscape.gradient(x, into);
    return into;
  };

  it('has the gradient of its value', () => {
    for (const x of places) {
      const expected = slopes((y) => landscape.value(y), x, 1e-5);
      gradient(x).forEach((slope, j) => {
        // Differences err by h^2 U''' / 6 and rounding / h: both below 1e-8 of the slope's size here.
        expect(Math.abs(slope - expected[j])).toBeLessThan(1e-7 * Math.max(1, Math.abs(slope)));
      });
    }
  });

  it('has the Hessian of its gradient, bounded as it says', () => {
    for (const x of places) {
      const hessian = landscape.hessian(x);
      for (let i = 0; i < dimension; i++) {
        const expected = slopes((y) => gradient(y)[i], x, 1e-5);
        expected.forEach((entry, j) => {
          const own = hessian[i * dimension + j];
          expect(Math.abs(own - entry)).toBeLessThan(1e-6 * Math.max(1, Math.abs(entry)));
        });
      }
      const largest = Math.max(
        ...Array.from({ length: dimension }, (_, j) => Math.abs(hessian[j * (dimension + 1)])),
      );
      // Mueller-Brown promises its bound at minima and saddles only.
      if (name !== 'Mueller-Brown') expect(largest).toBeLessThanOrEqual(landscape.steepestCurvature);
      landscape.curvatures?.(x).forEach((k, j) => expect(k).toBe(hessian[j * (dimension + 1)]));
    }
  });

  it('is level at its minima and saddles, with as many falling directions as they should have', () => {
    expect(landscape.minima.length).toBeGreaterThan(0);
    const size = (x: Float64Array) => Math.sqrt(gradient(x).reduce((sum, y) => sum + y * y, 0));
    for (const [places, negative] of [
      [landscape.minima, 0],
      [landscape.saddles, 1],
    ] as const) {
      for (const x of places) {
        expect(size(x)).toBeLessThan(1e-11 * landscape.steepestCurvature);
        expect(negativeEigenvalues(landscape.hessian(x), dimension)).toBe(negative);
      }
    }
  });

  it('knows the basins of its minima', () => {
    landscape.minima.forEach((minimum, index) => {
      expect(landscape.basinOf(minimum)).toBe(index);
      const beside = minimum.map((x, j) => x + 0.02 * (j % 2 === 0 ? 1 : -1));
      expect(landscape.basinOf(beside)).toBe(index);
    });
  });
});

/** By Sylvester's law of inertia: signs of the pivots of elimination, of H + a little. */
function negativeEigenvalues(hessian: Float64Array, d: number): number {
  const h = hessian.slice();
  for (let i = 0; i < d; i++) h[i * (d + 1)] += 1e-9;
  let negative = 0;
  for (let k = 0; k < d; k++) {
    const pivot = h[k * (d + 1)];
    negative += Number(pivot < 0);
    for (let i = k + 1; i < d; i++) {
      const factor = h[i * d + k] / pivot;
      for (let j = k; j < d; j++) h[i * d + j] -= factor * h[k * d + j];
    }
  }
  return negative;
}

it('Mueller-Brown has the published values at its minima and saddles', () => {
  const landscape = mullerBrown();
  const at = (places: readonly Float64Array[]) => places.map((x) => landscape.value(x));
  // Mueller and Brown 1979: -146.700, -108.167 and -80.768; saddles -40.665 and -72.249.
  [-146.7, -108.167, -80.768].forEach((u, i) => expect(at(landscape.minima)[i]).toBeCloseTo(u, 3));
  [-40.665, -72.249].forEach((u, i) => expect(at(landscape.saddles)[i]).toBeCloseTo(u, 3));
  expect(landscape.basinOf(Float64Array.of(-1, 1.2))).toBe(0);
  expect(landscape.basinOf(Float64Array.of(1, 0.2))).toBe(1);
});

it('a custom landscape fills in what is missing', () => {
  const whole = mullerBrown(0.05);
  const { minima, saddles } = whole;
  const bare = customLandscape({ dimension: 2, value: (x) => whole.value(x), minima, saddles });
  const [own, known] = [new Float64Array(2), new Float64Array(2)];
  const x = Float64Array.of(0.3, 0.4);
  bare.gradient(x, own);
  whole.gradient(x, known);
  own.forEach((slope, j) => expect(slope).toBeCloseTo(known[j], 6));
  // Second differences of values in double precision keep about eight digits.
  bare.hessian(x).forEach((entry, i) => expect(Math.abs(entry - whole.hessian(x)[i])).toBeLessThan(1e-3));
  expect(bare.steepestCurvature).toBeCloseTo(whole.steepestCurvature, 2);
  expect(bare.basinOf(Float64Array.of(1, 0.2))).toBe(1);
  const broken = customLandscape({ dimension: 2, value: (y) => (y[0] > 1 ? NaN : y[0]) });
  expect(() => broken.value(Float64Array.of(2, 0))).toThrow('The value of the landscape is NaN at (2.00000');
});

it('a product of a thousand double wells needs no list of its wells', () => {
  const landscape = productLandscape(doubleWell({ width: 1, height: 0.25 }), 1000);
  expect(landscape.value(new Float64Array(1000).fill(-1))).toBe(-250);
  expect(landscape.curvatures!(new Float64Array(1000).fill(1))[999]).toBeCloseTo(2, 12);
  expect(() => landscape.minima).toThrow('at most 4096 are listed');
  expect(() => landscape.basinOf(new Float64Array(1000).fill(1))).toThrow('more than can be numbered');
});

it('refuses what is no landscape', () => {
  expect(() => quadraticLandscape([1, 0])).toThrow('A curvature is 0');
  expect(() => quadraticForm([1, 2, 2, 1])).toThrow('no symmetric, positive definite matrix');
  expect(() => rotated(wells, [1, 0, 0, 0, 1, 0, 0, 0, 2])).toThrow('no orthogonal 3 x 3 matrix');
  expect(() => needle({ ...spike.shape, needleRadius: 2 })).toThrow('the floor must be larger');
});
