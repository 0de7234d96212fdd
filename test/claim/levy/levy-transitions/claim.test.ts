import { levyTransitions } from '#heavytail/claim/levy/levy-transitions/claim';
import {
  generator,
  gibbsShares,
  runTransitionCell,
  type TransitionCell,
  type TransitionResult,
} from '#heavytail/claim/levy/levy-transitions/run';
import { runClaim } from 'heavytail/claim';
import { stream } from 'heavytail/random';
import { stationaryLaw } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

const settings = settingsOf('quick');

interface World {
  readonly rates: number[][];
  readonly levy: number[];
  readonly brownian: number[];
  /** Exit times from standard exponential numbers. */
  readonly law: (x: number) => number;
  readonly free: (x: number) => number;
}

const truth: World = {
  rates: generator,
  levy: [...stationaryLaw(generator)],
  brownian: gibbsShares(0.65),
  law: (x) => x,
  free: (x) => x ** 0.5,
};

const residence = 1e7;

/** Results of a world where all rates and shares are known, with scatter between parts of one percent. */
function made(world: World, profile: 'smoke' | 'quick' = 'quick'): TransitionResult[] {
  const source = stream(1, 'made');
  return levyTransitions.plan(settingsOf(profile)).map((cell, i): TransitionResult => {
    if (cell.kind === 'exit') {
      const law = cell.well === 'free' ? world.free : world.law;
      return { kind: 'exit', well: cell.well, times: Array.from(source.exponentials(cell.paths), law) };
    }
    const shares = cell.driver === 'levy' ? world.levy : world.brownian;
    const tilt = 1 + (i % 2 === 0 ? 0.01 : -0.01);
    const counts = world.rates.map((row, from) =>
      row.map((rate, to) => (from === to ? 0 : rate * 0.02 ** 1.5 * residence)),
    );
    const row = shares.map((share) => share * cell.paths * tilt);
    return {
      kind: 'walk',
      driver: cell.driver,
      walk: {
        paths: cell.paths,
        counts,
        residence: [residence, residence, residence],
        occupancy: Array.from({ length: 60 }, () => row),
      },
    };
  });
}

const judge = (world: Partial<World>) => levyTransitions.judge(made({ ...truth, ...world }), settings);

describe('levy-transitions', () => {
  it('is supported where the chain of small-noise theory rules', () => {
    const { verdict, parts, controls } = judge({});
    expect(parts!.map((part) => part.verdict)).toEqual(['supported', 'supported', 'supported', 'supported']);
    expect(controls.every(({ passed }) => passed)).toBe(true);
    expect(verdict).toBe('supported');
  });

  it('is refuted by a rate, a law or a share of another kind, and says by which', () => {
    const rates = generator.map((row, i) => row.map((rate, j) => (i === 0 && j === 1 ? 1.3 * rate : rate)));
    const failed = (world: Partial<World>) => {
      const { verdict, parts } = judge(world);
      expect(verdict).toBe('refuted');
      return parts!.filter((part) => part.verdict === 'refuted').map((part) => part.name);
    };
    expect(failed({ rates })).toEqual(['transition rates']);
    expect(failed({ law: (x) => x ** 0.7 })).toEqual(['exponential exit times']);
    expect(failed({ levy: [0.2, 0.5, 0.3] })).toEqual(['occupancy', 'wide wells preferred, deep ones not']);
  });

  it('is undecided when a control fails', () => {
    expect(judge({ brownian: [0.5, 0.3, 0.2] }).verdict).toBe('undecided');
    expect(judge({ free: (x) => x }).verdict).toBe('undecided');
  });

  it('is undecided from few exit times', () => {
    expect(levyTransitions.judge(made(truth, 'smoke'), settingsOf('smoke')).verdict).toBe('undecided');
  });

  it('runs', () => {
    const { verdict, controls } = runClaim(levyTransitions, settingsOf('smoke'));
    expect(controls.every(({ passed }) => passed)).toBe(true);
    expect(verdict).not.toBe('refuted');
  });

  it('is refuted by cells run with Brownian noise', () => {
    const fed = levyTransitions.plan(settingsOf('smoke')).map((cell): TransitionResult => {
      if (cell.kind === 'exit') return runTransitionCell(cell, 1);
      const brownian: TransitionCell = { ...cell, driver: 'brownian', noiseScale: 0.65, duration: 600 };
      const result = runTransitionCell(brownian, 1);
      return result.kind === 'walk' ? { ...result, driver: cell.driver } : result;
    });
    expect(levyTransitions.judge(fed, settingsOf('smoke')).parts!.map((part) => part.verdict)).toContain(
      'refuted',
    );
  });
});
