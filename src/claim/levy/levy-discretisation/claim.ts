import { square } from '../../../kernel/index.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Evidence,
  failedControl,
  intervalVerdict,
  inWords,
  joinVerdicts,
  type Layer,
  type Part,
  type Role,
  statisticOf,
} from '../../../evidence/index.js';
import { type Interval, normalInterval } from '../../../statistics/index.js';
import { margins, rows, runChains, stepSizes, times, type ChainCell, type ChainResult } from './run.js';

/** The chain keeps the exit time of the equation if its step is small enough. */

const tolerance = 0.03;
const wrongDistance = 0.1;

const designs = {
  smoke: { indices: [1.5], parts: 8, paths: 60 },
  quick: { indices: [1.2, 1.5, 1.8], parts: 16, paths: 400 },
  paper: { indices: [1.2, 1.4, 1.6, 1.8], parts: 40, paths: 10_000 },
} as const;

function plan({ profile }: Settings): ChainCell[] {
  const { indices, parts, paths } = designs[profile];
  return indices.flatMap((alpha) => Array.from({ length: parts }, (_, part) => ({ alpha, part, paths })));
}

function run(cell: ChainCell, { seed }: { readonly seed: number }): ChainResult {
  return runChains(cell, seed);
}

/** Share of paths that had not left, by row and time. */
function survival(parts: readonly ChainResult[]): number[][] {
  const total = parts.reduce((sum, { paths }) => sum + paths, 0);
  return parts[0].survivors.map((row, r) =>
    row.map((_, t) => parts.reduce((sum, { survivors }) => sum + survivors[r][t], 0) / total),
  );
}

/** Kolmogorov-Smirnov distance of two rows. */
function distance(shares: readonly (readonly number[])[], a: number, b: number): number {
  return Math.max(...shares[a].map((share, t) => Math.abs(share - shares[b][t])));
}

/** Least C + delta with which the sandwich holds. */
function breach(shares: readonly (readonly number[])[], chain: number, margin: number): number {
  const [narrow, wide] = [shares[rows.narrow(margin)], shares[rows.wide(margin)]];
  return Math.max(0, ...shares[chain].map((share, t) => Math.max(narrow[t] - share, share - wide[t])));
}

/** A statistic of all parts with its jackknife interval, parts of equal size being left out one at a time. */
function jackknife(
  parts: readonly ChainResult[],
  statistic: (shares: readonly (readonly number[])[]) => number,
): Interval {
  const count = parts.length;
  const without = parts.map((_, i) => statistic(survival(parts.filter((__, j) => j !== i))));
  const mean = without.reduce((sum, value) => sum + value, 0) / count;
  const variance = ((count - 1) / count) * without.reduce((sum, value) => sum + square(value - mean), 0);
  return normalInterval(statistic(survival(parts)), Math.sqrt(variance));
}

function judge(results: readonly ChainResult[], { profile }: Settings): Evidence {
  const finest = stepSizes.at(-1)!;
  const groups = designs[profile].indices.map((alpha) => {
    const parts = results.filter((result) => result.alpha === alpha);
    const distances = stepSizes.map((size) =>
      jackknife(parts, (shares) => distance(shares, rows.chain(size), rows.equation)),
    );
    const falls = stepSizes
      .slice(1)
      .map((size, i) =>
        jackknife(
          parts,
          (shares) =>
            distance(shares, rows.chain(stepSizes[i]), rows.equation) -
            distance(shares, rows.chain(size), rows.equation),
        ),
      );
    const breaches = margins.map((margin) =>
      jackknife(parts, (shares) => breach(shares, rows.chain(finest), margin)),
    );
    const wrong = jackknife(parts, (shares) => distance(shares, rows.wrong, rows.equation));
    const verdict = joinVerdicts(
      [
        ...falls.map((fall) => intervalVerdict({ low: fall.high, high: fall.high }, [0, Infinity])),
        intervalVerdict(distances.at(-1)!, [-Infinity, tolerance]),
        ...breaches.map((value) => intervalVerdict(value, [-Infinity, tolerance])),
      ],
      [],
    );
    const largest = breaches.reduce((a, b) => (b.high > a.high ? b : a));
    return { alpha, parts, distances, breaches, largest, wrong, verdict };
  });
  const controls = groups.map(({ alpha, wrong }) => ({
    name: `jumps scaled by the square root of the step leave at other times, alpha ${alpha}`,
    passed: wrong.low > wrongDistance,
    value: `distance ${inWords(wrong)}`,
  }));
  const sentence = ({ distances, largest }: (typeof groups)[number]) =>
    `distance from ${inWords(distances[0])} at step ${stepSizes[0]} to ${inWords(distances.at(-1)!)} at ${finest}, sandwich short by at most ${inWords(largest)}`;
  return {
    verdict: joinVerdicts(
      groups.map(({ verdict }) => verdict),
      controls,
    ),
    reason:
      failedControl(controls) ??
      `${groups.map((group) => `alpha ${group.alpha}: ${sentence(group)}`).join('; ')}.`,
    parts: groups.map(
      (group): Part => ({
        name: `alpha ${group.alpha}`,
        verdict: group.verdict,
        reason: `Chain against equation: ${sentence(group)}.`,
      }),
    ),
    statistics: groups.flatMap(({ alpha, distances, breaches }) => [
      ...distances.map((value, i) =>
        statisticOf(`distance of exit times, alpha ${alpha}, step ${stepSizes[i]}`, value),
      ),
      ...breaches.map((value, i) =>
        statisticOf(`sandwich short by, alpha ${alpha}, margin ${margins[i]}`, value, 0),
      ),
    ]),
    controls,
    figures: [
      {
        name: 'levy-discretisation',
        title: 'Exit times of chain and equation',
        caption:
          'Left: Kolmogorov-Smirnov distance of the exit times of chain and equation against the step size. Right: share of paths inside, the chain of the finest step between the equation’s for radii smaller and larger by 0.1.',
        panels: [
          {
            x: { label: 'step size', scale: 'log' },
            y: { label: 'distance of exit times', scale: 'linear' },
            layers: groups.map(
              ({ alpha, distances }, i): Layer => ({
                mark: 'points',
                label: `alpha ${alpha}`,
                role: seriesRoles[i],
                x: stepSizes,
                y: distances.map(({ value }) => value),
                low: distances.map(({ low }) => low),
                high: distances.map(({ high }) => high),
              }),
            ),
          },
          {
            title: `alpha ${groups[0].alpha}`,
            x: { label: 'time', scale: 'linear', domain: [0, shownTime] },
            y: { label: 'share that has not left', scale: 'linear' },
            layers: sandwichLayers(survival(groups[0].parts)),
          },
        ],
      },
    ],
    tables: [
      {
        name: 'levy-discretisation',
        caption: 'Kolmogorov-Smirnov distance of the exit times of chain and equation, coupled increments.',
        columns: ['alpha', 'step size', 'distance', 'standard error'],
        rows: groups.flatMap(({ alpha, distances }) =>
          distances.map(({ value, standardError }, i) => [alpha, stepSizes[i], value, standardError]),
        ),
      },
    ],
  };
}

const seriesRoles: readonly Role[] = ['series1', 'series2', 'series3', 'series4'];

/** Up to this time the figure shows; few paths stay longer. */
const shownTime = 12;

function sandwichLayers(all: readonly (readonly number[])[]): Layer[] {
  const shown = times.filter((time) => time <= shownTime);
  const shares = all.map((row) => row.slice(0, shown.length));
  return [
    {
      mark: 'band',
      label: 'equation, radius ± 0.1',
      role: 'theory',
      x: shown,
      low: shares[rows.narrow(0.1)],
      high: shares[rows.wide(0.1)],
    },
    {
      mark: 'line',
      label: 'chain, finest step',
      role: 'measured',
      x: shown,
      y: shares[rows.chain(stepSizes.at(-1)!)],
    },
    {
      mark: 'line',
      label: 'chain, coarsest step',
      role: 'series2',
      x: shown,
      y: shares[rows.chain(stepSizes[0])],
    },
  ];
}

export const levyDiscretisation: Claim<ChainCell, ChainResult> = {
  id: 'levy-discretisation',
  group: 'levy',
  title: 'Lévy noise: chain and equation leave alike',
  statement:
    'The discrete iteration leaves a neighbourhood of a minimum at the time of the continuous equation if its step size is small enough.',
  source: 'arXiv 1906.09069, theorem 2',
  experiment:
    'Chains of dW = -W dt + 0.3 dB + 0.3 dL in the plane from the origin until |W| > 1, with step sizes 1/4, 1/8, 1/32 and 1/128 and increments summed from those of a chain of step 1/256, which stands for the equation; survivors counted at multiples of 1/4 up to time 30.',
  rule: 'For each alpha: supported when no fall of the Kolmogorov-Smirnov distance from one step size to the next finer one is below 0 beyond its 95 % interval, and at the finest step the 95 % intervals of the distance and of the least C + delta of the sandwich lie below 0.03 for each margin psi of 0.05, 0.1, 0.2 and 0.3; refuted when one of these intervals lies outside; undecided otherwise. Intervals are of the jackknife over groups of paths. The claim is supported when all are, refuted when any is, undecided otherwise or when the interval of the distance of a chain with jumps scaled by the square root of the step does not lie above 0.1.',
  formula: 'P[\\tau_{-\\psi}>K\\eta]-C-\\delta\\le P[\\bar\\tau_0>K]\\le P[\\tau_{\\psi}>K\\eta]+C+\\delta',
  deviation:
    'The gradient is linear, which the Hoelder condition of the theorem excludes; distances are those of distributions, since the mean gap that the source plots falls with the exit time itself; the equation is a chain of step 1/256.',
  needsData: false,
  plan,
  run,
  judge,
};
