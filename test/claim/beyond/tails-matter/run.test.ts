import { describe, expect, it } from 'vitest';
import { runTailsCell, type TailsCell } from '#heavytail/claim/beyond/tails-matter/run';
import { loadDataset } from '#heavytail/store/index';

describe('a run', () => {
  const digits = loadDataset('procedural-digits');
  const context = { seed: 1, dataset: () => digits };
  const cell: TailsCell = {
    dataset: 'procedural-digits',
    variant: { kind: 'sgd' },
    replicate: 0,
    width: 8,
    depth: 2,
    batchSize: 5,
    examples: 60,
    iterations: 40,
  };

  it('is the same again, and another one with each noise', () => {
    const kinds = ['sgd', 'gaussian', 'clipped', 'again', 'stable'] as const;
    const losses = kinds.map((kind) => runTailsCell({ ...cell, variant: { kind } }, context).trainLoss);
    expect(new Set(losses).size).toBe(kinds.length);
    expect(runTailsCell(cell, context).trainLoss).toBe(losses[0]);
  });

  it('has the drift of SGD with amplified noise', () => {
    const svag = runTailsCell({ ...cell, variant: { kind: 'svag', amplification: 2 } }, context);
    const sgd = runTailsCell(cell, context);
    // Same drift from the same start: losses that both fell from 2.3 stay near each other.
    expect(Math.abs(svag.trainLoss - sgd.trainLoss)).toBeLessThan(0.5);
  });
});
