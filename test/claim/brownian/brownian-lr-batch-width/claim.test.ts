import { describe, expect, it } from 'vitest';
import { brownianLrBatchWidth } from '#heavytail/claim/brownian/brownian-lr-batch-width/claim';
import type { EqualLossCell } from '#heavytail/claim/network/equalLoss';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';
import { made } from '../../network/equalLossRuns.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };

describe('brownian-lr-batch-width', () => {
  const cells = brownianLrBatchWidth.plan(settings);
  const judged = (logWidth: (cell: EqualLossCell) => number, accuracy = logWidth) =>
    brownianLrBatchWidth.judge(
      cells.map((cell) => made(cell, logWidth(cell), 0.9 + 0.001 * accuracy(cell))),
      settings,
    );
  const ratio = ({ stepSize, batchSize }: EqualLossCell) => Math.log(stepSize / batchSize);

  it('is supported where the ratio alone sets the width, and width the accuracy', () => {
    const evidence = judged((cell) => 0.8 * ratio(cell));
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
  });

  it('is refuted where the batch size matters at a fixed ratio, or the ratio narrows', () => {
    const both = judged((cell) => 0.8 * ratio(cell) + 0.4 * Math.log(cell.batchSize));
    expect(both.parts!.map(({ verdict }) => verdict)).toEqual(['supported', 'refuted', 'supported']);
    expect(both.verdict).toBe('refuted');
    expect(judged((cell) => -0.8 * ratio(cell)).verdict).toBe('refuted');
  });

  it('is undecided where a run does not arrive', () => {
    const results = cells.map((cell) => made(cell, 0.8 * ratio(cell), 0.9 + 0.001 * ratio(cell)));
    const evidence = brownianLrBatchWidth.judge(
      [{ ...results[0]!, geometry: null }, ...results.slice(1)],
      settings,
    );
    expect(evidence.verdict).toBe('undecided');
    expect(evidence.reason).toContain('runs end at equal loss');
  });

  /** As where the claim is supported (1) or refuted (-1), the first run changed. */
  const changed = (sign: number, change: (run: ReturnType<typeof made>) => object) => {
    const results = cells.map((cell) => made(cell, sign * 0.8 * ratio(cell), 0.9 + 0.001 * ratio(cell)));
    const [first, ...others] = results;
    return brownianLrBatchWidth.judge([{ ...first!, ...change(first!) }, ...others], settings).verdict;
  };

  it('is undecided where one run ends far below the loss', () => {
    // 0.075 is allowed.
    expect(changed(1, () => ({ trainLoss: 0.076 }))).toBe('supported');
    expect(changed(1, () => ({ trainLoss: 0.074 }))).toBe('undecided');
    expect(changed(-1, () => ({ trainLoss: 0.076 }))).toBe('refuted');
    expect(changed(-1, () => ({ trainLoss: 0.074 }))).toBe('undecided');
  });

  it('is undecided where one trace is not known to a quarter', () => {
    const known = (traceError: number) => (run: ReturnType<typeof made>) => ({
      geometry: { ...run.geometry!, traceError },
    });
    expect(changed(1, known(0.24))).toBe('supported');
    expect(changed(1, known(0.26))).toBe('undecided');
    expect(changed(-1, known(0.24))).toBe('refuted');
    expect(changed(-1, known(0.26))).toBe('undecided');
  });

  it('allows the batch size a tenth of the power of the ratio', () => {
    const batch = (power: number, of: number) =>
      judged((cell) => power * ratio(cell) + of * Math.log(cell.batchSize)).parts![1]!.verdict;
    expect(batch(0.8, 0.04)).toBe('supported');
    expect(batch(0.8, 0.12)).toBe('refuted');
    expect(batch(1.6, 0.12)).toBe('supported');
  });
});
