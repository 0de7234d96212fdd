import { levyWalk } from '#heavytail/claim/levyWalk';
import {
  doublings,
  runWalk,
  type WalkCell,
  type WalkResult,
  worlds,
  type World,
} from '#heavytail/claim/levyWalkRun';
import { runClaim } from 'heavytail/claim';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from './exitWorlds.js';
import { expectFinite } from './finite.js';

const settings = settingsOf('quick');

/** Results of worlds whose exponents are known, with scatter between repetitions. */
function made(
  exponentOf: (world: World) => number,
  bipowerOf: (world: World) => number,
  scatter = 0.01,
): WalkResult[] {
  const plan = levyWalk.plan(settings);
  const noise = stream(1, 'made').normals(plan.length);
  return plan.map(({ world: name }: WalkCell, c): WalkResult => {
    const world = worlds.find((known) => known.name === name)!;
    const exponent = exponentOf(world) + scatter * noise[c]!;
    const logMedians = Array.from({ length: doublings + 1 }, (_, k) => exponent * k * Math.LN2);
    return {
      world: name,
      exponent,
      inverse: exponent,
      variation: exponent - 1,
      bipower: bipowerOf(world),
      logMedians,
    };
  });
}

const truth = ({ alpha, surrogate }: World) => (surrogate ? 0.5 : 1 / alpha);
const continuous = ({ alpha, surrogate }: World) => (surrogate || alpha === 2 ? 1 : 0.1);

describe('levy-walk', () => {
  it('is supported where displacement grows as 1/alpha', () => {
    const evidence = levyWalk.judge(made(truth, continuous), settings);
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
  });

  it('is refuted for the alpha that spreads otherwise', () => {
    const slow = (world: World) => truth(world) - (world.alpha === 1.5 && !world.surrogate ? 0.08 : 0);
    const { verdict, parts } = levyWalk.judge(made(slow, continuous), settings);
    expect(verdict).toBe('refuted');
    expect(parts!.map((part) => part.verdict)).toEqual(['supported', 'refuted', 'supported']);
  });

  it('is undecided where repetitions scatter, or a control fails', () => {
    expect(levyWalk.judge(made(truth, continuous, 0.15), settings).verdict).toBe('undecided');
    for (const spoiled of [
      made((world) => (world.surrogate ? 0.62 : truth(world)), continuous),
      made((world) => (world.name === 'Brownian' ? 0.6 : truth(world)), continuous),
      made(truth, (world) => (world.surrogate ? 0.8 : continuous(world))),
      made(truth, continuous).map((result) =>
        result.world === 'Brownian' ? { ...result, inverse: 0.7 } : result,
      ),
    ]) {
      const { verdict, reason } = levyWalk.judge(spoiled, settings);
      expect(verdict).toBe('undecided');
      expect(reason).toContain('A control failed');
    }
  });

  it('is not refuted by a real small run', () => {
    const evidence = runClaim(levyWalk, settingsOf('smoke'));
    expect(evidence.controls.every(({ passed }) => passed)).toBe(true);
    expect(evidence.verdict).not.toBe('refuted');
  });

  it('a Brownian cell has the median displacement of its normal law', () => {
    const { logMedians, bipower } = runWalk({ world: 'Brownian', replicate: 0, steps: 2 ** 17 }, 1);
    logMedians.forEach((value, k) => {
      // The median of n windows has a relative error of 1.17/sqrt(n); five of them.
      const windows = 2 ** (17 - k);
      const expected = 0.6744897501960817 * Math.sqrt(2 ** k);
      expect(Math.abs(Math.exp(value) / expected - 1)).toBeLessThan((5 * 1.17) / Math.sqrt(windows));
    });
    expect(Math.abs(bipower - 1)).toBeLessThan(0.02);
  });
});
