import { adamDirection, type StepGradient } from 'heavytail/net';
import { describe, expect, it } from 'vitest';

/** Gradients of two coordinates, one of them far smaller than the other. */
const seen = [
  [1, 1e-3],
  [-2, 2e-3],
  [0.5, 0],
];
const step: StepGradient = (_weights, _minibatch, gradient, iteration) => {
  gradient.set(seen[iteration]!);
  return 10 + iteration;
};
const run = (direction: StepGradient, iteration: number) => {
  const gradient = new Float32Array(2);
  const loss = direction(new Float32Array(2), Uint32Array.of(0), gradient, iteration);
  return { loss, direction: [...gradient] };
};

describe('the direction of Adam', () => {
  it('is that of its paper', () => {
    const adam = adamDirection(step);
    let [m, v] = [
      [0, 0],
      [0, 0],
    ];
    seen.forEach((gradient, k) => {
      m = m.map((value, i) => 0.9 * value + 0.1 * gradient[i]!);
      v = v.map((value, i) => 0.999 * value + 0.001 * gradient[i]! ** 2);
      const found = run(adam, k);
      expect(found.loss).toBe(10 + k);
      found.direction.forEach((value, i) => {
        const corrected = m[i]! / (1 - 0.9 ** (k + 1));
        const root = Math.sqrt(v[i]! / (1 - 0.999 ** (k + 1)));
        expect(value).toBeCloseTo(corrected / (root + 1e-8), 4);
      });
    });
  });

  it('begins with steps of one size in every coordinate', () => {
    const [large, small] = run(adamDirection(step), 0).direction;
    expect(large).toBeCloseTo(1, 6);
    expect(small).toBeCloseTo(1, 4);
  });

  it('belongs to one run', () => {
    const first = adamDirection(step);
    run(first, 0);
    run(first, 1);
    expect(run(adamDirection(step), 2).direction).not.toEqual(run(first, 2).direction);
  });
});
