import { type IterateResult, runIterateCell } from '#heavytail/claim/beyond/eta-over-b-iterates/run';
import { expect, it } from 'vitest';

it('a real cell far below the window finds a light tail', () => {
  const cell = {
    kind: 'chains',
    dimension: 1,
    batchSize: 1,
    stepSize: 0.2,
    chains: 400,
    lengthening: 1,
  } as const;
  const { hill, theory } = runIterateCell(cell, 1) as Extract<IterateResult, { kind: 'chains' }>;
  expect(hill!.tailIndex).toBeGreaterThan(3);
  expect(theory).toBeCloseTo(8.3, 1);
});
