/** What is known of one claim's cells while they run. */
export interface CellTimes {
  readonly finished: number;
  /** Time of the finished cells, summed. */
  readonly seconds: number;
  readonly remaining: number;
}

/**
 * Time until all remaining cells are done.
 *
 * Cells of one claim are taken to be alike, so each remaining cell is expected to take its claim's
 * mean; a claim of which no cell has finished is given the mean over all claims.
 *
 * @param claims - those that run
 * @param workers - how many cells run at once
 * @returns seconds, or undefined while no cell has finished
 */
export function remainingSeconds(claims: readonly CellTimes[], workers: number): number | undefined {
  const finished = total(claims, ({ finished }) => finished);
  if (finished === 0) return undefined;
  const overallMean = total(claims, ({ seconds }) => seconds) / finished;
  const work = total(claims, (claim) => {
    const mean = claim.finished > 0 ? claim.seconds / claim.finished : overallMean;
    return mean * claim.remaining;
  });
  const remaining = total(claims, (claim) => claim.remaining);
  return remaining === 0 ? 0 : work / Math.min(workers, remaining);
}

function total(claims: readonly CellTimes[], quantity: (claim: CellTimes) => number): number {
  return claims.reduce((sum, claim) => sum + quantity(claim), 0);
}
