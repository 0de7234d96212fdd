import { runAttentionCell } from '#heavytail/claim/beyond/attention-noise/run';
import { expect, it } from 'vitest';

it('a real cell finds heavier noise where data are heavier, and known noise as it is', () => {
  const cell = { replicate: 0, tasks: 400, iterations: 150, minibatches: 200 };
  const { laws, controls, replicate } = runAttentionCell(cell, 1);
  expect(replicate).toBe(0);
  expect(laws.map(({ law }) => law)).toEqual(['sphere', 'gaussian', 'exponential', 'gamma']);
  const start = laws.map(({ tails }) => tails.start);
  expect(start).toEqual(start.toSorted((a, b) => a - b));
  expect(start[3]! - start[0]!).toBeGreaterThan(0.5);
  expect(Math.abs(controls.gaussian)).toBeLessThan(0.1);
  // Student's law of 3 degrees has a tail weight of 0.365.
  expect(Math.abs(controls.student - 0.365)).toBeLessThan(0.1);
  for (const { runs } of laws) {
    expect(runs.map(({ optimiser }) => optimiser)).toEqual(['sgd', 'again', 'adam']);
    expect(runs[0]!.stepSize).toBe(runs[1]!.stepSize);
    expect(runs[0]!.loss).not.toBe(runs[1]!.loss);
  }
  // Below the loss of the answer 0, 2.5.
  expect(laws[1]!.runs[2]!.loss).toBeLessThan(2.2);
  expect(runAttentionCell(cell, 1)).toEqual({ replicate, laws, controls });
  expect(runAttentionCell(cell, 2).controls).not.toEqual(controls);
});
