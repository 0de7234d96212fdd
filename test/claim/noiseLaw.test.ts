import { describe, expect, it } from 'vitest';
import { alphaStable } from '#heavytail/claim/framework/alpha-stable/claim';
import { straightnessOf } from '#heavytail/claim/framework/alpha-stable/run';
import { shapeOf, zOf } from '#heavytail/claim/framework/independent-isotropic/shape';
import { finiteVariance } from '#heavytail/claim/framework/finite-variance/claim';
import { independentIsotropic } from '#heavytail/claim/framework/independent-isotropic/claim';
import { loadDataset } from '#heavytail/store/index';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { settingsOf } from './exitWorlds.js';
import { expectFinite } from './finite.js';

const settings = { ...settingsOf('smoke'), dataset: 'procedural-digits' };
const digits = loadDataset('procedural-digits');
const context = { seed: 1, dataset: () => digits };
const network = {
  dataset: 'procedural-digits',
  examples: 1000,
  width: 8,
  depth: 3,
  loss: 'cross-entropy',
  batchSize: 100,
  replicate: 0,
  iterations: [0, 100],
} as const;

describe('finite-variance', () => {
  type Results = Parameters<typeof finiteVariance.judge>[0];
  const tail = (value: number, standardError = 0.05) => ({
    iteration: 0,
    shape: { value, standardError },
    otherShapes: [null, { value, standardError }],
    largestShare: 0.01,
    survival: [
      [1, 0.5],
      [2, 0.1],
    ] as const,
  });
  const judged = (shapes: readonly number[], gaussian = -0.1, heavy = 0.8) =>
    finiteVariance.judge(
      [
        {
          kind: 'network',
          network: { ...network, iterations: [0, 100] },
          tails: shapes.map((shape) => tail(shape)),
        },
        { kind: 'worlds', gaussian: tail(gaussian), stable: tail(heavy) },
      ] as Results,
      settings,
    );

  it('is supported by shapes above a half, refuted by shapes below', () => {
    const evidence = judged([0.8, 0.7]);
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
    expect(judged([0.2, -0.1]).verdict).toBe('refuted');
  });

  it('is undecided where snapshots disagree, intervals hold a half, or a world of known law is mistaken', () => {
    expect(judged([0.8, 0.1]).verdict).toBe('undecided');
    expect(judged([0.55, 0.8]).verdict).toBe('undecided');
    expect(judged([0.8, 0.8], 0.7).reason).toContain('A control failed');
  });

  it('finds known worlds in a run', () => {
    const worlds = finiteVariance.run({ kind: 'worlds', examples: 100 }, context);
    const evidence = finiteVariance.judge(
      [finiteVariance.run(finiteVariance.plan(settings)[0]!, context), worlds],
      settings,
    );
    expect(evidence.controls.map(({ passed }) => passed)).toEqual([true, true]);
  });
});

describe('alpha-stable', () => {
  type Results = Parameters<typeof alphaStable.judge>[0];
  const contest = {
    best: 'stable',
    stableZ: 0,
    stableRejected: false,
    stableAcceptance: 0.95,
    columns: 40,
    alpha: 1.5,
  };
  const other = { ...contest, best: 'student-t', stableZ: -5, stableRejected: true };
  const judged = (settingsOfNoise: readonly object[], gaussian: object = other) =>
    alphaStable.judge(
      [
        {
          kind: 'network',
          network: { ...network, iterations: [0, 100] },
          measured: 10,
          settings: settingsOfNoise.map((one) => ({ ...one, iteration: 0, family: 'coordinates' })),
        },
        { kind: 'worlds', stable: contest, gaussian },
      ] as unknown as Results,
      settings,
    );

  it('is supported where the stable law holds, refuted where another wins or it does not pass', () => {
    const evidence = judged([contest, contest]);
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
    expect(judged([other, other]).verdict).toBe('refuted');
    expect(judged([{ ...contest, stableAcceptance: 0.6 }, other]).verdict).toBe('refuted');
    expect(
      judged([
        { ...contest, alpha: 1.99 },
        { ...contest, alpha: 2 },
      ]).verdict,
    ).toBe('refuted');
  });

  it('is undecided where settings disagree, or Gaussian noise is found stable', () => {
    expect(judged([contest, other]).verdict).toBe('undecided');
    expect(judged([contest, contest], contest).reason).toContain('A control failed');
  });

  it('tells sums that keep their law from sums that do not', () => {
    const [rows, columns] = [6000, 50];
    const random = stream(4, 'straightness');
    const stableOnes = draw(stable({ alpha: 1.5 }), rows * columns, random);
    // A ratio of a normal number and the root of a mean of four squares: Student's law with 4 degrees of freedom.
    const student = Float64Array.from({ length: rows * columns }, () => {
      const [z, ...others] = random.normals(5);
      return z! / Math.sqrt(others.reduce((sum, x) => sum + x * x, 0) / 4);
    });
    const of = (values: Float64Array) => straightnessOf({ rows, columns, values })!;
    expect(Math.abs(of(stableOnes).z)).toBeLessThan(4.9);
    // From some 4,000 sums, whose logarithms scatter by 1.1: five standard errors of a slope over a factor of nine and more.
    expect(Math.abs(of(stableOnes).long - 1 / 1.5)).toBeLessThan(0.06);
    expect(of(student).z).toBeGreaterThan(4.9);
    expect(of(student).long).toBeLessThan(0.57);
  });

  it('finds known worlds in a run', () => {
    const worlds = alphaStable.run({ kind: 'worlds', minibatches: 200, columns: 40 }, context);
    const evidence = alphaStable.judge([worlds], settings);
    expect(evidence.controls.map(({ passed }) => passed)).toEqual([true, true]);
  });
});

describe('coordinates of noise', () => {
  const [rows, columns] = [80, 200];
  const values = draw(stable({ alpha: 1.3 }), rows * columns, stream(1, 'shape'));

  it('are independent and alike where they are drawn so', () => {
    const { largest, spread } = shapeOf({ rows, columns, values }, stream(2, 'shape'));
    // The null has 20 draws: z is a t statistic, beyond 8 once in 1e7.
    expect(Math.abs(zOf(largest))).toBeLessThan(8);
    expect(Math.abs(zOf(spread))).toBeLessThan(8);
  });

  it('are told apart from dependent ones and from ones of unequal scales, whatever their law', () => {
    const common = stream(3, 'common').normals(rows);
    const dependent = values.map((value, i) => value + 3 * common[Math.floor(i / columns)]!);
    const shape = shapeOf({ rows, columns, values: dependent }, stream(2, 'shape'));
    expect(zOf(shape.largest)).toBeGreaterThan(20);
    const unequal = values.map((value, i) => value * (i % columns < 20 ? 10 : 1));
    const scales = shapeOf({ rows, columns, values: unequal }, stream(2, 'shape'));
    expect(zOf(scales.spread)).toBeGreaterThan(20);
    expect(Math.abs(zOf(scales.largest))).toBeLessThan(8);
  });
});

describe('independent-isotropic', () => {
  type Results = Parameters<typeof independentIsotropic.judge>[0];
  const compared = (z: number) => ({ value: 1 + 0.1 * z, null: 1, deviation: 0.1 });
  const shape = (dependence: number, scales: number) => ({
    largest: compared(dependence),
    spread: compared(scales),
    iteration: 0,
  });
  const judged = (shapes: readonly object[], alike = shape(0, 0), unlike = shape(30, 30)) =>
    independentIsotropic.judge(
      [
        { kind: 'network', network: { ...network, iterations: [0, 100] }, shapes },
        { kind: 'worlds', alike, unlike },
      ] as unknown as Results,
      settings,
    );

  it('is refuted by dependence or unequal scales, supported by neither', () => {
    expect(judged([shape(20, 0), shape(9, 1)]).verdict).toBe('refuted');
    expect(judged([shape(0, 20), shape(1, 9)]).verdict).toBe('refuted');
    const evidence = judged([shape(0, 1), shape(-1, 0)]);
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
  });

  it('is undecided in between, or where a world of known coordinates is mistaken', () => {
    expect(judged([shape(20, 0), shape(1, 0)]).verdict).toBe('undecided');
    expect(judged([shape(20, 20)], shape(10, 0)).verdict).toBe('undecided');
    expect(judged([shape(20, 20)], shape(0, 0), shape(1, 30)).reason).toContain('A control failed');
  });
});
