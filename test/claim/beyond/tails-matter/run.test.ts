import { firstExamples } from 'heavytail/net';
import { describe, expect, it } from 'vitest';
import { references, runTailsCell, type TailsCell } from '#heavytail/claim/beyond/tails-matter/run';
import { loadDataset } from '#heavytail/store/index';

describe('a run', () => {
  const digits = loadDataset('procedural-digits');
  const few = { ...digits, test: firstExamples(digits.test, 200, digits.dimension) };
  const context = { seed: 1, dataset: () => few };
  const cell: TailsCell = {
    dataset: 'procedural-digits',
    variant: { kind: 'again' },
    replicate: 0,
    width: 8,
    depth: 2,
    batchSize: 5,
    examples: 60,
    iterations: 40,
  };

  it('is the same again, and another one with each noise', () => {
    const variants: TailsCell['variant'][] = [
      { kind: 'sgd' },
      { kind: 'gaussian' },
      { kind: 'clipped' },
      { kind: 'again' },
      { kind: 'slow', slowing: 2 },
    ];
    const losses = variants.map((variant) => runTailsCell({ ...cell, variant }, context).trainLoss);
    expect(new Set(losses).size).toBe(variants.length);
    expect(runTailsCell(cell, context).trainLoss).toBe(losses[3]);
  });

  it('of SGD is the mean of several, near a further one', () => {
    const sgd = runTailsCell({ ...cell, variant: { kind: 'sgd' } }, context);
    const right = sgd.testAccuracy * references * 200;
    expect(right).toBeCloseTo(Math.round(right), 6);
    expect(Math.abs(sgd.trainLoss - runTailsCell(cell, context).trainLoss)).toBeLessThan(0.5);
  });

  it('has the drift of SGD with amplified noise, and less of it with a smaller step size', () => {
    const svag = runTailsCell({ ...cell, variant: { kind: 'svag', amplification: 2 } }, context);
    const slow = runTailsCell({ ...cell, variant: { kind: 'slow', slowing: 4 } }, context);
    const { trainLoss } = runTailsCell(cell, context);
    // Same drift from the same start: losses that both fell from 2.3 stay near each other.
    expect(Math.abs(svag.trainLoss - trainLoss)).toBeLessThan(0.5);
    expect(slow.trainLoss).toBeGreaterThan(trainLoss + 0.5);
  });
});
