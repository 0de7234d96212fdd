import type { JumpResult } from '#heavytail/claim/beyond/transformer-noise/jump';
import { type NoiseResult, runTransformerCell } from '#heavytail/claim/beyond/transformer-noise/run';
import { describe, expect, it } from 'vitest';

describe('a cell of transformer-noise', () => {
  it('finds noise that is heavy for one sequence and nearly Gaussian for many', () => {
    const cell = {
      kind: 'noise',
      replicate: 0,
      examples: 200,
      iterations: [0, 150],
      batchSizes: [1, 64],
      minibatches: 300,
      coordinates: 40,
      directions: 10,
    } as const;
    const { looks, letterEntropy, controls } = runTransformerCell(cell, 1) as NoiseResult;
    expect(looks.map(({ iteration }) => iteration)).toEqual([0, 150]);
    for (const { laws } of looks) {
      expect(laws.map(({ batchSize }) => batchSize)).toEqual([1, 64]);
      expect(laws[0]!.coordinates).toBeGreaterThan(0.05);
      expect(Math.abs(laws[1]!.coordinates)).toBeLessThan(0.05);
      expect(laws[0]!.tailIndex).toBeGreaterThan(1.2);
    }
    // The frequencies of 27 letters.
    expect(letterEntropy).toBeGreaterThan(2);
    expect(letterEntropy).toBeLessThan(Math.log(27));
    expect(looks[1]!.loss).toBeLessThan(letterEntropy);
    expect(looks[1]!.accuracy).toBeGreaterThan(looks[0]!.accuracy);
    expect(Math.abs(controls.gaussian)).toBeLessThan(0.05);
    expect(controls.stable).toHaveLength(2);
    for (const { tailIndex, tailWeight } of controls.stable) {
      expect(Math.abs(tailIndex - 1.5)).toBeLessThan(0.3);
      expect(tailWeight).toBeGreaterThan(0.3);
    }
  });

  it('times the gain of every variant from one start', () => {
    const cell = { kind: 'jump', replicate: 0, examples: 48, mostIterations: 200, interval: 10 } as const;
    const { times } = runTransformerCell(cell, 1) as JumpResult;
    const [sgd, gaussian, again, slow] = [times.sgd!, times.gaussian!, times.again!, times.slow!];
    expect(sgd).toBeGreaterThan(5);
    expect(gaussian).not.toBe(sgd);
    expect(again).not.toBe(sgd);
    expect(slow).toBeGreaterThan(1.2 * sgd);
    const short = { ...cell, mostIterations: 10 } as const;
    expect(Object.values((runTransformerCell(short, 1) as JumpResult).times)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
