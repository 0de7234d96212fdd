import {
  around,
  atLeast,
  intervalPart,
  inWords,
  percent,
  prose,
  type IntervalTest,
  type MeasuredPart,
  type Part,
} from '../../../evidence/index.js';
import { powOf } from '../../../kernel/index.js';
import {
  exponentialTest,
  normalInterval,
  sharedLevel,
  studentInterval,
  type Interval,
} from '../../../statistics/index.js';
import { alpha, generator, narrow, wellNames, wide, type TransitionResult } from './run.js';
import { meanShares } from './shares.js';

/** What the verdict on transitions is joined from. */

/**
 * Rates over those of theory; at noise of 0.02 the largest is 6 % off, by paths that land beside a
 * saddle.
 */
export const rateTolerance = 0.25;
/** Shares of wells; at noise of 0.05 the largest is 0.02 off. */
export const shareTolerance = 0.15;
/** All intervals that the verdict rests on hold together at this level: six rates, three shares, two gaps. */
export const jointLevel = 0.99;
const level = sharedLevel(11, jointLevel);
/** So many exit times at least for the exponential law to be supported. */
export const fewestTimes = 300;
/**
 * Exceeded by the Anderson-Darling statistic of exponential times 1 time in 10,000: the tabulated points from
 * 5 % to 0.25 % (Stephens 1986, table 4.14) rise by 0.29 with each halving, to 2.534 at the last.
 */
export const criticalStatistic = 3.9;

/** Exits of one well. */
export type WellExits = Extract<TransitionResult, { kind: 'exit' }>;

/** How often paths went from a well to another, over what the small-noise chain says. */
export interface Rate {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Time in the first well, in all. */
  readonly time: number;
  readonly theory: number;
}

/** Rates from the exits of every well. */
export function ratesOf(exits: readonly WellExits[], noiseScale: number): Rate[] {
  return exits.flatMap(({ well, times, landed }) => {
    if (well === 'free') return [];
    const time = times.reduce((sum, stay) => sum + stay, 0);
    return landed.flatMap((count, to) =>
      to === well
        ? []
        : [{ from: well, to, count, time, theory: generator[well][to] * powOf(noiseScale, alpha) }],
    );
  });
}

function worstOf(tests: readonly IntervalTest[], expected: (test: IntervalTest) => number): IntervalTest {
  const distance = (test: IntervalTest) => Math.abs(test[1].value - expected(test));
  return tests.reduce((a, b) => (distance(b) > distance(a) ? b : a));
}

/** Transitions between every two wells beside those of the small-noise chain. */
export function ratePart(rates: readonly Rate[]): MeasuredPart {
  const tests = rates.map(({ from, to, count, time, theory }): IntervalTest => {
    // A Poisson count; its error by the larger of what was seen and expected, so that none are no certainty.
    const expected = theory * time;
    const ratio = normalInterval(count / expected, Math.sqrt(Math.max(count, expected)) / expected, level);
    return [`rate ${wellNames[from]} to ${wellNames[to]} over theory`, ratio, around(1, rateTolerance), 1];
  });
  const [name, ratio] = worstOf(tests, () => 1);
  return intervalPart(
    'transition rates',
    `Furthest from theory: ${name}, ${inWords(ratio)}.`,
    tests,
    'exits',
  );
}

/** Exit times of each basin beside the exponential law. */
export function exponentialPart(exits: readonly WellExits[]): Part {
  const statistics = exits.map(({ times }) => exponentialTest(times).statistic);
  const fewest = Math.min(...exits.map(({ times }) => times.length));
  const most = Math.max(...statistics);
  const name = 'exponential exit times';
  const reason = `Largest Anderson-Darling statistic of ${exits.length} wells: ${most.toFixed(2)}.`;
  if (!(most <= criticalStatistic)) return { name, verdict: 'refuted', reason };
  if (fewest >= fewestTimes) return { name, verdict: 'supported', reason };
  const open = {
    rule: `${fewest} exit times of a well are too few for the test of the exponential law`,
    needs: `${fewestTimes} exit times a well`,
  };
  return { name, verdict: 'undecided', reason, open };
}

/**
 * Shares of the wells beside those of the stationary law.
 *
 * @param partShares - one row for each group of paths
 */
export function sharePart(
  partShares: readonly (readonly number[])[],
  stationary: readonly number[],
): MeasuredPart {
  const tests = meanShares(partShares, level).map(
    (share, i): IntervalTest => [
      `share of the ${wellNames[i]} well, Lévy`,
      share,
      around(stationary[i], shareTolerance),
      stationary[i],
    ],
  );
  const [name, share, , theory] = worstOf(tests, (test) => test[3]!);
  return intervalPart(
    'occupancy',
    `Furthest from theory: ${name}, ${inWords(share)}; theory ${theory!.toFixed(3)}.`,
    tests,
    'paths',
  );
}

/**
 * Which of the two wells fills under which noise.
 *
 * @param levy - shares of all wells, one row for each group of paths: the shares of a row are of the same
 *   paths
 * @param brownian - the same under Brownian noise
 */
export function preferencePart(
  levy: readonly (readonly number[])[],
  brownian: readonly (readonly number[])[],
): MeasuredPart {
  const gap = (shares: readonly (readonly number[])[], more: number, less: number): Interval =>
    studentInterval(
      shares.map((row) => row[more] - row[less]),
      level,
    );
  const bothShares = (shares: readonly (readonly number[])[]) => {
    const all = meanShares(shares);
    return `${percent(all[wide].value)} and ${percent(all[narrow].value)}`;
  };
  return intervalPart(
    'wide wells preferred, deep ones not',
    prose(
      'Share of the wide, shallow and of the narrow, deep well:',
      `${bothShares(levy)} under Lévy noise, ${bothShares(brownian)} under Brownian noise.`,
    ),
    [
      ['share of the wide well less that of the deep one, Lévy', gap(levy, wide, narrow), atLeast(0)],
      ['share of the deep well less that of the wide one, Brownian', gap(brownian, narrow, wide), atLeast(0)],
    ],
    'paths',
  );
}
