import { brownianEscapeSgd } from '#heavytail/claim/brownian/brownian-escape-sgd/claim';
import { onGrid, quasiPotential, welschLocation } from '#heavytail/claim/well/welschLocation';
import { loadDataset } from '#heavytail/store/index';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from './exitWorlds.js';
import { expectFinite } from './finite.js';

type Results = Parameters<typeof brownianEscapeSgd.judge>[0];

const dataset = 'procedural-digits';
const settings = { ...settingsOf('quick'), dataset };
const digits = loadDataset(dataset);
const barrier = 0.15;

/** Escapes whose mean iterations follow a law of b/eta, with exponential scatter. */
function made(meanOf: (ratio: number) => number, left = false): Results {
  const loss = { mu: [0, 1, 2], loss: [0, 1, 0.5], minimum: 0, saddle: 1, quasiPotential: barrier };
  return brownianEscapeSgd.plan(settings).map((cell) => {
    if (cell.kind !== 'escape')
      return cell.kind === 'still' ? { kind: 'still', left } : { kind: 'loss', ...loss };
    const ratio = cell.exponent / barrier;
    const draws = stream(1, 'made', cell.exponent).exponentials(cell.paths);
    const iterations = Array.from(draws, (draw) => Math.max(1, Math.round(draw * meanOf(ratio))));
    return { kind: 'escape', ratio, iterations, censored: iterations.map(() => 0) };
  }) as Results;
}

describe('brownian-escape-sgd', () => {
  it('is supported where iterations grow exponentially, refuted where like a power', () => {
    const evidence = brownianEscapeSgd.judge(
      made((ratio) => 100 * Math.exp(barrier * ratio)),
      settings,
    );
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
    const growth = evidence.statistics[1]!;
    expect(growth.low).toBeLessThan(1);
    expect(growth.high).toBeGreaterThan(1);
    expect(
      brownianEscapeSgd.judge(
        made((ratio) => ratio ** 2.5),
        settings,
      ).verdict,
    ).toBe('refuted');
  });

  it('is undecided where a path leaves without noise', () => {
    const spoiled = made((ratio) => 100 * Math.exp(barrier * ratio), true);
    const { verdict, reason } = brownianEscapeSgd.judge(spoiled, settings);
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed');
  });

  it('runs on the digits that the program draws', () => {
    const small = { ...settings, profile: 'smoke' as const };
    const context = { seed: 1, dataset: () => digits };
    const results = brownianEscapeSgd.plan(small).map((cell) => brownianEscapeSgd.run(cell, context));
    const evidence = brownianEscapeSgd.judge(results, small);
    expect(evidence.controls.every(({ passed }) => passed)).toBe(true);
    expect(evidence.verdict).not.toBe('refuted');
    expectFinite(evidence);
  });
});

describe('the place of two classes', () => {
  const location = welschLocation(digits);

  it('has the loss, slope and variance of its definition', () => {
    const { places, grid } = location;
    for (const mu of [-1.2, -0.3, 0.4, 1.5]) {
      const losses = Array.from(places, (x) => 1 - Math.exp(-((x - mu) ** 2) / (2 * 0.5 ** 2)));
      const slopes = Array.from(places, (x, i) => (-(x - mu) / 0.5 ** 2) * (1 - losses[i]!));
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const slope = mean(slopes);
      const variance = mean(slopes.map((value) => (value - slope) ** 2));
      // The grid is linear between points 0.002 apart: errors of the second derivative times 5e-7.
      expect(Math.abs(onGrid(grid, grid.loss, mu) - mean(losses))).toBeLessThan(1e-5);
      expect(Math.abs(onGrid(grid, grid.slope, mu) - slope)).toBeLessThan(1e-5);
      expect(Math.abs(onGrid(grid, grid.variance, mu) - variance)).toBeLessThan(1e-4);
    }
  });

  it('lies near the means of the classes, with a saddle between', () => {
    const { minimum, saddle, deeper, grid } = location;
    expect(Math.sign(minimum)).toBe(-Math.sign(deeper));
    expect((minimum - saddle) * (deeper - saddle)).toBeLessThan(0);
    const loss = (mu: number) => onGrid(grid, grid.loss, mu);
    expect(loss(deeper)).toBeLessThan(loss(minimum));
    expect(loss(minimum)).toBeLessThan(loss(saddle));
    for (const mu of [minimum, saddle, deeper])
      expect(Math.abs(onGrid(grid, grid.slope, mu))).toBeLessThan(0.01);
    expect(quasiPotential(location)).toBeGreaterThan(0.05);
  });
});
