import type { CellContext, Claim, Json, Settings } from './claim.js';
import type { Evidence } from '../evidence/index.js';

/**
 * Runs a claim from plan to verdict in this thread, cell by cell.
 *
 * The result is the same, bit for bit, as that of the command line, which spreads the cells over workers
 * and keeps them on disk.
 *
 * @param claim - one of `claims`, or one of your own
 * @param settings - profile, seed and data set: how large the experiment is, and which random numbers it
 *   draws
 * @param dataset - gives the data set of a name; needed by claims with `needsData` only
 * @returns the verdict with all that it rests on
 * @throws {RangeError} when the claim asks for a data set and none was given
 *
 * @example
 * import { findClaim, runClaim } from 'heavytail/claim';
 *
 * const claim = findClaim('brownian-width');
 * const { verdict, statistics } = runClaim(claim, { profile: 'smoke', seed: 1, dataset: 'none' });
 * verdict; // → "supported"
 * statistics[0].name; // → "exponent of both widths together"
 * statistics[0].value; // → 2.004
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
  const results: Json[] = [];
  let cells = claim.plan(settings);
  do {
    results.push(...cells.map((cell) => claim.run(cell, context)));
    cells = claim.extend?.(results, settings) ?? [];
  } while (cells.length > 0);
  return claim.judge(results, settings);
}
