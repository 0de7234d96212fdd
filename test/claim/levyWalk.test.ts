import { levyWalk } from '#heavytail/claim/framework/levy-walk/claim';
import {
  doublings,
  runWalk,
  type WalkCell,
  type WalkResult,
  worlds,
  type World,
} from '#heavytail/claim/framework/levy-walk/run';
import {
  lagDoublings,
  runSgdWalk,
  sgdWalkCells,
  type SgdWalkResult,
  walkOf,
} from '#heavytail/claim/framework/levy-walk/network';
import { sgdWalkPart, sgdWalksOf } from '#heavytail/claim/framework/levy-walk/networkPart';
import { proceduralDigits } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { describe, expect, it } from 'vitest';
import { settingsOf } from './exitWorlds.js';
import { expectFinite } from './finite.js';

const digits = proceduralDigits();
const settings = { ...settingsOf('quick'), dataset: digits.name };

const walked = new Map<string, SgdWalkResult>();

/** Replicates of series of increments in which the noise of minibatches has one index and the contrast another. */
function networks(minibatches: number, gaussian = 2): SgdWalkResult[] {
  return [0, 1, 2, 3].flatMap((replicate) => [
    walkOfNoise('minibatches', minibatches, replicate),
    walkOfNoise('gaussian', gaussian, replicate),
  ]);
}

/** Each walk is made once. */
function walkOfNoise(noise: SgdWalkResult['noise'], alpha: number, replicate: number): SgdWalkResult {
  const key = `${noise} ${alpha} ${replicate}`;
  const known = walked.get(key);
  if (known) return known;
  const series = Array.from({ length: 20 }, (_, j) =>
    draw(stable({ alpha }), 4096, stream(5, 'walk', noise, replicate, j)),
  );
  const walk = { noise, replicate, ...walkOf(series), rawExponent: 0.5 };
  walked.set(key, walk);
  return walk;
}

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
    // The cells of networks, on which no verdict hangs, are run below.
    const cells = levyWalk.plan({ ...settings, profile: 'smoke' }).filter((cell) => 'world' in cell);
    const evidence = levyWalk.judge([...networks(2), ...cells.map((cell) => runWalk(cell, 1))], settings);
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

  it('finds the exponent of sums of known increments', () => {
    // Medians of 1280 windows and more have relative errors below 1.3/sqrt(1280); a slope over three doublings has some 0.03.
    const [stableWalk, normalWalk] = sgdWalksOf(networks(1.5));
    expect(stableWalk!.exponent.value).toBeCloseTo(1 / 1.5, 1.5);
    expect(stableWalk!.lateExponent.value).toBeCloseTo(1 / 1.5, 1.2);
    expect(normalWalk!.exponent.value).toBeCloseTo(1 / 2, 1.5);
    expect(stableWalk!.points.length).toBe(lagDoublings + 1);
    expect(stableWalk!.bipower.value).toBeLessThan(0.3);
    expect(normalWalk!.bipower.value).toBeGreaterThan(0.95);
  });

  it('says of a network whether its noise walks with heavy tails', () => {
    const verdict = (results: SgdWalkResult[]) => sgdWalkPart(sgdWalksOf(results)).verdict;
    expect(verdict(networks(1.4))).toBe('supported');
    // Where the contrast is as fast, it is not the tails.
    expect(verdict(networks(1.4, 1.4))).toBe('undecided');
    const slowed = networks(1.4).map((result) => ({
      ...result,
      lateExponent: 0.5 + 0.002 * result.replicate,
    }));
    expect(verdict(slowed)).toBe('refuted');
  });

  it('runs both kinds of noise on a network, with the same numbers twice', () => {
    const cells = sgdWalkCells({ ...settings, profile: 'smoke' }).slice(0, 2);
    for (const cell of cells) {
      const context = { seed: 1, dataset: () => digits };
      const short = { ...cell, examples: 40, iterations: 400 };
      const result = runSgdWalk(short, context);
      expect(runSgdWalk(short, context)).toEqual(result);
      expect(result.logMedians.every(Number.isFinite)).toBe(true);
    }
  });
});
