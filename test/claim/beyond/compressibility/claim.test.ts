import { compressibility } from '#heavytail/claim/beyond/compressibility/claim';
import { keptShare, pruningError } from '#heavytail/claim/beyond/compressibility/pruning';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

const settings = { profile: 'quick', seed: 1, dataset: 'none' } as const;
const cells = compressibility.plan(settings);
const dataset = (): never => {
  throw new Error('no data set is needed');
};

type Results = Parameters<typeof compressibility.judge>[0];
type Run = Extract<Results[number], { kind: 'run' }>;

/** Results in which the error falls by `slope` for each e-fold of eta/b, with some scatter. */
function results(slope: number, change: (run: Run, i: number) => Run = (run) => run): Results {
  const noise = stream(1, 'scatter').normals(cells.length);
  return cells.map((cell, i) => {
    if (cell.kind === 'made') return { kind: 'made', gaussian: 0.75, heavy: 0.1 };
    const { stepSize, batchSize, replicate } = cell;
    const error = 0.7 + slope * Math.log(stepSize / batchSize) + 0.01 * noise[i]!;
    return change(
      {
        kind: 'run',
        noise: 'sgd',
        stepSize,
        batchSize,
        replicate,
        iterations: 100,
        trainLoss: 0.09,
        testAccuracy: 0.9,
        geometry: error,
        initialError: 0.854 + 0.001 * noise[i]!,
      },
      i,
    );
  });
}
const judge = (...given: Parameters<typeof results>) => compressibility.judge(results(...given), settings);

describe('compressibility', () => {
  it('is supported where networks of larger eta/b lose less', () => {
    const { verdict, statistics } = judge(-0.02);
    expect(verdict).toBe('supported');
    expect(statistics[0]!.value).toBeLessThan(-0.8);
  });

  it('is refuted where they lose more', () => {
    expect(judge(0.02).verdict).toBe('refuted');
  });

  it('is open where eta/b does not tell, and says what would', () => {
    const { verdict, reason } = judge(0);
    expect(verdict).toBe('undecided');
    expect(reason).toMatch(/^Not decided: rank correlation of η\/b .* times the runs/);
  });

  it('leaves out a run that does not arrive, and decides nothing where many do not', () => {
    const lost = (count: number) =>
      judge(-0.02, (run, i) => (i < count ? { ...run, trainLoss: 1, geometry: null } : run));
    expect(lost(2).verdict).toBe('supported');
    expect(lost(2).statistics[1]!.value).toBe(22);
    const many = lost(3);
    expect(many.verdict).toBe('undecided');
    expect(many.controls.map(({ passed }) => passed)).toEqual([true, true, false]);
  });

  it('decides nothing where known weights are not measured as they are', () => {
    const offStart = judge(-0.02, (run) => ({ ...run, initialError: 0.8 }));
    expect(offStart.controls.map(({ passed }) => passed)).toEqual([false, true, true]);
    const alike = results(-0.02).map((result) =>
      result.kind === 'made' ? { ...result, heavy: result.gaussian - 0.1 } : result,
    );
    const { verdict, controls } = compressibility.judge(alike, settings);
    expect(verdict).toBe('undecided');
    expect(controls.map(({ passed }) => passed)).toEqual([true, false, true]);
  });

  it('finds made-up heavy tails by what pruning loses', () => {
    const made = compressibility.run({ kind: 'made' }, { seed: 3, dataset });
    if (made.kind !== 'made') throw new Error('worlds were made');
    // Gaussian weights: the root of the share of x² below the 90 % quantile of |x|, from a table.
    expect(made.gaussian).toBeCloseTo(0.75, 1);
    expect(made.heavy).toBeLessThan(0.4);
  });
});

describe('the pruning error', () => {
  const layer = (offset: number, columns: number) => ({ name: `l${offset}`, offset, rows: 1, columns });

  it('is the length of what is lost over all, the mean of the layers', () => {
    expect(keptShare).toBe(0.1);
    // Of ten weights one stays: the layer (3, 0, …, 4) loses 3 of 5; ten equal ones lose √0.9.
    const weights = Float32Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0, -4, ...Array<number>(10).fill(2));
    expect(pruningError(weights, [layer(0, 10)])).toBeCloseTo(0.6, 12);
    expect(pruningError(weights, [layer(0, 10), layer(10, 10)])).toBeCloseTo((0.6 + Math.sqrt(0.9)) / 2, 12);
  });

  it('does not exist where a layer is zero', () => {
    expect(() => pruningError(new Float32Array(10), [layer(0, 10)])).toThrow('All weights of l0 are zero');
  });
});
