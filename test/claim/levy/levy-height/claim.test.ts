import { levyHeight } from '#heavytail/claim/levy/levy-height/claim';
import { heights, type HeightCell, type HeightResult } from '#heavytail/claim/levy/levy-height/run';
import { describe, expect, it } from 'vitest';
import { noDataset, settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('quick');
const context = { seed: 1, dataset: noDataset };

/** Exponential exit times of known means, most of whose scatter the wells share. */
function known(meanOf: (cell: HeightCell, height: number) => number, shared = 0.95): HeightResult[] {
  return levyHeight.plan(settings).map((cell) => {
    const { alpha, noiseScale, paths } = cell;
    const means = heights.map((height) => meanOf(cell, height));
    const products = means.map((a, i) => means.map((b, j) => paths * a * b * (1 + (i === j ? 1 : shared))));
    return { alpha, noiseScale, paths, totals: means.map((mean) => paths * mean), products };
  });
}

const judge = (slopeOf: (alpha: number) => number) =>
  levyHeight.judge(
    known(({ alpha }, height) => 50 * Math.exp(slopeOf(alpha) * height)),
    settings,
  );
/** Brownian noise climbs; the others have a slope. */
const truth = (slope: number) => (alpha: number) => (alpha === 2 ? 1 : slope);

describe('levy-height', () => {
  it('is supported where the height does not matter, with a figure of numbers', () => {
    const evidence = judge(truth(0));
    expect(evidence.verdict).toBe('supported');
    expect(evidence.parts!.map(({ verdict }) => verdict)).toEqual(['supported', 'supported', 'supported']);
    expectFinite(evidence);
  });

  it.each([1.2, 1.5, 1.8])('is decided on both sides of the margin: alpha %d', (one) => {
    // The interval of a slope is ±0.009.
    for (const sign of [-1, 1]) {
      const at = (slope: number) => judge((alpha) => (alpha === one ? sign * slope : truth(0)(alpha)));
      expect([0.038, 0.05, 0.062].map((slope) => at(slope).verdict)).toEqual([
        'supported',
        'undecided',
        'refuted',
      ]);
      expect(at(0.05).open!.rule).toContain(`alpha ${one}`);
      expect(at(0.05).open!.needs).toContain('paths');
      const refuted = at(0.062).parts!.filter(({ verdict }) => verdict === 'refuted');
      expect(refuted.map(({ name }) => name)).toEqual([`alpha ${one}`]);
    }
  });

  it('has a control that fails where Brownian noise does not depend on the height', () => {
    const brownian = (slope: number, others = 0) => judge((alpha) => (alpha === 2 ? slope : others));
    expect([0.1, 0.05, 0, -0.1].map((slope) => brownian(slope).verdict)).toEqual([
      'supported',
      'undecided',
      'undecided',
      'supported',
    ]);
    expect(brownian(0.05, 0.2).reason).toContain('A control failed');
  });

  it('takes what the wells share out of the error of the slope', () => {
    const half = (shared: number) => {
      const { statistics } = levyHeight.judge(
        known(() => 50, shared),
        settings,
      );
      return statistics[0]!.high - statistics[0]!.value;
    };
    expect(half(0.95) / half(0)).toBeCloseTo(Math.sqrt(0.05), 6);
  });

  it('runs the same jumps in every well: times hardly differ between heights', () => {
    const cell = levyHeight.plan(settings).find(({ alpha }) => alpha === 1.2)!;
    const few = { ...cell, paths: 100 };
    const { totals, products, paths } = levyHeight.run(few, context) as HeightResult;
    const variance = (i: number, j: number) =>
      products[i]![j]! / paths - (totals[i]! * totals[j]!) / paths ** 2;
    expect(variance(0, 3) / Math.sqrt(variance(0, 0) * variance(3, 3))).toBeGreaterThan(0.8);
  });

  it('is refuted by cells run with Brownian noise', () => {
    const results = levyHeight.plan(settings).map((cell) => {
      const fed = { ...cell, paths: 50, alpha: 2, noiseScale: 1.2 };
      return { ...(levyHeight.run(fed, context) as HeightResult), alpha: cell.alpha };
    });
    expect(levyHeight.judge(results, settings).verdict).toBe('refuted');
  });
});
