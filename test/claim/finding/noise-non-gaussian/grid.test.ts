import { noiseNonGaussian } from '#heavytail/claim/finding/noise-non-gaussian/claim';
import { noiseGrid } from '#heavytail/claim/finding/noise-non-gaussian/grid';
import { publishedNetwork } from '#heavytail/claim/network/publishedNetwork';
import { networkOf } from '#heavytail/training/index';
import type { Profile, Settings } from 'heavytail/claim';
import { proceduralDigits } from 'heavytail/net';
import { describe, expect, it } from 'vitest';
import { knownWorlds } from './made.js';

const both: Settings = { profile: 'published', seed: 1, dataset: 'mnist', furtherDatasets: ['cifar10'] };
const greyShape = { dimension: 784, classes: 10, image: { channels: 1, height: 28, width: 28 } };
const imageShape = { dimension: 3072, classes: 10, image: { channels: 3, height: 32, width: 32 } };

it('carries the published grid in profile published', () => {
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
  const cells = noiseGrid({ profile: 'published', seed: 1, dataset: 'mnist' });
  expect(new Set(cells.map(({ dataset }) => dataset))).toEqual(new Set(['mnist']));
  expect(2 * cells.length).toBe(noiseGrid(both).length);
});

it.each<Profile>(['smoke', 'quick', 'paper', 'published'])(
  'shares the level among all intervals of profile %s',
  (profile) => {
    const cells = noiseGrid({ ...both, profile });
    const count = cells.reduce(
      (sum, { iterations, tails }) => sum + 2 * iterations.length * tails.batchSizes.length,
      0,
    );
    for (const { tails } of cells) expect(tails.intervals).toBe(count);
  },
);

describe('the estimate', () => {
  const secondsOf = (settings: Settings) =>
    noiseNonGaussian.plan(settings).reduce((sum, cell) => {
      const grey = cell.kind === 'network' && cell.network.dataset === 'mnist';
      return sum + noiseNonGaussian.cost!(cell, grey ? greyShape : imageShape).seconds;
    }, 0);

  it('has paper end within eight core hours on both data sets', () => {
    expect(secondsOf({ ...both, profile: 'paper' })).toBeLessThan(8 * 3600);
    expect(secondsOf(both)).toBeGreaterThan(10 * 24 * 3600);
  });

  it('knows AlexNet by its convolutions', () => {
    const [small, large] = [32, 64].map((width) => {
      const cell = noiseGrid(both).find((known) => known.model === 'alexnet' && known.width === width)!;
      return noiseNonGaussian.cost!({ kind: 'network', network: cell }, imageShape);
    });
    const wide = publishedNetwork({ model: 'alexnet', width: 64, depth: 8 });
    expect(networkOf(wide, imageShape).parameterCount).toBe(451_146);
    expect(large!.seconds / small!.seconds).toBeGreaterThan(3);
    expect(large!.bytes).toBeGreaterThan(small!.bytes);
  });
});

it('runs a cell of AlexNet, with the same numbers twice', () => {
  const digits = proceduralDigits();
  const cell = noiseGrid({ profile: 'paper', seed: 1, dataset: digits.name }).find(
    ({ model }) => model === 'alexnet',
  )!;
  const network = {
    ...cell,
    examples: 300,
    batchSize: 20,
    iterations: [0, 3],
    width: 2,
    tails: { ...cell.tails, batchSizes: [5], coordinates: 20, directions: 4, most: 300 },
  };
  const run = () => noiseNonGaussian.run({ kind: 'network', network }, { seed: 1, dataset: () => digits });
  const result = run();
  expect(run()).toEqual(result);
  const { tables } = noiseNonGaussian.judge([result, { kind: 'worlds', worlds: knownWorlds }], {
    profile: 'paper',
    seed: 1,
    dataset: digits.name,
  });
  expect(tables[1]!.rows.map((row) => [row[2], row[6]])).toEqual([
    ['AlexNet, 2 channels', 'at initialisation'],
    ['AlexNet, 2 channels', 'at the end of training'],
  ]);
});
