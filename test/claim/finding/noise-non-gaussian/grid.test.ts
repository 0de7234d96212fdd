import { noiseGrid } from '#heavytail/claim/finding/noise-non-gaussian/grid';
import { publishedNetwork } from '#heavytail/claim/network/publishedNetwork';
import { networkOf } from '#heavytail/training/index';
import { noiseNonGaussian } from '#heavytail/claim/finding/noise-non-gaussian/claim';
import { proceduralDigits } from 'heavytail/net';
import { expect, it } from 'vitest';
import type { Settings } from 'heavytail/claim';
import { knownWorlds } from '../../network/knownWorlds.js';

const both: Settings = { profile: 'paper', seed: 1, dataset: 'mnist', furtherDatasets: ['cifar10'] };
it('carries the published grid in profile paper', () => {
  const cells = noiseGrid(both);
  const published = cells.filter(({ model, batchSize }) => model === undefined && batchSize === 100);
  const values = <Value>(of: (cell: (typeof cells)[number]) => Value) => new Set(published.map(of)).size;
  // Widths 4 to 1024, depths 2 to 10, two losses, two data sets; at least the three published seeds.
  expect(values(({ width }) => width)).toBe(9);
  expect(values(({ depth }) => depth)).toBe(9);
  expect(values(({ replicate }) => replicate)).toBeGreaterThanOrEqual(3);
  expect(published.length).toBe(9 * 9 * 2 * 2 * values(({ replicate }) => replicate));
  expect(
    cells.every(({ iterations, schedule }) => iterations.at(-1) === 65_000 && schedule === 'halved-twice'),
  ).toBe(true);
  expect(new Set(cells.map(({ batchSize }) => batchSize))).toEqual(new Set([100, 1, 8, 32, 256, 500, 1000]));
  expect(cells.some(({ model, width }) => model === 'alexnet' && width === 64)).toBe(true);
});

it('takes one data set where one is given', () => {
  const cells = noiseGrid({ profile: 'paper', seed: 1, dataset: 'mnist' });
  expect(new Set(cells.map(({ dataset }) => dataset))).toEqual(new Set(['mnist']));
  expect(2 * cells.length).toBe(noiseGrid(both).length);
});

it('estimates AlexNet by its convolutions', () => {
  const shape = { dimension: 3072, classes: 10, image: { channels: 3, height: 32, width: 32 } };
  const [small, large] = [32, 64].map((width) => {
    const cell = noiseGrid(both).find((known) => known.model === 'alexnet' && known.width === width)!;
    return noiseNonGaussian.cost!({ kind: 'network', network: cell }, shape);
  });
  const wide = publishedNetwork({ model: 'alexnet', width: 64, depth: 8 });
  expect(networkOf(wide, shape).parameterCount).toBe(451_146);
  expect(large.seconds / small.seconds).toBeGreaterThan(3);
  expect(large.bytes).toBeGreaterThan(small.bytes);
});

it('runs a cell of AlexNet, with the same numbers twice', () => {
  const digits = proceduralDigits();
  const network = {
    ...noiseGrid({ profile: 'quick', seed: 1, dataset: digits.name }).find(
      ({ model }) => model === 'alexnet',
    )!,
    examples: 200,
    iterations: [0, 3],
    minibatches: 30,
    directions: 4,
    width: 2,
  };
  const run = () => noiseNonGaussian.run({ kind: 'network', network }, { seed: 1, dataset: () => digits });
  const result = run();
  expect(run()).toEqual(result);
  const { tables } = noiseNonGaussian.judge([result, { kind: 'worlds', worlds: knownWorlds }], {
    profile: 'quick',
    seed: 1,
    dataset: digits.name,
  });
  expect(tables[0].rows.map((row) => row[1])).toEqual(['alexnet', 'alexnet']);
});
