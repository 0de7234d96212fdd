import { join } from 'node:path';
import type { Claim, ExampleShape, Settings } from '../claim/index.js';
import { areCellsStored, lookUpCell } from '../store/index.js';
import { cellCost, expectedSeconds } from './cellCost.js';
import type { DatasetIdentity } from './dataset.js';
import { planSweep } from './plan.js';

/** What is left to do of a claim. */
export interface ClaimOutlook {
  readonly id: string;
  readonly cells: number;
  /** Cells whose results an earlier run has stored. */
  readonly stored: number;
  /** Core seconds of the others; undefined where the claim has no estimate. */
  readonly seconds?: number;
  /** Memory of the largest of the others. */
  readonly bytes?: number;
}

const cellFolder = (folder: string) => join(folder, 'cells');

/**
 * Whether earlier runs stored anything for the claim. Where not, it can be planned without knowing which
 * examples it will see.
 *
 * @param claim - any
 * @param folder - of the report
 */
export function hasResults(claim: Claim, folder: string): boolean {
  return areCellsStored(cellFolder(folder), claim.id);
}

/** What a sweep would do: its cells, how many are stored, and time and memory as the claims estimate them. */
export function outlook(
  claims: readonly Claim[],
  settings: Settings,
  folder: string,
  datasets: readonly (DatasetIdentity & ExampleShape)[],
): ClaimOutlook[] {
  const plans = planSweep(claims, settings, datasets);
  return claims.map((claim) => {
    const { cells } = plans.find((plan) => plan.claim === claim)!;
    const left = hasResults(claim, folder)
      ? cells.filter((cell) => lookUpCell(cellFolder(folder), cell).status !== 'stored')
      : cells;
    const counts = { id: claim.id, cells: cells.length, stored: cells.length - left.length };
    const costs = left.map(({ cell }) => cellCost(claim, cell, datasets));
    const seconds = expectedSeconds(costs);
    if (claim.cost === undefined || seconds === undefined) return counts;
    return { ...counts, seconds, bytes: costs.reduce((most, cost) => Math.max(most, cost!.bytes), 0) };
  });
}
