/** What is known of one claim's cells while they run. */
export interface CellTimes {
  readonly finished: number;
  /** Time of the finished cells, summed. */
  readonly seconds: number;
  readonly remaining: number;
  /** What the claim expected of the finished and of the remaining cells; absent where it has no estimate. */
  readonly expected?: { readonly finished: number; readonly remaining: number };
}

/** A claim's own speed counts fully when this share of its expected work is done. */
const ownSpeedShare = 0.2;

/**
 * Time until all remaining cells are done.
 *
 * Where a claim has an estimate, what it expects is corrected by how long its finished cells took against
 * what was expected of them, and before some of them are done by the same ratio over all claims. A claim
 * without an estimate expects the mean of its finished cells, or that over all claims.
 *
 * @param claims - those that run
 * @param workers - how many cells run at once
 * @returns seconds, or undefined while nothing is known
 */
export function remainingSeconds(claims: readonly CellTimes[], workers: number): number | undefined {
  const remaining = total(claims, (claim) => claim.remaining);
  if (remaining === 0) return 0;
  const finished = total(claims, (claim) => claim.finished);
  if (finished === 0 && claims.every(({ expected }) => expected === undefined)) return undefined;
  const overall = overallRatio(claims);
  const mean = finished > 0 ? total(claims, ({ seconds }) => seconds) / finished : 0;
  const work = total(claims, (claim) =>
    claim.expected === undefined
      ? (claim.finished > 0 ? claim.seconds / claim.finished : mean) * claim.remaining
      : expectedWork(claim.seconds, claim.expected, overall),
  );
  return work / Math.min(workers, remaining);
}

/** Seconds that were taken for each that was expected. */
function overallRatio(claims: readonly CellTimes[]): number {
  const known = claims.filter(({ expected }) => expected !== undefined);
  const expected = total(known, (claim) => claim.expected!.finished);
  return expected > 0 ? total(known, ({ seconds }) => seconds) / expected : 1;
}

function expectedWork(
  seconds: number,
  { finished, remaining }: { readonly finished: number; readonly remaining: number },
  overall: number,
): number {
  const borrowed = Math.max(0, ownSpeedShare * (finished + remaining) - finished);
  const known = finished + borrowed;
  return known === 0 ? 0 : (remaining * (seconds + overall * borrowed)) / known;
}

function total(claims: readonly CellTimes[], quantity: (claim: CellTimes) => number): number {
  return claims.reduce((sum, claim) => sum + quantity(claim), 0);
}
