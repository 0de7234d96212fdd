import {
  atLeast,
  control,
  decide,
  inWords,
  intervalPart,
  judged,
  prose,
  statisticOf,
  tooWide,
  type ClaimVerdict,
  type Control,
  type Evidence,
  type MeasuredPart,
  type Open,
} from '../../../evidence/index.js';
import { logOf } from '../../../kernel/index.js';
import { studentInterval } from '../../../statistics/index.js';
import { exponentialVerdict, growthOf, leastGain, type Growth } from '../../brownian/growth.js';
import { barrierTables, fasterFigure, timesTable } from './figure.js';
import type { FasterResult, Needle } from './run.js';
import { targetLoss, type Training } from './training.js';

/** The rule of faster-than-theory. */

/** A power below this is far from exponential. */
export const largestPower = 0.5;
export const level = 0.99;
/** Gradient descent must take this many times as many iterations before noise counts as a help. */
export const leastSpeedUp = 1.25;

/** Times over a dimension, several for each. */
interface Times {
  readonly dimensions: readonly number[];
  readonly logTimes: readonly number[];
  /** Dimensions at which a time is only known to be larger. */
  readonly late: readonly number[];
}

/** Whether the times grow far more slowly than exponentially: the same for training and for the needle. */
function slownessOf({ dimensions, logTimes, late }: Times): { verdict: ClaimVerdict; growth: Growth } {
  const growth = growthOf(dimensions, logTimes, level);
  const exponential = exponentialVerdict(growth) === 'supported';
  const middle = dimensions.map(logOf).reduce((sum, log) => sum + log, 0) / dimensions.length;
  // A late run in a low dimension only makes the power look larger than it is.
  const lateAndHigh = late.filter((dimension) => logOf(dimension) >= middle);
  const slow = growth.power.slope.high < largestPower && !exponential && lateAndHigh.length === 0;
  return { verdict: decide(slow, exponential && late.length === 0), growth };
}

/** Applies the rule. */
export function judge(results: readonly FasterResult[]): Evidence {
  const runs = results.filter((result) => result.kind === 'training');
  const needles = results.filter((result) => result.kind === 'needle');
  const barriers = results.filter((result) => result.kind === 'barrier');
  const training = slownessOf(timesOf(runs));
  const search = slownessOf(searchTimes(needles));
  return judged({
    parts: [dimensionPart(runs, training)],
    asides: [noisePart(runs)],
    controls: [needleControl(search)],
    figures: [fasterFigure(runs, training.growth, needles, search.growth)],
    tables: [timesTable(runs), ...barrierTables(barriers)],
  });
}

function timesOf(runs: readonly Training[]): Times {
  return {
    dimensions: runs.map(({ parameters }) => parameters),
    logTimes: runs.map(({ sgd, mostIterations }) => logOf(sgd ?? mostIterations)),
    late: runs.filter(({ sgd }) => sgd === null).map(({ parameters }) => parameters),
  };
}

function searchTimes(needles: readonly Needle[]): Times {
  return {
    dimensions: needles.flatMap(({ dimension, times }) => times.map(() => dimension)),
    logTimes: needles.flatMap(({ times }) => times.map(logOf)),
    late: [],
  };
}

function dimensionPart(
  runs: readonly Training[],
  { verdict, growth }: ReturnType<typeof slownessOf>,
): MeasuredPart {
  const { slope } = growth.power;
  const [fewest, most] = [Math.min, Math.max].map((end) => end(...runs.map(({ parameters }) => parameters)));
  const [from, to] = [fewest, most].map((parameters) => meanTime(runs, parameters).toFixed(0));
  return {
    name: 'time against the number of weights',
    verdict,
    reason: prose(
      `From ${words(fewest)} to ${words(most)} weights the iterations to a training loss of ${targetLoss} go`,
      `from ${from} to ${to}: as the number of weights to the power ${inWords(slope, 2)}. The AIC gain of an`,
      `exponential over this power is ${growth.gain.toFixed(1)}.`,
    ),
    scope: prose(
      `measured for fully connected networks of ${words(fewest)} to ${words(most)} weights, to a training`,
      `loss of ${targetLoss}.`,
    ),
    ...(verdict === 'undecided' && { open: openOf(runs, growth) }),
    statistics: [statisticOf('power of the number of weights', slope)],
  };
}

function openOf(runs: readonly Training[], { power: { slope }, gain }: Growth): Open {
  const late = runs.filter(({ sgd }) => sgd === null).length;
  if (late > 0) {
    const rule = `${late} of ${runs.length} runs did not arrive at the training loss`;
    return { rule, needs: 'more iterations' };
  }
  if (slope.low < largestPower && slope.high >= largestPower) {
    return tooWide(['power of the number of weights', slope, [-Infinity, largestPower]], 'starts');
  }
  const rule = `power ${inWords(slope, 2)}, and an AIC gain of the exponential of ${gain.toFixed(1)}`;
  return { rule: `${rule} against ${leastGain}`, needs: 'wider networks' };
}

/** Whether gradient descent without noise takes longer from the same weights. */
function noisePart(runs: readonly Training[]): MeasuredPart {
  const name = 'noise speeds training up';
  const pairs = runs.filter(({ descent }) => descent !== undefined);
  const ratios = pairs.flatMap(({ sgd, descent }) =>
    sgd !== null && typeof descent === 'number' ? [logOf(descent / sgd) / Math.LN2] : [],
  );
  if (ratios.length < Math.max(2, pairs.length)) {
    const rule = `${pairs.length - ratios.length} of ${pairs.length} pairs of runs did not arrive`;
    const open = { rule, needs: 'more iterations' };
    return { name, verdict: 'undecided', reason: `${rule}.`, open, statistics: [] };
  }
  const interval = studentInterval(ratios, level);
  const reason = prose(
    `From the same weights gradient descent takes 2 to the power ${inWords(interval, 2)} times as many`,
    `iterations as SGD, over ${ratios.length} pairs.`,
  );
  const range = atLeast(logOf(leastSpeedUp) / Math.LN2);
  return intervalPart(
    name,
    reason,
    [['log2 of iterations, gradient descent over SGD', interval, range]],
    'starts',
  );
}

function needleControl({ verdict, growth }: ReturnType<typeof slownessOf>): Control {
  return control(
    'Brownian search for a needle is found exponential in the dimension by the same rule',
    verdict === 'refuted',
    `AIC gain of the exponential ${growth.gain.toFixed(1)}`,
  );
}

function meanTime(runs: readonly Training[], parameters: number): number {
  const own = runs.filter((run) => run.parameters === parameters);
  return own.reduce((sum, { sgd, mostIterations }) => sum + (sgd ?? mostIterations), 0) / own.length;
}

function words(count: number): string {
  return count.toLocaleString('en');
}
