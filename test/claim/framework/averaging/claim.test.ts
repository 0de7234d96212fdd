import {
  type AveragingCell,
  type AveragingResult,
  sources,
  theorySlope,
} from '#heavytail/claim/framework/averaging/run';
import { classicalClt } from '#heavytail/claim/framework/averaging/classicalClt';
import { generalisedClt } from '#heavytail/claim/framework/averaging/generalisedClt';
import { loadDataset } from '#heavytail/store/index';
import { runClaim } from 'heavytail/claim';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };

const digits = loadDataset('procedural-digits');

/** Results whose log medians fall with known slopes, with a scatter between repetitions. */
function made(
  cells: readonly AveragingCell[],
  slopeOf: (index: number) => number,
  scatter = 0.003,
): AveragingResult[] {
  const noise = stream(1, 'made').normals(cells.length);
  return cells.map(({ source, doublings }, c) => {
    const { index } = sources.find(({ name }) => name === source)!;
    const slope = slopeOf(index) + scatter * noise[c]!;
    return { source, logMedians: Array.from({ length: doublings + 1 }, (_, k) => slope * k * Math.LN2) };
  });
}

describe.each([
  [classicalClt, (index: number) => index === 2],
  [generalisedClt, (index: number) => index < 2],
] as const)('$0.id', (claim, about) => {
  const plan = claim.plan(settings).filter((cell) => 'doublings' in cell);
  const verdictOf = (slopeOf: (index: number) => number, scatter?: number) =>
    claim.judge(made(plan, slopeOf, scatter), settings);

  it('is supported where every slope is that of its limit theorem', () => {
    const evidence = verdictOf(theorySlope);
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
  });

  it('is refuted where the slopes it is about are others, and the control is right', () => {
    const { verdict, parts } = verdictOf((index) => theorySlope(index) + (about(index) ? 0.05 : 0));
    expect(verdict).toBe('refuted');
    expect(parts!.every((part) => part.verdict === 'refuted')).toBe(true);
  });

  it('is undecided where slopes scatter, or the control is wrong', () => {
    expect(verdictOf(theorySlope, 0.035).verdict).toBe('undecided');
    const { verdict, reason } = verdictOf((index) =>
      about(index) ? theorySlope(index) : claim === classicalClt ? -0.5 : -0.4,
    );
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed');
  });

  it('is not refuted by a real small run', () => {
    const evidence = runClaim(claim, { ...settingsOf('smoke'), dataset: digits.name }, () => digits);
    expect(evidence.controls.every(({ passed }) => passed)).toBe(true);
    expect(evidence.verdict).not.toBe('refuted');
  });
});
