import { finiteVariance } from '#heavytail/claim/framework/finite-variance/claim';
import { loadDataset } from '#heavytail/store/index';
import { expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = { ...settingsOf('smoke'), dataset: 'procedural-digits' };
const digits = loadDataset('procedural-digits');
const context = { seed: 1, dataset: () => digits };

it('finite-variance tells worlds of known law apart in a run, and is not decided by few examples', () => {
  const [first, worlds] = finiteVariance.plan(settings);
  const cell = first as Extract<typeof first, { kind: 'network' }>;
  const small = { ...cell, network: { ...cell.network, examples: 1000 } };
  const evidence = finiteVariance.judge(
    [finiteVariance.run(small, context), finiteVariance.run(worlds!, context)],
    settings,
  );
  expect(evidence.controls.map(({ passed }) => passed)).toEqual([true, true]);
  expect(evidence.verdict).toBe('undecided');
  expect(evidence.open!.needs).toContain('20000 examples');
  expectFinite(evidence);
});
