import {
  decide,
  inWords,
  joinVerdicts,
  percent,
  prose,
  statisticOf,
  type ClaimVerdict,
  type MeasuredPart,
  type Part,
} from '../../../evidence/index.js';
import { powOf } from '../../../kernel/index.js';
import type { WellTransitions } from '../../../sde/index.js';
import { normalInterval, scaledInterval, studentInterval, type Interval } from '../../../statistics/index.js';
import { alpha, generator, narrow, pairsOfWells, wellNames, wide } from './run.js';
import { meanShares } from './shares.js';

/** What the verdict on transitions is joined from. */

/** Level of the intervals that decide: that of 3 standard errors of a normal law. */
export const sureLevel = 0.9973;
const tolerance = 0.05;

/** A ratio whose interval reaches further than this supports nothing. */
const coarsest = 0.2;
/** A measured number over its theory, with its interval for sentences and with the one that decides. */
interface Ratio {
  readonly name: string;
  readonly ratio: Interval;
  readonly sure: Interval;
}

function agreement({ value, low, high }: Interval): ClaimVerdict {
  const error = (high - low) / 2;
  const away = !(Math.abs(value - 1) <= Math.max(error, tolerance));
  return decide(!away && error <= coarsest, away);
}

function ratioPart(name: string, ratios: readonly Ratio[]): Part {
  const distance = ({ ratio }: Ratio) => Math.abs(ratio.value - 1);
  const worst = ratios.reduce((a, b) => (distance(b) > distance(a) ? b : a));
  return {
    name,
    verdict: joinVerdicts(ratios.map(({ sure }) => agreement(sure))),
    reason: `Furthest from theory: ${worst.name}, ${inWords(worst.ratio)} times theory.`,
  };
}

/** Transitions between every two wells beside those of the small-noise chain. */
export function ratePart({ counts, residence }: WellTransitions, noiseScale: number): MeasuredPart {
  const ratios = pairsOfWells.map(([from, to]): Ratio => {
    const visits = counts[from][to];
    const theory = generator[from][to] * powOf(noiseScale, alpha) * residence[from];
    // A Poisson count; its error by the larger of what was seen and expected, so that no visits are no
    // certainty.
    const error = Math.sqrt(Math.max(visits, theory)) / theory;
    return {
      name: `${wellNames[from]} to ${wellNames[to]}`,
      ratio: normalInterval(visits / theory, error),
      sure: normalInterval(visits / theory, error, sureLevel),
    };
  });
  return {
    ...ratioPart('transition rates', ratios),
    statistics: ratios.map(({ name, ratio }) => statisticOf(`rate ${name} over theory`, ratio, 1)),
  };
}

/**
 * Shares of the wells beside those of the stationary law.
 *
 * @param partShares - one row for each group of paths
 */
export function sharePart(partShares: readonly (readonly number[])[], stationary: readonly number[]): Part {
  const [usual, sure] = [meanShares(partShares), meanShares(partShares, sureLevel)];
  return ratioPart(
    'occupancy',
    wellNames.map((name, i) => ({
      name,
      ratio: scaledInterval(usual[i], 1 / stationary[i]),
      sure: scaledInterval(sure[i], 1 / stationary[i]),
    })),
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
): Part {
  const gap = (shares: readonly (readonly number[])[], more: number, less: number) =>
    studentInterval(
      shares.map((row) => row[more] - row[less]),
      sureLevel,
    );
  const gaps = [gap(levy, wide, narrow), gap(brownian, narrow, wide)];
  const bothShares = (shares: readonly (readonly number[])[]) => {
    const all = meanShares(shares);
    return `${percent(all[wide].value)} and ${percent(all[narrow].value)}`;
  };
  return {
    name: 'wide wells preferred, deep ones not',
    verdict: decide(
      gaps.every(({ low }) => low > 0),
      gaps.some(({ high }) => high < 0),
    ),
    reason: prose(
      'Share of the wide, shallow and of the narrow, deep well:',
      `${bothShares(levy)} under Lévy noise, ${bothShares(brownian)} under Brownian noise.`,
    ),
  };
}
