import { fasterThanTheory } from '#heavytail/claim/finding/faster-than-theory/claim';
import { runFasterCell } from '#heavytail/claim/finding/faster-than-theory/run';
import { loadDataset } from '#heavytail/store/index';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

describe('a run', () => {
  it('finds a barrier between two solutions, lower on the band', () => {
    const digits = loadDataset('procedural-digits');
    const [cell] = fasterThanTheory.plan({ ...settingsOf('smoke'), dataset: digits.name });
    const result = runFasterCell(cell!, { seed: 1, dataset: () => digits });
    expect(result.kind).toBe('network');
    if (result.kind !== 'network') return;
    expect(result.line.barrier).toBeGreaterThan(0.01);
    expect(result.band.barrier).toBeLessThan(result.line.barrier);
    expect(result.line.logBound).toBeCloseTo(
      (2 * 20 * result.line.barrier) / (0.1 * result.line.variance) - Math.log(0.1),
      6,
    );
  });
});
