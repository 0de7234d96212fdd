import { levyWalk } from '#heavytail/claim/framework/levy-walk/claim';
import {
  doublings,
  runWalk,
  type WalkCell,
  type WalkResult,
  worlds,
  type World,
} from '#heavytail/claim/framework/levy-walk/run';
import { type SgdWalkResult } from '#heavytail/claim/framework/levy-walk/network';
import { proceduralDigits } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { networks } from './knownWalks.js';
import { expectFinite } from '../../finite.js';

const digits = proceduralDigits();

const settings = { ...settingsOf('quick'), dataset: digits.name };

/** Results of worlds whose exponents are known, with scatter between repetitions. */
function made(
  exponentOf: (world: World) => number,
  bipowerOf: (world: World) => number,
  scatter = 0.01,
): (WalkResult | SgdWalkResult)[] {
  const plan = levyWalk.plan(settings).filter((cell) => 'world' in cell);
  const noise = stream(1, 'made').normals(plan.length);
  const paths = plan.map(({ world: name }: WalkCell, c): WalkResult => {
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
  return [...networks(2), ...paths];
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
    expect(levyWalk.judge(made(truth, continuous, 0.15), settings).verdict).toBe('undecided');
    for (const spoiled of [
      made((world) => (world.surrogate ? 0.62 : truth(world)), continuous),
      made((world) => (world.name === 'Brownian' ? 0.6 : truth(world)), continuous),
      made(truth, (world) => (world.surrogate ? 0.8 : continuous(world))),
      made(truth, continuous).map((result) =>
        'world' in result && result.world === 'Brownian' ? { ...result, inverse: 0.7 } : result,
      ),
    ]) {
      const { verdict, reason } = levyWalk.judge(spoiled, settings);
      expect(verdict).toBe('undecided');
      expect(reason).toContain('A control failed');
    }
  });

  it('is not refuted by a real small run', () => {
    // The cells of networks, on which no verdict depends, have a test of their own.
    const cells = levyWalk.plan({ ...settings, profile: 'smoke' }).filter((cell) => 'world' in cell);
    const evidence = levyWalk.judge([...networks(2), ...cells.map((cell) => runWalk(cell, 1))], settings);
    expect(evidence.controls.every(({ passed }) => passed)).toBe(true);
    expect(evidence.verdict).not.toBe('refuted');
  });
});
