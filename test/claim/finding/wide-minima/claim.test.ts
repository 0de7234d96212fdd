import { describe, expect, it } from 'vitest';
import { wideMinima } from '#heavytail/claim/finding/wide-minima/claim';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';
import { made } from '../../network/equalLossRuns.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };

describe('wide-minima', () => {
  const cells = wideMinima.plan(settings);
  const judged = (widths: Record<string, number>) =>
    wideMinima.judge(
      cells.map((cell) => made(cell, widths[cell.noise]!)),
      settings,
    );

  it('is supported where SGD ends in wider minima, and says that Gaussian noise does as well', () => {
    const evidence = judged({ 'full-batch': 0, sgd: 1, gaussian: 1, stable: 0 });
    expect(evidence.verdict).toBe('supported');
    expect(evidence.reason).toContain('no tails are needed');
    expectFinite(evidence);
  });

  it('says that the tails take part where Gaussian noise does less', () => {
    expect(judged({ 'full-batch': 0, sgd: 1, gaussian: 0.3, stable: 0 }).reason).toContain(
      'the tails take part',
    );
  });

  it('is refuted where they are narrower, undecided where they are alike', () => {
    expect(judged({ 'full-batch': 0, sgd: -1, gaussian: 0, stable: 0 }).verdict).toBe('refuted');
    expect(judged({ 'full-batch': 0, sgd: 0, gaussian: 0, stable: 0 }).verdict).toBe('undecided');
  });
});
