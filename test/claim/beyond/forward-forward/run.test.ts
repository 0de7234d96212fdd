import { expect, it } from 'vitest';
import { forwardForward } from '#heavytail/claim/beyond/forward-forward/claim';
import { runForwardForwardCell } from '#heavytail/claim/beyond/forward-forward/run';
import { loadDataset } from '#heavytail/store/index';
import { settingsOf } from '../../exitWorlds.js';

it('measures both methods', () => {
  const digits = loadDataset('procedural-digits');
  const context = { seed: 1, dataset: () => digits };
  const cells = forwardForward.plan({ ...settingsOf('smoke'), dataset: digits.name }).slice(1, 3);
  for (const cell of cells) {
    const result = runForwardForwardCell(cell, context);
    if (result.kind !== 'network') throw new Error('A network was asked for.');
    const [snapshot] = result.snapshots;
    expect(snapshot!.accuracy).toBeGreaterThanOrEqual(0.5);
    // It is looked at the accuracy every few iterations, so that it is not passed by far.
    expect(snapshot!.accuracy).toBeLessThan(0.75);
    expect(snapshot!.iteration).toBeGreaterThan(0);
    expect(snapshot!.projected.expected).toBeGreaterThan(0.9);
  }
});
