import type { Claim, Json, Settings } from '../claim/index.js';
import { buildFingerprint, version, type CellIdentity } from '../store/index.js';

/** A claim's cells. */
export interface ClaimPlan {
  readonly claim: Claim;
  readonly cells: readonly CellIdentity[];
  /** Why the cells could not be listed. */
  readonly failure?: string;
}

/** The examples that claims on networks see. */
export interface DatasetIdentity {
  readonly name: string;
  readonly checksum: string;
}

/** The data set that a cell names, or else the first; nothing where there is none. */
export function datasetOf<Known extends DatasetIdentity>(
  cell: Json,
  datasets: readonly Known[],
): Known | undefined {
  const name = typeof cell === 'object' && cell !== null && 'dataset' in cell ? cell.dataset : undefined;
  return datasets.find((known) => known.name === name) ?? datasets[0];
}

function seenBy(cell: Json, datasets: readonly DatasetIdentity[]): { dataset: DatasetIdentity } | undefined {
  const known = datasetOf(cell, datasets);
  return known && { dataset: { name: known.name, checksum: known.checksum } };
}

/**
 * Lists the cells of every claim.
 *
 * Claims of few cells come first: these are the long cells (training runs), and when the last cells
 * of a sweep are short ones no worker waits long for another.
 */
export function planSweep(
  claims: readonly Claim[],
  settings: Settings,
  datasets: readonly DatasetIdentity[] = [],
): ClaimPlan[] {
  const plans = claims.map((claim): ClaimPlan => {
    let cells: readonly Json[];
    try {
      cells = claim.plan(settings);
    } catch (error) {
      return { claim, cells: [], failure: `Its plan failed: ${(error as Error).message}` };
    }
    return { claim, cells: identified(cells, claim, settings, datasets) };
  });
  return plans.sort((a, b) => a.cells.length - b.cells.length);
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
