import { decide, inWords, type ClaimVerdict, type Open } from '../../evidence/index.js';
import { logOf } from '../../kernel/index.js';
import { type Line, weightedLine } from '../../statistics/index.js';

/** Does a time grow exponentially or like a power? Both forms are fitted to its logarithm and compared. */

/** Both ways in which a time T may grow with x. */
export interface Growth {
  /** log T = a + c x. */
  readonly exponential: Line;
  /** log T = a + c log x. */
  readonly power: Line;
  /** AIC of the power law less that of the exponential: positive where the exponential fits better. */
  readonly gain: number;
}

/** A form is preferred where its AIC is lower by more than this: the other is then hardly possible. */
export const leastGain = 10;

/**
 * Fits both forms by least squares and compares them by AIC, n log(residual sum/n) + 2 k: neither form is
 * exact, so the scatter around each is estimated and not taken from the errors of the means.
 *
 * @param x - at least 3 different ones, positive
 * @param logTimes - one for each x
 * @param level - of the intervals of slopes and intercepts
 */
export function growthOf(x: readonly number[], logTimes: readonly number[], level: number): Growth {
  const exponential = weightedLine(x, logTimes, undefined, level);
  const power = weightedLine(x.map(logOf), logTimes, undefined, level);
  const gain = x.length * (logOf(power.chiSquare) - logOf(exponential.chiSquare));
  return { exponential, power, gain };
}

/**
 * What is missing where neither form fits by far better.
 *
 * @param growth - both fits
 * @param x - what there can be more of, in the plural
 */
export function growthOpen({ exponential: { slope }, gain }: Growth, x: string): Open {
  return {
    rule:
      `AIC gain of the exponential ${gain.toFixed(1)} against ±${leastGain}, ` +
      `growth ${inWords(slope)} against 0`,
    needs: `more ${x}, or more paths in each`,
  };
}

/** Whether the growth is exponential: upwards, and by far the better fit. */
export function exponentialVerdict({ exponential: { slope }, gain }: Growth): ClaimVerdict {
  return decide(slope.low > 0 && gain > leastGain, slope.high < 0 || gain < -leastGain);
}
