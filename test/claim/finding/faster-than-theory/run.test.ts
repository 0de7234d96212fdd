import { fasterThanTheory } from '#heavytail/claim/finding/faster-than-theory/claim';
import type { BarrierCell } from '#heavytail/claim/finding/faster-than-theory/barrier';
import type { Needle } from '#heavytail/claim/finding/faster-than-theory/run';
import type { Training } from '#heavytail/claim/finding/faster-than-theory/training';
import { loadDataset } from '#heavytail/store/index';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

const digits = loadDataset('procedural-digits');
const context = { seed: 1, dataset: () => digits };
const plan = fasterThanTheory.plan({ ...settingsOf('smoke'), dataset: digits.name });
const small = { dataset: digits.name, width: 8, depth: 3, examples: 60, batchSize: 20, mostIterations: 1500 };

describe('a run', () => {
  it('says when training arrived, between looks, the same again', () => {
    const cell = { ...small, kind: 'training', start: 0, descent: true } as const;
    const result = fasterThanTheory.run(cell, context) as Training;
    expect(result.parameters).toBe(8 * (784 + 8 + 10));
    expect(result.sgd).toBeGreaterThan(0);
    expect(result.sgd! % 10).not.toBe(0);
    expect(result.descent).toBeGreaterThan(0);
    expect(fasterThanTheory.run(cell, context)).toEqual(result);
    const late = fasterThanTheory.run({ ...cell, mostIterations: 10, descent: false }, context) as Training;
    expect(late.sgd).toBeNull();
    expect('descent' in late).toBe(false);
  });

  it('finds a barrier between two solutions, lower on the band', () => {
    const cell: BarrierCell = { ...small, kind: 'barrier', pair: 0, images: 3, bandIterations: 40 };
    const result = fasterThanTheory.run(cell, context);
    if (result.kind !== 'barrier') throw new Error('no barrier');
    const { line, band, variance } = result;
    expect(line.barrier).toBeGreaterThan(0.01);
    expect(band.barrier).toBeLessThan(line.barrier);
    expect(line.logBound).toBeCloseTo((2 * 20 * line.barrier) / (0.1 * variance) - Math.log(0.1), 6);
  });

  it('searches for a needle, longer in more dimensions', () => {
    const needles = plan.filter((cell) => cell.kind === 'needle');
    const meanTime = (dimension: number) => {
      const cell = needles.find((needle) => needle.dimension === dimension)!;
      const { times } = fasterThanTheory.run(cell, context) as Needle;
      expect(times).toHaveLength(4);
      return times.reduce((sum, time) => sum + time, 0) / 4;
    };
    // 0.37 and 2.9 by the exact integral; means of 120 paths have errors of 9 %.
    expect(meanTime(7)).toBeGreaterThan(4 * meanTime(2));
  });

  it('costs more with more examples, weights and gradient descent', () => {
    const seconds = (other: object) =>
      fasterThanTheory.cost!({ ...small, kind: 'training', start: 0, descent: false, ...other }, digits)
        .seconds;
    expect(seconds({ width: 256, examples: 1e5 })).toBeGreaterThan(10 * seconds({ examples: 1e5 }));
    expect(seconds({ examples: 1e5, descent: true })).toBeGreaterThan(2 * seconds({ examples: 1e5 }));
  });
});
