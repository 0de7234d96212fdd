import { sgd } from 'heavytail/net';
import { linearBarrier, nudgedElasticBand, type NudgedElasticBandSettings } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { describe, expect, test } from 'vitest';
import { analytic, example, mullerBrown, productDoubleWell, quadratic } from './analyticSources.js';
import { tinyNetwork } from '../tinyNetwork.js';

const settings: NudgedElasticBandSettings = { images: 9, iterations: 1000, tolerance: 0.01 };

describe('on the Müller-Brown surface', () => {
  // Minima and saddles of test/reference/muller-brown.py.
  const minima = {
    a: { at: Float32Array.of(-0.558223634633, 1.44172584180467), loss: -146.69951720995402 },
    b: { at: Float32Array.of(0.623499404930877, 0.028037758528686), loss: -108.16672411685231 },
    c: { at: Float32Array.of(-0.050010822998206, 0.466694104871972), loss: -80.767818129659 },
  };

  test.each([
    ['a', 'c', -40.66484351147777, [-0.822001558732732, 0.624312802814871]],
    ['c', 'b', -72.24894011, [0.212486582000662, 0.292988325107368]],
    ['a', 'b', -40.66484351147777, [-0.822001558732732, 0.624312802814871]],
    ['b', 'a', -40.66484351147777, [-0.822001558732732, 0.624312802814871]],
  ] as const)('the band from %s to %s finds the saddle at %f', (from, to, saddle, place) => {
    const [first, last] = [minima[from], minima[to]];
    const source = mullerBrown();
    const band = nudgedElasticBand(source, first.at, last.at, example, settings);
    expect(band.converged).toBe(true);
    expect(band.residual).toBeLessThanOrEqual(0.01);
    expect(band.endResidual).toBeLessThan(1e-3); // the minima rounded to single precision
    // The saddle is missed by residual / curvature, at least 490 here, and its loss by the square of that.
    place.forEach((x, i) => expect(Math.abs(band.highestImage[i] - x)).toBeLessThan(3e-5));
    expect(band.aboveFirst).toBeCloseTo(saddle - first.loss, 5);
    expect(band.aboveLarger).toBeCloseTo(saddle - Math.max(first.loss, last.loss), 5);
    expect(source.count).toEqual({ losses: 0, gradients: 2 + 9 * band.iterations });
    // On the other side of the saddle and on this one the images keep apart.
    const steps = band.distances.slice(1).map((distance, k) => distance - band.distances[k]);
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(3);
  });

  test('a bound on the iterations is kept and said', () => {
    const bounded = { ...settings, iterations: 20 };
    const source = mullerBrown();
    const band = nudgedElasticBand(source, minima.a.at, minima.b.at, example, bounded);
    expect(band).toMatchObject({ converged: false, iterations: 20 });
    expect(band.residual).toBeGreaterThan(0.01);
    expect(source.count.gradients).toBe(182);
  });
});

test('the band goes around the hill that the straight line climbs', () => {
  // The diagonal of a product climbs both barriers at once, 1 + 2; the path along the edges one by one.
  // An even number of images, for that in the middle would stay on the hilltop by symmetry.
  const [first, last] = [Float32Array.of(-1, -1), Float32Array.of(1, 1)];
  const source = productDoubleWell([1, 2]);
  expect(linearBarrier(source, first, last, example, 10).aboveLarger).toBeCloseTo(3, 6);
  const even = { images: 8, iterations: 1000, tolerance: 1e-3 };
  const band = nudgedElasticBand(source, first, last, example, even);
  expect(band.converged).toBe(true);
  expect(band.aboveLarger).toBeCloseTo(2, 6);
});

test('the band follows a curved valley over its saddle', () => {
  // Minima of 0 at (±1, 0), saddle of 1 at (0, 1); the straight line climbs to 21.
  const source = analytic({
    parameterCount: 2,
    value: ([x, y]) => (x * x - 1) ** 2 + 20 * (y - 1 + x * x) ** 2,
    slope: ([x, y]) => [4 * x * (x * x - 1) + 80 * x * (y - 1 + x * x), 40 * (y - 1 + x * x)],
  });
  for (const images of [4, 7]) {
    const curved = { images, iterations: 1000, tolerance: 1e-3 };
    const band = nudgedElasticBand(source, Float32Array.of(-1, 0), Float32Array.of(1, 0), example, curved);
    expect(band.converged).toBe(true);
    expect(band.aboveFirst).toBeCloseTo(1, 6);
    expect(band.highestImage[0]).toBeCloseTo(0, 3);
    expect(band.highestImage[1]).toBeCloseTo(1, 3);
  }
});

test('where nothing is above the ends there is no barrier and no image climbs', () => {
  const band = nudgedElasticBand(
    quadratic([1, 3]),
    Float32Array.of(1, 0),
    Float32Array.of(-2, 0),
    example,
    settings,
  );
  expect(band).toMatchObject({ aboveLarger: 0, aboveFirst: 1.5, converged: true, iterations: 1 });
  expect(band.endResidual).toBe(2);
  expect(band.distances[10]).toBeCloseTo(3, 6);
});

test('on a network it is reproducible, leaves the ends and finds a lower path than the line', () => {
  const { source, everything } = tinyNetwork();
  const [first, last] = [1, 2].map((seed) => {
    const start = Float32Array.from(stream(seed, 'start').normals(source.parameterCount), (x) => 0.6 * x);
    const descent = { stepSize: 0.2, batchSize: 40, order: 'fixed', iterations: 300 } as const;
    return [...sgd(source, start, { ...descent, stream: stream(1, 'order') })][300].weights;
  });
  const ends = [first.slice(), last.slice()];
  const short = { images: 5, iterations: 100, tolerance: 0.01 };
  const band = nudgedElasticBand(source, first, last, everything, short);
  expect(nudgedElasticBand(source, first, last, everything, short)).toEqual(band);
  expect([first, last]).toEqual(ends);
  const straight = linearBarrier(source, first, last, everything, 20);
  expect(straight.aboveLarger).toBeGreaterThan(0.1);
  expect(band.aboveLarger).toBeLessThan(straight.aboveLarger / 2);
});

test('wrong input is refused', () => {
  const band = (last: number[], changed: Partial<NudgedElasticBandSettings>) => () =>
    nudgedElasticBand(quadratic([1]), Float32Array.of(1), Float32Array.from(last), example, {
      ...settings,
      ...changed,
    });
  const refusals: [() => unknown, string][] = [
    [band([1], {}), 'The two ends are the same weights; a band needs two minima.'],
    [band([1, 2], {}), 'The last weight vector has 2 numbers; 1 are needed.'],
    [band([-1], { images: 0 }), 'The number of images is 0; it must be a whole number of at least 1.'],
    [
      band([-1], { iterations: 0.5 }),
      'The number of iterations is 0.5; it must be a whole number of at least 1.',
    ],
    [band([-1], { tolerance: 0 }), 'The tolerance is 0; it must be a finite number above 0.'],
  ];
  for (const [call, message] of refusals) {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  }
});
