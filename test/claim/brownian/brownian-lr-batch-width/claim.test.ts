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
});
