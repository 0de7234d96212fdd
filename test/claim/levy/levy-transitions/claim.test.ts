import { levyTransitions } from '#heavytail/claim/levy/levy-transitions/claim';
import {
  generator,
  gibbsShares,
  observations,
  runTransitionCell,
  type TransitionCell,
  type TransitionResult,
  wellNames,
} from '#heavytail/claim/levy/levy-transitions/run';
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

/** Results of a world where all rates and shares are known, with scatter between parts of one percent. */
function made(world: World, exits?: number): TransitionResult[] {
  const source = stream(1, 'made');
  return levyTransitions.plan(settings).map((cell, i): TransitionResult => {
    if (cell.kind === 'exit') {
      const { well, noiseScale } = cell;
      const paths = well === 'free' ? cell.paths : (exits ?? cell.paths);
      const unit = Array.from(source.exponentials(paths), well === 'free' ? world.free : world.law);
      const mean = unit.reduce((sum, x) => sum + x, 0) / paths;
      const rates = world.rates[well === 'free' ? 1 : well]!.map(
        (rate) => Math.max(0, rate) * noiseScale ** 1.5,
      );
      const total = rates.reduce((sum, rate) => sum + rate, 0);
      return {
        kind: 'exit',
        well,
        times: unit.map((x) => x / mean / total),
        landed: rates.map((rate) => (paths * rate) / total),
      };
    }
    const shares = cell.driver === 'levy' ? world.levy : world.brownian;
    const tilt = 1 + (i % 2 === 0 ? 0.01 : -0.01);
    const row = shares.map((share) => share * cell.paths * tilt);
    const none = [0, 0, 0];
    return {
      kind: 'walk',
      driver: cell.driver,
      walk: {
        paths: cell.paths,
        counts: [none, none, none],
        residence: none,
        occupancy: Array.from({ length: observations }, (_, k) => (k < observations / 4 ? none : row)),
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
    const rates = generator.map((row, i) => row.map((rate, j) => (i === 0 && j === 1 ? 1.5 * rate : rate)));
    const failed = (world: Partial<World>) => {
      const { verdict, parts } = judge(world);
      expect(verdict).toBe('refuted');
      return parts!.filter((part) => part.verdict === 'refuted').map((part) => part.name);
    };
    expect(failed({ rates })).toEqual(['transition rates']);
    expect(failed({ law: (x) => x ** 0.7 })).toEqual(['exponential exit times']);
    expect(failed({ levy: [0.2, 0.5, 0.3] })).toEqual(['occupancy', 'wide wells preferred, deep ones not']);
  });

  it('is decided by every rate, on both sides of its margin', () => {
    // Intervals of rates are ±0.06 to ±0.09.
    for (const from of [0, 1, 2]) {
      for (const to of [0, 1, 2].filter((well) => well !== from)) {
        const at = (ratio: number) => {
          const rates = generator.map((row, i) =>
            row.map((rate, j) => (i === from && j === to ? ratio * rate : rate)),
          );
          return judge({ rates }).parts![0]!;
        };
        expect([0.62, 0.9, 1.1, 1.45].map((ratio) => at(ratio).verdict)).toEqual([
          'refuted',
          'supported',
          'supported',
          'refuted',
        ]);
        expect(at(1.25).verdict).toBe('undecided');
        expect(at(1.25).open!.needs).toContain('exits');
        expect(at(1.45).reason).toContain(`rate ${wellNames[from]} to ${wellNames[to]}`);
      }
    }
  });

  it('is decided by every share, on both sides of its margin', () => {
    for (const well of [0, 1, 2]) {
      const at = (off: number) =>
        judge({ levy: truth.levy.map((share, i) => share + (i === well ? off : -off / 2)) }).parts![2]!;
      // Intervals are at most ±0.005.
      expect([0.14, 0.16, -0.14, -0.16].map((off) => at(off).verdict)).toEqual([
        'supported',
        'refuted',
        'supported',
        'refuted',
      ]);
      expect(at(0.15).verdict).toBe('undecided');
      expect(at(0.16).reason).toContain(wellNames[well]);
    }
  });

  it('prefers the wide well under Lévy noise and the deep one under Brownian noise', () => {
    const preference = (world: Partial<World>) => judge(world).parts![3]!.verdict;
    expect(preference({ levy: [0.3, 0.4, 0.3] })).toBe('refuted');
    expect(preference({ brownian: [0.5, 0.35, 0.15] })).toBe('refuted');
  });

  it('is undecided when a control fails', () => {
    const shifted = (off: number) => {
      const { verdict, controls } = judge({
        brownian: truth.brownian.map((share, i) => share + (i === 0 ? off : i === 1 ? -off : 0)),
      });
      return [controls[1]!.passed, verdict];
    };
    expect(shifted(0.18)).toEqual([true, 'supported']);
    expect(shifted(0.21)).toEqual([false, 'undecided']);
    const { verdict, controls } = judge({ free: (x) => x });
    expect(controls.map(({ passed }) => passed)).toEqual([false, true]);
    expect(verdict).toBe('undecided');
  });

  it('is undecided from few exit times, and says how many it needs', () => {
    const { verdict, parts } = levyTransitions.judge(made(truth, 299), settings);
    expect(verdict).toBe('undecided');
    expect(parts![1]!.open!.needs).toBe('300 exit times a well');
    expect(levyTransitions.judge(made(truth, 300), settings).parts![1]!.verdict).toBe('supported');
  });

  it('runs exits that land in the two other wells, and walks', () => {
    const exit = runTransitionCell({ kind: 'exit', well: 1, noiseScale: 0.05, paths: 200 }, 1);
    if (exit.kind !== 'exit') throw new Error('an exit');
    expect(exit.landed[1]).toBe(0);
    expect(exit.landed[0]! + exit.landed[2]!).toBe(200);
  });

  it('is refuted by walks run with Brownian noise', () => {
    const fed = made(truth).map((result, i): TransitionResult => {
      if (result.kind === 'exit' || result.driver === 'brownian') return result;
      const brownian: TransitionCell = {
        kind: 'walk',
        driver: 'brownian',
        noiseScale: 0.65,
        duration: 300,
        firstPath: i,
        paths: 2,
      };
      const walked = runTransitionCell(brownian, 1);
      return walked.kind === 'walk' ? { ...walked, driver: 'levy' } : walked;
    });
    const parts = levyTransitions.judge(fed, settings).parts!;
    expect(parts.map(({ verdict }) => verdict)).toEqual(['supported', 'supported', 'refuted', 'refuted']);
  });
});
