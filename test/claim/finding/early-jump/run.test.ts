import { runJumpCell, type JumpCell } from '#heavytail/claim/finding/early-jump/run';
import { loadDataset } from '#heavytail/store/index';
import { expect, it } from 'vitest';

const digits = loadDataset('procedural-digits');
const context = { seed: 1, dataset: () => digits };
const cell: JumpCell = {
  dataset: 'procedural-digits',
  examples: 60,
  width: 8,
  depth: 2,
  batchSize: 10,
  iterations: 30,
  interval: 10,
  mode: 'sgd',
  replicate: 0,
};

it('looks at a run of each mode, and is the same again', () => {
  const modes = ['sgd', 'slow', 'gaussian', 'full-batch', 'stable'] as const;
  const runs = modes.map((mode) => runJumpCell({ ...cell, mode }, context));
  for (const [m, run] of runs.entries()) {
    expect(run.iterations).toEqual([0, 10, 20, 30]);
    // The same start, and other steps.
    expect(run.accuracy[0]).toBe(runs[0]!.accuracy[0]);
    expect(run.published.length).toBe(modes[m] === 'sgd' ? 4 : 0);
    if (run.scored !== null) {
      // Of the very noise that was looked at.
      expect(run.scored.start.measured).toBeCloseTo(run.published[0]!, 5);
      expect(run.scored.dip.measured).toBeCloseTo(Math.min(...run.published), 5);
      expect(run.scored.dip.stable).not.toBe(run.scored.dip.gaussian);
    } else expect(modes[m]).not.toBe('sgd');
    const look = run.largestStep.indexOf(Math.max(...run.largestStep));
    expect(Math.ceil(run.largestStepAt / 10)).toBe(look);
  }
  expect(new Set(runs.map(({ medianStep }) => medianStep)).size).toBe(modes.length);
  expect(runJumpCell(cell, context)).toEqual(runs[0]);
});
