import { levyWalk } from '#heavytail/claim/framework/levy-walk/claim';
import {
  doublings,
  runWalk,
  type WalkCell,
  type WalkResult,
  worlds,
  type World,
} from '#heavytail/claim/framework/levy-walk/run';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

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
    expect(parts!.slice(0, 3).map((part) => part.verdict)).toEqual(['supported', 'refuted', 'supported']);
  });

  it('is undecided where repetitions scatter, or a control fails', () => {
    expect(levyWalk.judge(made(truth, continuous, 0.2), settings).verdict).toBe('undecided');
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

  it('measures real paths as their laws say', () => {
    const few = { ...settings, profile: 'smoke' } as const;
    const cells = levyWalk.plan(few).filter(({ replicate }) => replicate < 6);
    const { parts, controls } = levyWalk.judge(
      cells.map((cell) => runWalk({ ...cell, steps: 1 << 12 }, 1)),
      few,
    );
    expect(parts!.map(({ verdict }) => verdict)).not.toContain('refuted');
    expect(controls).toHaveLength(2);
  });
});
