import { classicalClt } from '#heavytail/claim/framework/averaging/classicalClt';
import { generalisedClt } from '#heavytail/claim/framework/averaging/generalisedClt';
import { runClaim } from 'heavytail/claim';
import { expect, it } from 'vitest';
import { noDataset, settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

it.each([classicalClt, generalisedClt])('$id is decided, and right, in the smallest run', (claim) => {
  const evidence = runClaim(claim, settingsOf('smoke'), noDataset);
  expect(evidence.controls.map(({ passed }) => passed)).toEqual([true]);
  expect(evidence.parts!.map(({ verdict }) => verdict)).not.toContain('undecided');
  expect(evidence.verdict).toBe('supported');
  expectFinite(evidence);
});

it.each([classicalClt, generalisedClt])('$id says what its cells take', (claim) => {
  for (const profile of ['smoke', 'quick', 'paper'] as const) {
    for (const cell of claim.plan(settingsOf(profile))) {
      const { seconds, bytes } = claim.cost!(cell, { dimension: 0, classes: 0, image: undefined });
      expect(seconds).toBeGreaterThan(0);
      expect(bytes).toBeLessThan(2 ** 30);
    }
  }
});
