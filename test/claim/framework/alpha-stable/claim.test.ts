import { alphaStable } from '#heavytail/claim/framework/alpha-stable/claim';
import { loadDataset } from '#heavytail/store/index';
import { expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';
import { smallNetwork } from '../smallNetwork.js';

const digits = loadDataset('procedural-digits');
const context = { seed: 1, dataset: () => digits };

it('alpha-stable finds known worlds in a run', () => {
  const sizes = { coordinates: 120, draws: 100_000, minibatches: 160 };
  const few = { coordinates: 8, draws: 10_000, minibatches: 60 };
  const network = { ...smallNetwork, examples: 2000, ...few, iterations: [0] };
  const evidence = alphaStable.judge(
    [
      alphaStable.run({ kind: 'network', network }, context),
      alphaStable.run({ kind: 'worlds', sizes: { ...sizes, examples: 20_000 } }, context),
    ],
    { ...settingsOf('smoke'), dataset: 'procedural-digits' },
  );
  expect(evidence.controls.map(({ passed }) => passed)).toEqual([true, true]);
  // 2,000 examples give minibatches of up to 200, and so an index at b = 2 and 20.
  expect(evidence.statistics.map(({ name }) => name.slice(0, 14))).toEqual([
    'index at b = 2',
    'index at b = 2',
  ]);
  expectFinite(evidence);
});
