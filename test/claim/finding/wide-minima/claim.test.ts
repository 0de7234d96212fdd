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

  it('says with which other noise it holds', () => {
    const scopeOf = (gaussian: number, stable: number) =>
      judged({ 'full-batch': 0, sgd: 1, gaussian, stable }).scope;
    expect(scopeOf(1, 0)).toBe(
      'holds for the noise of minibatches, as well with Gaussian noise of the same covariance, not with ' +
        'alpha-stable noise (1.5) in every coordinate.',
    );
    expect(scopeOf(0, 1)).toMatch(/as well with alpha-stable .*, not with Gaussian/);
    expect(scopeOf(1, 1)).toMatch(/as well with Gaussian .* and with alpha-stable noise \(1.5\) in every/);
    expect(scopeOf(0, 0)).toMatch(/minibatches, not with Gaussian .* or with alpha-stable/);
  });

  it('is refuted where they are narrower or alike, without a scope', () => {
    for (const sgd of [-1, -0.1, 0]) {
      const { verdict, scope } = judged({ 'full-batch': 0, sgd, gaussian: 0, stable: 0 });
      expect(verdict).toBe('refuted');
      expect(scope).toBeUndefined();
    }
  });
});
