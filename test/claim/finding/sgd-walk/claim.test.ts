import { sgdWalk } from '#heavytail/claim/finding/sgd-walk/claim';
import { lagDoublings, runSgdWalk, walkOf, type SgdWalkResult } from '#heavytail/claim/finding/sgd-walk/run';
import { proceduralDigits } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('quick');

interface World {
  readonly difference: number;
  readonly stable?: number;
  readonly gaussian?: number;
  readonly scatter?: number;
}

/** Starts scatter in turn above and below: with 0.01 the interval of 6 is ±0.0115. */
function judge({ difference, stable: heavy = 0.65, gaussian = 0.5, scatter = 0.01 }: World) {
  const results = sgdWalk.plan(settings).map(({ replicate }): SgdWalkResult => {
    const off = replicate % 2 ? scatter : -scatter;
    const walk = (lateExponent: number) => ({
      exponent: lateExponent,
      lateExponent,
      inverse: 0.6,
      bipower: 0.7,
      logMedians: Array.from({ length: lagDoublings + 1 }, (_, k) => lateExponent * k * Math.LN2),
    });
    return {
      replicate,
      sgd: walk(0.58 + difference + off),
      gaussian: walk(0.58),
      madeStable: [heavy + off, heavy - off],
      madeGaussian: [gaussian + off, gaussian - off],
    };
  });
  return sgdWalk.judge(results, settings);
}

describe('sgd-walk', () => {
  it('is supported where the noise spreads faster than that of its twin, refuted where it does not', () => {
    const evidence = judge({ difference: 0.1 });
    expect(evidence.verdict).toBe('supported');
    expect(evidence.scope).toContain('batch size 5');
    expectFinite(evidence);
    expect(judge({ difference: 0 }).verdict).toBe('refuted');
  });

  it('is decided on both sides of the margin, and says what would decide between', () => {
    expect([0.017, 0.03, 0.043].map((difference) => judge({ difference }).verdict)).toEqual([
      'refuted',
      'undecided',
      'supported',
    ]);
    const { open, reason } = judge({ difference: 0.02 });
    expect(open!.rule).toContain('SGD less its Gaussian twin');
    expect(open!.needs).toContain('starts');
    expect(reason).toContain('Not decided');
  });

  it('has controls that fail where stable noise does not spread, or Gaussian noise does', () => {
    const passed = (world: Partial<World>) =>
      judge({ difference: 0.1, ...world }).controls.map((control) => control.passed);
    expect(passed({ stable: 0.545 })).toEqual([true, true]);
    expect(passed({ stable: 0.525 })).toEqual([false, true]);
    expect(passed({ gaussian: 0.515 })).toEqual([true, true]);
    expect(passed({ gaussian: 0.535 })).toEqual([true, false]);
    expect(judge({ difference: 0.1, gaussian: 0.535 }).verdict).toBe('undecided');
  });

  it('finds the exponents of known noise, whatever its scale does', () => {
    const late = (alpha: number) =>
      walkOf(
        Array.from({ length: 20 }, (_, j) =>
          draw(stable({ alpha }), 2048, stream(5, 'walk', alpha, j)).map((x, i) => x * (i < 1000 ? 9 : 1)),
        ),
      );
    // Medians of 640 windows and more have relative errors below 0.05; a slope over three doublings some 0.03.
    expect(Math.abs(late(1.5).lateExponent - 1 / 1.5)).toBeLessThan(0.09);
    expect(Math.abs(late(2).lateExponent - 1 / 2)).toBeLessThan(0.09);
    expect(late(1.5).bipower).toBeLessThan(0.5);
    expect(late(2).bipower).toBeGreaterThan(0.95);
  });

  it('runs, with the same numbers twice', () => {
    const digits = proceduralDigits();
    const cell = { dataset: digits.name, examples: 40, iterations: 400, replicate: 0 };
    const context = { seed: 1, dataset: () => digits };
    const result = runSgdWalk(cell, context);
    expect(runSgdWalk(cell, context)).toEqual(result);
    expect(result.sgd.logMedians.every(Number.isFinite)).toBe(true);
    expect(result.sgd).not.toEqual(result.gaussian);
  });
});
