import { drawIterates } from '#heavytail/claim/beyond/iterate-tail-index/chains';
import { iterateCost } from '#heavytail/claim/beyond/iterate-tail-index/cost';
import { type IterateResult, runIterateCell } from '#heavytail/claim/beyond/iterate-tail-index/run';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../../falseAlarm.js';

const cell = {
  kind: 'chains',
  dimension: 1,
  batchSize: 1,
  stepSize: 0.2,
  design: 'stream',
  chains: 400,
  lengthening: 1,
} as const;
const run = (other: Partial<typeof cell>) =>
  runIterateCell({ ...cell, ...other }, 1) as Extract<IterateResult, { kind: 'chains' }>;

describe('a real cell', () => {
  it('far below the window finds a light tail', () => {
    const { hill, theory } = run({});
    expect(hill!.tailIndex).toBeGreaterThan(3);
    expect(theory).toBeCloseTo(8.3, 1);
  });

  it('inside of it finds the index, and with fixed features a light tail and no theory', () => {
    const { hill, theory } = run({ stepSize: 1, chains: 2000 } as never);
    // 160 values beyond the threshold: an error of 8 %.
    expect(Math.abs(Math.log(hill!.tailIndex / theory!))).toBeLessThan(0.08 * normalLimit);
    const twin = run({ stepSize: 1, chains: 2000, design: 'fixed' } as never);
    expect(twin.hill!.tailIndex).toBeGreaterThan(4);
    expect(twin.theory).toBeNull();
  });

  it('has a cost that grows with what it does', () => {
    const seconds = (other: object) => iterateCost({ ...cell, ...other }).seconds;
    expect(seconds({ chains: 4_000_000 })).toBeCloseTo(2 * seconds({ chains: 2_000_000 }), 0);
    expect(seconds({ batchSize: 5, stepSize: 1, chains: 1e5 })).toBeGreaterThan(2 * seconds({ chains: 1e5 }));
  });
});

/** The same numbers, step by step as the formula says. */
function naive(dimension: number, batchSize: number, stepSize: number, steps: number): number[] {
  const numbers = stream(3, 'naive').normals(batchSize * (dimension + 1) * 1e4);
  let x = Array.from({ length: dimension }, () => 0);
  let at = 0;
  for (let k = 0; k < steps; k++) {
    const gradient = x.map(() => 0);
    for (let i = 0; i < batchSize; i++, at += dimension + 1) {
      const [a, y] = [numbers.subarray(at, at + dimension), numbers[at + dimension]!];
      const error = x.reduce((sum, value, j) => sum + value * a[j]!, 0) - y;
      a.forEach((value, j) => {
        gradient[j]! += (error * value) / batchSize;
      });
    }
    x = x.map((value, j) => value - stepSize * gradient[j]!);
  }
  return x;
}

describe('chains', () => {
  it.each([
    [1, 1],
    [1, 3],
    [2, 1],
    [3, 2],
  ])(
    'of %i coordinates and batch size %i follow the gradient of the squared error',
    (dimension, batchSize) => {
      const regression = { dimension, batchSize, stepSize: 0.1, design: 'stream' } as const;
      const sizes = { chains: 1, drawsPerChain: 2, steps: { start: 20, draw: 5 } };
      const found = drawIterates(regression, sizes, stream(3, 'naive'));
      expect(found[0]).toBeCloseTo(Math.abs(naive(dimension, batchSize, 0.1, 20)[0]!), 12);
      expect(found[1]).toBeCloseTo(Math.abs(naive(dimension, batchSize, 0.1, 25)[0]!), 12);
    },
  );

  it('with fixed features have the variance of their law', () => {
    const [stepSize, batchSize] = [0.5, 4];
    const found = drawIterates(
      { dimension: 2, batchSize, stepSize, design: 'fixed' },
      { chains: 10_000, drawsPerChain: 2, steps: { start: 30, draw: 20 } },
      stream(4, 'fixed'),
    );
    const meanSquare = found.reduce((sum, x) => sum + x * x, 0) / found.length;
    const truth = stepSize ** 2 / batchSize / (1 - (1 - stepSize) ** 2);
    expect(Math.abs(meanSquare / truth - 1)).toBeLessThan(normalLimit * Math.sqrt(2 / found.length));
  });
});
