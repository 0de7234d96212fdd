import { levyConvergence } from '#heavytail/claim/levy/levy-convergence/claim';
import {
  checkedSteps,
  runDescent,
  scalesOf,
  type DescentCell,
  type DescentResult,
} from '#heavytail/claim/levy/levy-convergence/run';
import { convergenceScale } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('quick');

const eulerGamma = 0.5772156649015329;

/** Results of iterates whose scale is known and whose log|w| has standard deviation `spread`. */
function knownDescents(
  scaleOf: (cell: DescentCell, steps: number) => number,
  spread = 1.2,
  energyOf = (cell: DescentCell, steps: number) => 2 * truth({ ...cell, alpha: 2 }, steps) ** 2,
): DescentResult[] {
  return levyConvergence.plan(settings).map((cell) => {
    const alpha = cell.clip > 0 ? 2 : cell.alpha;
    const steps = checkedSteps(cell.stepSize);
    const means = steps.map((count) => Math.log(scaleOf(cell, count)) + eulerGamma * (1 / alpha - 1));
    return {
      ...cell,
      sums: means.map((mean) => mean * cell.iterates),
      squares: means.map((mean) => (mean ** 2 + spread ** 2) * cell.iterates),
      energies: steps.map((count) => energyOf(cell, count) * cell.iterates),
    };
  });
}

/** Clipped noise stands for Gaussian noise. */
const truth = ({ alpha, stepSize, clip }: DescentCell, steps: number) =>
  convergenceScale({ alpha: clip > 0 ? 2 : alpha, stepSize, curvature: 1, noiseScale: 1 }, steps);

const judge = (scaleOf: (cell: DescentCell, steps: number) => number, spread?: number) =>
  levyConvergence.judge(knownDescents(scaleOf, spread), settings);

describe('levy-convergence', () => {
  it('is supported where scales are exact', () => {
    const evidence = judge(truth);
    expect(evidence.verdict).toBe('supported');
    expect(evidence.controls.every(({ passed }) => passed)).toBe(true);
    expectFinite(evidence);
  });

  it('is refuted for the alpha whose scale is 5 % off, or whose exponent is', () => {
    const { verdict, parts } = judge((cell, steps) => truth(cell, steps) * (cell.alpha === 1.2 ? 1.05 : 1));
    expect(verdict).toBe('refuted');
    expect(parts!.map((part) => part.verdict)).toEqual(['refuted', 'supported', 'supported']);
    const steep = (cell: DescentCell, steps: number) =>
      truth(cell, steps) * (cell.alpha === 1.8 ? cell.stepSize ** 0.1 : 1);
    expect(judge(steep).verdict).toBe('refuted');
  });

  it('is decided by one scale, on both sides of its margin', () => {
    // All intervals together are ±1 %.
    const oneOff = (ratio: number) =>
      judge(
        (cell, steps) =>
          truth(cell, steps) *
          (cell.alpha === 1.2 && cell.stepSize === 0.02 && steps === checkedSteps(0.02)[1] ? ratio : 1),
      );
    expect([0.96, 0.975, 0.99, 1.01, 1.025, 1.04].map((ratio) => oneOff(ratio).verdict)).toEqual([
      'refuted',
      'undecided',
      'supported',
      'supported',
      'undecided',
      'refuted',
    ]);
    expect(oneOff(1.025).open!.rule).toContain('step size 0.02, step 50');
    expect(oneOff(1.025).open!.needs).toContain('iterates');
  });

  it('reads the exponent off the floors', () => {
    const floor = (by: number) =>
      judge(
        (cell, steps) =>
          truth(cell, steps) *
          (steps === checkedSteps(cell.stepSize).at(-1) ? (cell.stepSize / 0.04) ** by : 1),
      ).statistics.find(({ name }) => name === 'exponent of the floor, alpha 1.5')!;
    // Over these step sizes the exact exponent lies little above 1/3.
    expect(floor(0).value).toBeGreaterThan(1 / 3);
    expect(floor(0).value).toBeLessThan(1 / 3 + 0.011);
    expect(floor(0.01).value - floor(0).value).toBeCloseTo(0.01, 6);
  });

  it('is undecided when errors are wide, or clipped noise keeps the exponent of heavy tails', () => {
    expect(judge(truth, 12).verdict).toBe('undecided');
    const useless = judge((cell, steps) => truth({ ...cell, clip: 0 }, steps));
    expect(useless.verdict).toBe('undecided');
    expect(useless.controls.map(({ passed }) => passed)).toEqual([true, false]);
  });

  it('has a control that fails where Gaussian iterates have another variance than is known', () => {
    const off = (factor: number) =>
      levyConvergence.judge(
        knownDescents(truth, 1.2, (cell, steps) => factor * 2 * truth({ ...cell, alpha: 2 }, steps) ** 2),
        settings,
      );
    // The intervals are ±1.6 %.
    expect([0.94, 0.96, 0.97, 1, 1.03, 1.06].map((factor) => off(factor).controls[0]!.passed)).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(off(1.06).verdict).toBe('undecided');
    expect(off(1.06).reason).toContain('A control failed');
  });

  it('finds the exact scales in real iterates', () => {
    for (const alpha of [1.5, 2]) {
      const cell = { alpha, stepSize: 0.08, clip: 0, part: 0, iterates: 20_000 };
      const result = runDescent(cell, 1);
      scalesOf([result], alpha).forEach(({ logScale, standardError, steps }) => {
        expect(Math.abs(logScale - Math.log(truth(cell, steps)))).toBeLessThan(4.5 * standardError);
      });
    }
  });
});
