import { brownianEscapeSgd } from '#heavytail/claim/brownian/brownian-escape-sgd/claim';
import { loadDataset } from '#heavytail/store/index';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

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
