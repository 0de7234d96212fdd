import { classImbalance } from '#heavytail/claim/beyond/class-imbalance/claim';
import { classCounts, type ImbalanceResult } from '#heavytail/claim/beyond/class-imbalance/run';
import { describe, expect, it } from 'vitest';

const settings = { profile: 'quick', seed: 1, dataset: 'none' } as const;
const dataset = (): never => {
  throw new Error('no data set is needed');
};
const cells = classImbalance.plan(settings);

/** Losses of ten tenths, flat but for the rarest. */
const losses = (rarest: number) => ({ iterations: 100, deciles: [...Array<number>(9).fill(0.4), rarest] });

/** Results with the given ratio in each start. */
const results = (ratio: (start: number) => number, balanced = 1): ImbalanceResult[] =>
  cells.map((cell) => ({
    ...cell,
    gradient: losses(cell.frequencies === 'balanced' ? balanced : ratio(cell.start)),
    sign: losses(1),
  }));
const judge = (...given: Parameters<typeof results>) => classImbalance.judge(results(...given), settings);

describe('class-imbalance', () => {
  it('is supported where all starts leave the rarest classes behind', () => {
    const { verdict, statistics } = judge(() => 2.5);
    expect(verdict).toBe('supported');
    expect(statistics.map(({ value }) => value)).toEqual([2.5, 1]);
  });

  it('is refuted where none does', () => {
    expect(judge(() => 1.9).verdict).toBe('refuted');
  });

  it('is open where starts disagree, or are too few', () => {
    const { verdict, reason } = judge((start) => (start === 3 ? 1.9 : 2.5));
    expect(verdict).toBe('undecided');
    expect(reason).toMatch(/^Not decided: the ratio is at least 2 in 9 of 10 starts/);
    const few = results(() => 2.5).filter(({ start }) => start < 9);
    expect(classImbalance.judge(few, settings).verdict).toBe('undecided');
  });

  it('decides nothing where balanced classes show the same, or a run does not arrive', () => {
    const alike = judge(() => 2.5, 2.1);
    expect(alike.verdict).toBe('undecided');
    expect(alike.controls.map(({ passed }) => passed)).toEqual([false, true]);
    const [first, ...rest] = results(() => 2.5);
    const stuck = classImbalance.judge([{ ...first!, sign: null }, ...rest], settings);
    expect(stuck.verdict).toBe('undecided');
    expect(stuck.controls.map(({ passed }) => passed)).toEqual([true, false]);
  });
});

it('counts of classes fall like 1/k, and balanced ones have about as many examples', () => {
  const unlike = classCounts('heavy-tailed');
  expect(unlike.slice(0, 4)).toEqual([100, 50, 33, 25]);
  expect(unlike.at(-1)).toBe(3);
  const balanced = classCounts('balanced');
  expect(new Set(balanced).size).toBe(1);
  const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);
  expect(total(balanced) - total(unlike)).toBeLessThan(40);
});

it('one start runs to the target by both kinds of descent, common classes first by gradients', () => {
  const [cell] = cells;
  const { gradient, sign } = classImbalance.run(cell!, { seed: 5, dataset });
  for (const found of [gradient, sign]) {
    const mean = found!.deciles.reduce((sum, loss) => sum + loss, 0) / 10;
    // The mean over tenths of nearly equal size is the loss over all.
    expect(mean).toBeGreaterThan(0.4);
    expect(mean).toBeLessThan(0.55);
  }
  expect(gradient!.deciles.at(-1)! / gradient!.deciles[0]!).toBeGreaterThan(
    sign!.deciles.at(-1)! / sign!.deciles[0]!,
  );
  // Sign descent moves each weight by the same step: so many of them that the first iterations set the order.
  expect(sign!.iterations).toBeGreaterThan(100);
});
