import { minibatchAveraging } from '#heavytail/claim/framework/minibatch-averaging/claim';
import { loadDataset } from '#heavytail/store/index';
import { expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';
import { smallNetwork } from '../smallNetwork.js';

const digits = loadDataset('procedural-digits');
const context = { seed: 1, dataset: () => digits };

it('minibatch-averaging finds known worlds in a run', () => {
  const network = {
    ...smallNetwork,
    examples: 2000,
    coordinates: 20,
    directions: 4,
    draws: 200_000,
    iterations: [0],
  };
  const evidence = minibatchAveraging.judge(
    [
      minibatchAveraging.run({ kind: 'network', network }, context),
      minibatchAveraging.run(
        { kind: 'worlds', sizes: { columns: 120, draws: 12_000_000, examples: 20_000 } },
        context,
      ),
    ],
    { ...settingsOf('smoke'), dataset: 'procedural-digits' },
  );
  expect(evidence.controls.map(({ passed }) => passed)).toEqual([true, true, true]);
  expect(evidence.scope).toMatch(
    /^of 2 settings, b 2 to 20: .*; b 20 to 200: slower in \d, classical in \d$/,
  );
  expectFinite(evidence);
});
