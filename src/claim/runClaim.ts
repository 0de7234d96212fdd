import type { CellContext, Claim, Settings } from './claim.js';
import type { Evidence } from '../evidence/index.js';

/**
 * Runs a claim from plan to verdict in this thread, cell by cell.
 *
 * The result is the same, bit for bit, as that of the command line, which spreads the cells over
 * workers and keeps them on disk.
 *
 * @param dataset - gives the data set of a name; needed by claims with `needsData` only
 * @throws {RangeError} when the claim asks for a data set and none was given
 */
export function runClaim(
  claim: Claim,
  settings: Settings,
  dataset: CellContext['dataset'] = (name) => {
    throw new RangeError(
      `Claim ${claim.id} asks for the data set ${name}; pass a function that returns it to runClaim.`,
    );
  },
): Evidence {
  const context: CellContext = { seed: settings.seed, dataset };
  const results = claim.plan(settings).map((cell) => claim.run(cell, context));
  return claim.judge(results, settings);
}
