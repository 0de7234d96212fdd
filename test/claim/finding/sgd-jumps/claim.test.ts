import { sgdJumps } from '#heavytail/claim/finding/sgd-jumps/claim';
import { jumpShare, runSgdJumps, type SgdJumpResult } from '#heavytail/claim/finding/sgd-jumps/run';
import { listInWords } from '#heavytail/claim/finding/sgd-jumps/figure';
import { proceduralDigits } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('quick');

interface World {
  /** Share of jumps of SGD less its twin's, by batch size. */
  readonly excess: (batchSize: number) => number;
  readonly stable?: number;
  readonly gaussian?: number;
  readonly scatter?: number;
}

/** Starts scatter in turn above and below: with 0.01 the interval of 6 is ±0.014. */
function judge({ excess, stable: heavy = 0.7, gaussian = 0, scatter = 0.01 }: World) {
  const results = sgdJumps.plan(settings).map(({ batchSize, replicate }): SgdJumpResult => {
    const off = replicate % 2 ? scatter : -scatter;
    const shown = replicate === 0 ? [0.1, -0.2, 0.3] : [];
    return {
      batchSize,
      replicate,
      sgd: excess(batchSize) + 0.05 + off,
      gaussian: 0.05,
      madeStable: heavy + off,
      madeGaussian: gaussian + off,
      shown: { sgd: shown, gaussian: shown },
    };
  });
  return sgdJumps.judge(results, settings);
}

describe('sgd-jumps', () => {
  it('is supported where the path jumps at every batch size', () => {
    const evidence = judge({ excess: () => 0.3 });
    expect(evidence.verdict).toBe('supported');
    expect(evidence.scope).toBe('jumps at batch size 5 and 100');
    expectFinite(evidence);
  });

  it('is refuted where it does not at one, with its scope', () => {
    const some = judge({ excess: (batchSize) => (batchSize === 5 ? 0.3 : 0) });
    expect([some.verdict, some.scope]).toEqual([
      'refuted',
      'jumps at batch size 5, does not at batch size 100',
    ]);
    const none = judge({ excess: () => 0 });
    expect([none.verdict, none.scope]).toEqual(['refuted', 'does not at batch size 5 and 100']);
    const open = judge({ excess: (batchSize) => (batchSize === 5 ? 0.1 : 0) });
    expect([open.verdict, open.scope]).toEqual([
      'refuted',
      'does not at batch size 100, open at batch size 5',
    ]);
  });

  it('is decided on both sides of the margin, and says what would decide between', () => {
    const at = (excess: number) => judge({ excess: (batchSize) => (batchSize === 5 ? excess : 0.3) });
    expect([0.085, 0.1, 0.115].map((excess) => at(excess).verdict)).toEqual([
      'refuted',
      'undecided',
      'supported',
    ]);
    expect(at(0.1).open!.rule).toContain('batch size 5');
    expect(at(0.1).open!.needs).toContain('starts');
    const wide = judge({ excess: () => 0.3, scatter: 0.3 });
    expect(wide.scope).toBeUndefined();
  });

  it('has controls that fail where stable steps are not found, or Gaussian ones are', () => {
    const passed = (world: Partial<World>) =>
      judge({ excess: () => 0.3, ...world }).controls.map((control) => control.passed);
    expect(passed({ stable: 0.12 })).toEqual([true, true]);
    expect(passed({ stable: 0.09 })).toEqual([false, true]);
    expect(passed({ gaussian: 0.08 })).toEqual([true, true]);
    expect(passed({ gaussian: 0.11 })).toEqual([true, false]);
    expect(judge({ excess: () => 0.3, gaussian: 0.11 }).verdict).toBe('undecided');
  });

  it('measures known steps: jumps of stable ones, none of Gaussian ones, none where nothing moves', () => {
    const steps = (alpha: number) =>
      Array.from({ length: 4 }, (_, j) =>
        draw(stable({ alpha }), 1000, stream(1, 'known', alpha, j)).map((x, i) => x * (i < 300 ? 5 : 1)),
      );
    const share = (alpha: number) => jumpShare(steps(alpha), (j) => stream(1, 'surrogates', j));
    expect(share(1.5)).toBeGreaterThan(0.4);
    expect(Math.abs(share(2))).toBeLessThan(0.05);
    expect(jumpShare([new Float64Array(200)], () => stream(1, 'none'))).toBe(0);
  });

  it('runs, with the same numbers twice', () => {
    const digits = proceduralDigits();
    const cell = { dataset: digits.name, examples: 40, batchSize: 5, iterations: 120, replicate: 0 };
    const context = { seed: 1, dataset: () => digits };
    const result = runSgdJumps(cell, context);
    expect(runSgdJumps(cell, context)).toEqual(result);
    expect(result.shown.sgd).toHaveLength(120);
    expect(result.shown.sgd).not.toEqual(result.shown.gaussian);
  });
});

it('lists numbers', () => {
  expect([[5], [5, 10], [5, 10, 20]].map(listInWords)).toEqual(['5', '5 and 10', '5, 10 and 20']);
});
