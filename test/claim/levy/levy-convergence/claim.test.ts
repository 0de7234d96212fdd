import { levyConvergence } from '#heavytail/claim/levy/levy-convergence/claim';
import {
  checkedSteps,
  type DescentCell,
  type DescentResult,
} from '#heavytail/claim/levy/levy-convergence/run';
import { runClaim } from 'heavytail/claim';
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
  of = settings,
): DescentResult[] {
  return levyConvergence.plan(of).map((cell) => {
    const alpha = cell.clip > 0 ? 2 : cell.alpha;
    const means = checkedSteps(cell.stepSize).map(
      (steps) => Math.log(scaleOf(cell, steps)) + eulerGamma * (1 / alpha - 1),
    );
    return {
      ...cell,
      sums: means.map((mean) => mean * cell.iterates),
      squares: means.map((mean) => (mean ** 2 + spread ** 2) * cell.iterates),
    };
  });
}

/** Clipped noise stands for Gaussian noise. */
const truth = ({ alpha, stepSize, clip }: DescentCell, steps: number) =>
  convergenceScale({ alpha: clip > 0 ? 2 : alpha, stepSize, curvature: 1, noiseScale: 1 }, steps, 1);

describe('levy-convergence', () => {
  it('is supported where scales are exact', () => {
    const evidence = levyConvergence.judge(knownDescents(truth), settings);
    expect(evidence.verdict).toBe('supported');
    expect(evidence.controls.every(({ passed }) => passed)).toBe(true);
    expectFinite(evidence);
  });

  it('is refuted for the alpha whose scale is 5 % off, or whose exponent is', () => {
    const wide = (cell: DescentCell, steps: number) => truth(cell, steps) * (cell.alpha === 1.2 ? 1.05 : 1);
    const { verdict, parts } = levyConvergence.judge(knownDescents(wide), settings);
    expect(verdict).toBe('refuted');
    expect(parts!.map((part) => part.verdict)).toEqual(['refuted', 'supported', 'supported', 'supported']);
    const steep = (cell: DescentCell, steps: number) =>
      truth(cell, steps) * (cell.alpha === 1.8 ? cell.stepSize ** 0.1 : 1);
    expect(levyConvergence.judge(knownDescents(steep), settings).verdict).toBe('refuted');
  });

  it('is undecided when errors are wide, or a control fails', () => {
    expect(levyConvergence.judge(knownDescents(truth, 12), settings).verdict).toBe('undecided');
    const useless = (cell: DescentCell, steps: number) => truth({ ...cell, clip: 0 }, steps);
    expect(levyConvergence.judge(knownDescents(useless), settings).verdict).toBe('undecided');
    const broken = (cell: DescentCell, steps: number) => truth(cell, steps) * (cell.alpha === 2 ? 1.1 : 1);
    const { verdict, reason } = levyConvergence.judge(knownDescents(broken), settings);
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed');
  });

  it('is not refuted by a real small run', () => {
    const evidence = runClaim(levyConvergence, settingsOf('smoke'));
    expect(evidence.verdict).not.toBe('refuted');
    expectFinite(evidence);
  });

  it('is supported by all scales, and refuted by one, at a level for all of them together', () => {
    // One interval of 95 % is ±0.6 %, those of all together ±0.9 %.
    const oneOff = (ratio: number) => (cell: DescentCell, steps: number) =>
      truth(cell, steps) *
      (cell.alpha === 1.2 && cell.stepSize === 0.02 && steps === checkedSteps(0.02)[1] ? ratio : 1);
    const judged = (ratio: number) => levyConvergence.judge(knownDescents(oneOff(ratio)), settings);
    expect([1.01, 1.017, 1.0275, 1.035].map((ratio) => judged(ratio).verdict)).toEqual([
      'supported',
      'undecided',
      'undecided',
      'refuted',
    ]);
    expect(judged(1.0275).statistics[0]!.value).toBeCloseTo(1.0275, 10);
    expect(judged(0.99).statistics[0]!.value).toBeCloseTo(0.99, 10);
  });

  it('asks of Gaussian noise that its scales are shown to be right, but in profile smoke', () => {
    const smoke = settingsOf('smoke');
    const passed = (results: DescentResult[], of = settings) =>
      levyConvergence.judge(results, of).controls[0]!.passed;
    expect(passed(knownDescents(truth, 12))).toBe(false);
    expect(passed(knownDescents(truth, 6, smoke), smoke)).toBe(true);
    const broken = (cell: DescentCell, steps: number) => truth(cell, steps) * (cell.alpha === 2 ? 1.5 : 1);
    expect(passed(knownDescents(broken, 1.2, smoke), smoke)).toBe(false);
    expect(levyConvergence.judge(knownDescents(broken, 1.2, smoke), smoke).verdict).toBe('undecided');
  });
});
