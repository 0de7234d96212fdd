import {
  averaged,
  type AveragingCell,
  type AveragingResult,
  runAveraging,
  sources,
  theorySlope,
} from '#heavytail/claim/framework/averaging/run';
import { gradientParts, type GradientResult } from '#heavytail/claim/framework/averaging/gradients';
import { classicalClt } from '#heavytail/claim/framework/averaging/classicalClt';
import { generalisedClt } from '#heavytail/claim/framework/averaging/generalisedClt';
import { loadDataset } from '#heavytail/store/index';
import { runClaim } from 'heavytail/claim';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from './exitWorlds.js';
import { expectFinite } from './finite.js';

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

it('a cell takes the medians of the sizes of means', () => {
  // The mean of b standard normal numbers has median size 0.6745/sqrt(b); of 20,000, known within 1.2 %, so 6 % is 5 errors.
  const { logMedians } = runAveraging({ source: 'Gaussian', replicate: 0, doublings: 3, means: 20_000 }, 1);
  logMedians.forEach((value, k) => {
    expect(Math.abs(Math.exp(value) / (0.6744897501960817 / Math.sqrt(2 ** k)) - 1)).toBeLessThan(0.06);
  });
  // Of Pareto's law with random sign the size of one is its median, 2^(1/1.5).
  const pareto = runAveraging({ source: 'Pareto, index 1.5', replicate: 0, doublings: 0, means: 20_000 }, 1);
  expect(Math.abs(Math.exp(pareto.logMedians[0]!) / 2 ** (1 / 1.5) - 1)).toBeLessThan(0.06);
});

it('slopes are taken from the upper half of the doublings', () => {
  const bent = Array.from({ length: 13 }, (_, k) => (k < 6 ? 0 : -0.25 * (k - 6) * Math.LN2));
  const [{ slope }] = averaged([1, 1].map(() => ({ source: 'Laplace', logMedians: bent }))) as [
    ReturnType<typeof averaged>[0],
  ];
  expect(slope.value).toBeCloseTo(-0.25, 12);
});

describe('gradients of single examples', () => {
  const network = { width: 16, replicate: 0 } as GradientResult['network'];
  const result = (slope: number, tailIndex: number | null): GradientResult => ({
    network,
    snapshots: [{ iteration: 0, tailIndex, slopes: [-0.002, 0, 0.001, 0.001].map((error) => slope + error) }],
  });
  const verdicts = (slope: number, tailIndex: number | null) =>
    (['classical', 'generalised'] as const).map(
      (theorem) => gradientParts([result(slope, tailIndex)], theorem)[0]!.verdict,
    );

  it('follow the one theorem or the other', () => {
    expect(verdicts(-0.5, 2.1)).toEqual(['supported', 'refuted']);
    // An index of 1.5 says -1/3.
    expect(verdicts(-1 / 3, 1.5)).toEqual(['refuted', 'supported']);
    expect(verdicts(-0.4, 1.5)).toEqual(['refuted', 'undecided']);
    expect(verdicts(-0.4, null)).toEqual(['refuted', 'undecided']);
  });
});
