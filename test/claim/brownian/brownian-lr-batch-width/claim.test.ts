import { describe, expect, it } from 'vitest';
import { brownianLrBatchWidth } from '#heavytail/claim/brownian/brownian-lr-batch-width/claim';
import type { Curvature, EqualLossCell, EqualLossRun } from '#heavytail/claim/network/equalLoss';
import { stream } from 'heavytail/random';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };
const cells = brownianLrBatchWidth.plan(settings);

/** Of MNIST. */
const shape = { dimension: 784, classes: 10, image: { channels: 1, height: 28, width: 28 } };
/** Steps up to 0.5 are small: b = 32 at the ratio 0.001, 16 at 0.002 and 8 at 0.004. */
const topEigenvalue = 13;

interface World {
  /** Growth of log(1/trace) with log(step size/batch size). */
  readonly ratio: number;
  /** With log b at a fixed ratio, where steps are small and where they are large. */
  readonly small: number;
  readonly large: number;
  /** Rank correlation's sign of width and test accuracy. */
  readonly accuracy: number;
  /** Scatter of log(1/trace). */
  readonly scatter: number;
}

const alone: World = { ratio: 0.3, small: 0, large: 0, accuracy: 1, scatter: 0.01 };

function made(
  cell: EqualLossCell,
  { ratio, small, large, accuracy, scatter }: World,
): EqualLossRun<Curvature> {
  const { noise, stepSize, batchSize, replicate } = cell;
  const [error] = stream(1, 'made', stepSize, batchSize, replicate).normals(1);
  const batch = stepSize * topEigenvalue <= 0.5 ? small : large;
  const width = ratio * Math.log(stepSize / batchSize) + batch * Math.log(batchSize) + scatter * error;
  return {
    noise,
    stepSize,
    batchSize,
    replicate,
    iterations: 100,
    trainLoss: 0.098,
    testAccuracy: 0.7 + 0.01 * accuracy * width,
    geometry: { trace: 4 - width, traceError: 0.06, topEigenvalue: Math.log(topEigenvalue) },
  };
}

type Change = (run: EqualLossRun<Curvature>, index: number) => EqualLossRun<Curvature>;

function judge(world: Partial<World>, change: Change = (run) => run, of = cells) {
  const results = of.map((cell) => made(cell, { ...alone, ...world })).map(change);
  const evidence = brownianLrBatchWidth.judge(results, settings);
  expectFinite(evidence);
  const next = brownianLrBatchWidth.extend!(results, settings);
  return { ...evidence, verdicts: evidence.parts!.map(({ verdict }) => verdict), next };
}

describe('brownian-lr-batch-width', () => {
  it('is supported where the ratio alone sets the width, with small and with large steps', () => {
    const { verdict, verdicts, scope, next } = judge({});
    expect(verdict).toBe('supported');
    expect(verdicts).toEqual(['supported', 'supported', 'supported']);
    expect(scope).toBeUndefined();
    expect(next).toEqual([]);
  });

  it('is refuted as stated where the batch size counts with large steps alone, and says so', () => {
    const { verdict, verdicts, scope } = judge({ large: 0.3 });
    expect(verdict).toBe('refuted');
    expect(verdicts.slice(0, 2)).toEqual(['supported', 'refuted']);
    expect(scope).toMatch(
      /^holds at η·λ₁ ≤ 0\.5 \(growth -?0\.00\d .*\); fails at η·λ₁ above 0\.5 \(growth 0\.\d+/,
    );
  });

  it('finds the growths that were put in', () => {
    const { statistics } = judge({ ratio: 0.4, small: 0.2, large: 0.2 });
    const values = statistics.slice(0, 4).map(({ value }) => value);
    [0.4, 0.2, 0.4, 0.2].forEach((truth, i) => expect(Math.abs(values[i]! - truth)).toBeLessThan(0.02));
  });

  it('is refuted where the batch size counts everywhere, or the ratio does not widen', () => {
    const everywhere = judge({ small: 0.2, large: -0.2 });
    expect(everywhere.verdicts.slice(0, 2)).toEqual(['refuted', 'refuted']);
    expect(everywhere.scope).not.toContain('holds');
    expect(judge({ ratio: -0.3 }).verdicts.slice(0, 2)).toEqual(['refuted', 'refuted']);
  });

  it.each([
    [0.03, 'supported'],
    [-0.03, 'supported'],
    [0.08, 'refuted'],
    [-0.08, 'refuted'],
  ] as const)('allows a growth of 0.05 with the batch size: %d', (growth, verdict) => {
    expect(judge({ small: growth, large: growth }).verdicts.slice(0, 2)).toEqual([verdict, verdict]);
  });

  it('trains as many networks again where a part is open, once', () => {
    const { verdict, verdicts, open, next } = judge({ small: 0.05, large: 0.3 });
    // One part refutes the claim; the other is open all the same.
    expect(verdict).toBe('refuted');
    expect(verdicts[0]).toBe('undecided');
    expect(open).toBeUndefined();
    expect(next).toHaveLength(cells.length);
    expect(new Set(next.map(({ replicate }) => replicate))).toEqual(new Set([8, 9, 10, 11, 12, 13, 14, 15]));
    const few = cells.map((cell) => made(cell, { ...alone, small: 0.05 }));
    expect(brownianLrBatchWidth.extend!(few, { ...settings, profile: 'smoke' })).toEqual([]);
    const all = [...cells, ...next];
    const noisy = judge({ scatter: 0.5 }, undefined, all);
    expect(noisy.verdict).toBe('undecided');
    expect(noisy.open!.needs).toContain('replicates');
    expect(noisy.next).toEqual([]);
    expect(judge({ scatter: 0.05 }, undefined, all).verdict).toBe('supported');
  });

  it('counts runs that did not end at the loss, and decides nothing where they are more than a tenth', () => {
    const lost = (every: number, change: object) =>
      judge({ large: 0.3 }, (run, i) => (i % every === 0 ? { ...run, ...change } : run));
    for (const change of [{ geometry: null, trainLoss: 2 }, { trainLoss: 0.074 }]) {
      const few = lost(12, change);
      expect(few.verdict).toBe('refuted');
      expect(few.reason).toContain('12 of 144 runs did not end at the loss');
      const many = lost(8, change);
      expect(many.verdict).toBe('undecided');
      expect(many.reason).toContain('of the runs end at equal loss: 126 of 144');
    }
    expect(lost(1, { trainLoss: 0.076 }).verdict).toBe('refuted');
  });

  it('decides nothing where more than a tenth of the traces are not known to a quarter', () => {
    const coarse = (every: number, traceError: number) =>
      judge({}, (run, i) => (i % every === 0 ? { ...run, geometry: { ...run.geometry!, traceError } } : run))
        .verdict;
    expect(coarse(8, 0.24)).toBe('supported');
    expect(coarse(12, 0.26)).toBe('supported');
    expect(coarse(8, 0.26)).toBe('undecided');
  });

  it('asks for other step sizes where there are too few of a kind', () => {
    const sharp: Change = (run) => ({ ...run, geometry: { ...run.geometry!, topEigenvalue: 8 } });
    const { verdict, verdicts, open } = judge({}, sharp);
    expect(verdicts.slice(0, 2)).toEqual(['undecided', 'supported']);
    expect(verdict).toBe('undecided');
    expect(open!.needs).toBe('other step sizes');
  });

  it('sorts a setting by the mean of its networks', () => {
    // One network of eight with ten times the eigenvalue moves a setting at 0.42 up to 0.55.
    const one: Change = (run) =>
      run.replicate === 0
        ? { ...run, geometry: { ...run.geometry!, topEigenvalue: Math.log(10 * topEigenvalue) } }
        : run;
    const column = (change?: Change) => {
      const { tables } = judge({}, change);
      return tables[0]!.rows.filter((row) => row[tables[0]!.columns.indexOf('steps')] === 'small').length;
    };
    expect(column()).toBe(12);
    expect(column(one)).toBe(9);
  });

  it('judges test accuracy beside it, from a rank correlation of 0.3 on', () => {
    expect(judge({ accuracy: -1 }).verdicts).toEqual(['supported', 'supported', 'refuted']);
    expect(judge({ accuracy: -1 }).verdict).toBe('supported');
  });

  it('estimates what a quick run takes, a cell at a time', () => {
    const costs = cells.map((cell) => brownianLrBatchWidth.cost!(cell, shape));
    const seconds = costs.reduce((sum, cost) => sum + cost.seconds, 0);
    // As measured, within a factor of two.
    expect(seconds).toBeGreaterThan(15);
    expect(seconds).toBeLessThan(60);
    for (const { bytes } of costs) expect(bytes).toBeGreaterThan(1e5);
  });
});
