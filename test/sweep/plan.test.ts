import { expect, test } from 'vitest';
import { claims as real, type Claim, type Json } from 'heavytail/claim';
import { planSweep } from '#heavytail/sweep/plan';

const cells: readonly Json[] = [{ dataset: 'b' }, { dataset: 'a' }, { size: 3 }];
const claim = { ...real[0], cost: undefined, needsData: true, plan: () => cells } as unknown as Claim;
const settings = { profile: 'smoke', seed: 1, dataset: 'a', furtherDatasets: ['b'] } as const;
const datasets = ['a', 'b'].map((name) => ({
  name,
  checksum: `checksum of ${name}`,
  dimension: 4,
  classes: 2,
}));
const seen = (known: Claim) =>
  planSweep([known], settings, datasets)[0].cells.map(({ dataset }) => dataset?.checksum);

test('a cell is identified by the data set that it names, or else by the first', () => {
  expect(seen(claim)).toEqual(['checksum of b', 'checksum of a', 'checksum of a']);
  expect(seen({ ...claim, needsData: false })).toEqual([undefined, undefined, undefined]);
});

test('claims of long cells come first, and before all those whose cells nobody has estimated', () => {
  const lasting = (id: string, seconds?: number) =>
    ({ ...claim, id, ...(seconds !== undefined && { cost: () => ({ seconds, bytes: 0 }) }) }) as Claim;
  const unsorted = [lasting('short', 1), lasting('long', 60), lasting('unknown')];
  const plans = planSweep(unsorted, settings, datasets);
  expect(plans.map((plan) => plan.claim.id)).toEqual(['unknown', 'long', 'short']);
});

test('an estimate that fails fails its claim alone', () => {
  const broken = {
    ...claim,
    cost: () => {
      throw new Error('no width');
    },
  } as Claim;
  const plans = planSweep([broken, claim], settings, datasets);
  expect(plans.map(({ failure }) => failure)).toEqual([undefined, 'Its plan failed: no width']);
});
