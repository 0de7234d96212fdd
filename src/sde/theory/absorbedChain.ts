/** A Markov chain in continuous time that is absorbed on either of two sides. */
export interface AbsorbedChain {
  /** From row to column; the diagonal counts for nothing. Overwritten by `solveAbsorbed`. */
  readonly rates: readonly Float64Array[];
  /** Rates of absorption on either side. */
  readonly down: Float64Array;
  readonly up: Float64Array;
  /**
   * What a unit of time in each state gains: 1 where it is left out, and then the mean gain is the mean time.
   * With the time that follows an absorption, times its rate, added, the mean gain is the mean time until all
   * is over.
   */
  readonly gains?: Float64Array;
}

/**
 * Mean times until absorption (or gains), and probabilities of absorption on the upper side. States are taken
 * out one by one, as Grassmann, Taksar and Heyman (1985) do for stationary laws: no number is subtracted, so
 * that each result has a relative error of at most about n^3 roundings, however rare absorption is.
 *
 * @param chain - from every state absorption can be reached
 */
export function solveAbsorbed({ rates, down, up, gains }: AbsorbedChain): {
  meanTimes: Float64Array;
  upward: Float64Array;
} {
  const n = rates.length;
  /** What is gained in a state and in those taken out since, for one visit times the rate of leaving. */
  const stay = gains ?? new Float64Array(n).fill(1);
  const leaving = new Float64Array(n);
  for (let k = n - 1; k >= 0; k--) {
    const from = rates[k];
    let sum = down[k] + up[k];
    for (let j = 0; j < k; j++) sum += from[j];
    leaving[k] = sum;
    for (let i = 0; i < k; i++) {
      const row = rates[i];
      const share = row[k] / sum;
      if (share === 0) continue;
      for (let j = 0; j < k; j++) row[j] += share * from[j];
      down[i] += share * down[k];
      up[i] += share * up[k];
      stay[i] += share * stay[k];
    }
  }
  const meanTimes = new Float64Array(n);
  const upward = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    let time = stay[k];
    let chance = up[k];
    for (let j = 0; j < k; j++) {
      time += rates[k][j] * meanTimes[j];
      chance += rates[k][j] * upward[j];
    }
    meanTimes[k] = time / leaving[k];
    upward[k] = chance / leaving[k];
  }
  return { meanTimes, upward };
}
