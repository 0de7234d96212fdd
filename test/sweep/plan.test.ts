import { expect, test } from 'vitest';
import { claims as real, type Claim, type Json } from 'heavytail/claim';
import { planSweep } from '#heavytail/sweep/plan';

const cells: readonly Json[] = [{ dataset: 'b' }, { dataset: 'a' }, { size: 3 }];
const claim = { ...real[0], needsData: true, plan: () => cells } as Claim;
const settings = { profile: 'smoke', seed: 1, dataset: 'a', furtherDatasets: ['b'] } as const;
const datasets = ['a', 'b'].map((name) => ({ name, checksum: `checksum of ${name}` }));
const seen = (known: Claim) =>
  planSweep([known], settings, datasets)[0].cells.map(({ dataset }) => dataset?.checksum);

test('a cell is identified by the data set that it names, or else by the first', () => {
  expect(seen(claim)).toEqual(['checksum of b', 'checksum of a', 'checksum of a']);
  expect(seen({ ...claim, needsData: false })).toEqual([undefined, undefined, undefined]);
});
