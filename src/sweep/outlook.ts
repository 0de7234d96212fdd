import { join } from 'node:path';
import type { Claim, ExampleShape, Settings } from '../claim/index.js';
import { lookUpCell } from '../store/index.js';
import { datasetOf, planSweep, type DatasetIdentity } from './plan.js';

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
    const left = cells.filter((cell) => lookUpCell(join(folder, 'cells'), cell).status !== 'stored');
    const counts = { id: claim.id, cells: cells.length, stored: cells.length - left.length };
    if (claim.cost === undefined || datasets.length === 0) return counts;
    const costs = left.map(({ cell }) => claim.cost!(cell, datasetOf(cell, datasets)!));
    return {
      ...counts,
      seconds: costs.reduce((sum, { seconds }) => sum + seconds, 0),
      bytes: costs.reduce((most, { bytes }) => Math.max(most, bytes), 0),
    };
  });
}
