import type { Claim, ExampleShape, Json, Settings } from '../claim/index.js';
import { cellCost } from './cellCost.js';
import { datasetOf, type DatasetIdentity } from './dataset.js';
import { buildFingerprint, version, type CellIdentity } from '../store/index.js';

/** A claim's cells. */
export interface ClaimPlan {
  readonly claim: Claim;
  readonly cells: readonly CellIdentity[];
  /** Why the cells could not be listed. */
  readonly failure?: string;
}

function seenBy(cell: Json, datasets: readonly DatasetIdentity[]): { dataset: DatasetIdentity } | undefined {
  const known = datasetOf(cell, datasets);
  return known && { dataset: { name: known.name, checksum: known.checksum } };
}

/**
 * Lists the cells of every claim.
 *
 * Claims of long cells come first, as far as they are estimated: when the last cells of a sweep are short
 * ones, no worker waits long for another.
 */
export function planSweep(
  claims: readonly Claim[],
  settings: Settings,
  datasets: readonly (DatasetIdentity & ExampleShape)[] = [],
): ClaimPlan[] {
  const plans = claims.map((claim) => planClaim(claim, settings, datasets));
  return plans
    .sort((a, b) => b.longest - a.longest || a.plan.cells.length - b.plan.cells.length)
    .map(({ plan }) => plan);
}

/** The cells of one claim, and the core seconds of the longest. */
function planClaim(
  claim: Claim,
  settings: Settings,
  datasets: readonly (DatasetIdentity & ExampleShape)[],
): { plan: ClaimPlan; longest: number } {
  try {
    const cells = claim.plan(settings);
    // A cell that nobody has estimated may be long.
    const seconds = cells.map((cell) => cellCost(claim, cell, datasets)?.seconds ?? Number.MAX_VALUE);
    return {
      plan: { claim, cells: identified(cells, claim, settings, datasets) },
      longest: seconds.reduce((most, each) => Math.max(most, each), 0),
    };
  } catch (error) {
    const failure = `Its plan failed: ${(error as Error).message}`;
    return { plan: { claim, cells: [], failure }, longest: 0 };
  }
}

/** The cells of a claim with all that their results depend on. */
export function identified(
  cells: readonly Json[],
  claim: Claim,
  settings: Settings,
  datasets: readonly DatasetIdentity[],
): CellIdentity[] {
  const build = `${version()} ${buildFingerprint()}`;
  return cells.map((cell) => ({
    claim: claim.id,
    cell,
    seed: settings.seed,
    ...(claim.needsData && seenBy(cell, datasets)),
    build,
  }));
}
