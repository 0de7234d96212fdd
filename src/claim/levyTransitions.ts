import { powOf } from '../kernel/index.js';
import { addTransitions, stationaryLaw, type WellTransitions } from '../sde/index.js';
import type { Claim, Evidence, Part, Settings, Verdict } from './claim.js';
import { exponentialTest } from './exponentialLaw.js';
import { failedControl, inWords, joinVerdicts, normalInterval, statisticOf } from './interval.js';
import { levyTransitionsFigures, levyTransitionsTable } from './levyTransitionsFigure.js';
import {
  alpha,
  brownianScale,
  generator,
  gibbsShares,
  narrow,
  observations,
  runTransitionCell,
  type TransitionCell,
  type TransitionResult,
  wellNames,
  wide,
} from './levyTransitionsWorld.js';
import type { Interval } from './regression.js';

/**
 * Among several wells small Levy noise makes a Markov chain on the minima that prefers wide wells; Brownian noise
 * in the same landscape prefers the deep one.
 */

const standardErrors = 3;
const tolerance = 0.05;
/** A ratio whose error is larger than this supports nothing. */
const coarsest = 0.2;
const gibbsTolerance = 0.1;
/** So many exit times at least for the exponential law to be supported. */
const fewestTimes = 300;

/** Enough to see that exit times without a potential are not exponential. */
const freeExits = 1000;

/**
 * At 0.02 travel from a saddle to the next minimum, some ten units of time, is short beside the shortest stay,
 * some 500. A path that lands beside the saddle between the slow and the fast slope may still be carried over
 * it by noise, which moves rates there by a share proportional to the noise, 5 % at 0.02: half as much noise
 * where errors are smaller than that.
 */
const designs = {
  smoke: { noiseScale: 0.02, parts: 8, paths: 4, brownianPaths: 6, exits: 60 },
  quick: { noiseScale: 0.02, parts: 12, paths: 22, brownianPaths: 24, exits: 300 },
  paper: { noiseScale: 0.01, parts: 24, paths: 600, brownianPaths: 1000, exits: 4000 },
} as const;

/** Some four relaxations of the slowest well, in time of the noise. */
const levyDuration = (noiseScale: number) => 64 * powOf(noiseScale, -alpha);
const brownianDuration = 1200;

function plan({ profile }: Settings): TransitionCell[] {
  const { noiseScale, parts, paths, brownianPaths, exits } = designs[profile];
  const walk = (driver: 'levy' | 'brownian', count: number) =>
    Array.from(
      { length: parts },
      (_, i): TransitionCell => ({
        kind: 'walk',
        driver,
        noiseScale: driver === 'levy' ? noiseScale : brownianScale,
        duration: driver === 'levy' ? levyDuration(noiseScale) : brownianDuration,
        firstPath: i * count,
        paths: count,
      }),
    );
  const wells = [...wellNames.keys(), 'free' as const];
  return [
    ...walk('levy', paths),
    ...walk('brownian', brownianPaths),
    ...wells.map(
      (well): TransitionCell => ({
        kind: 'exit',
        well,
        noiseScale,
        paths: well === 'free' ? freeExits : exits,
      }),
    ),
  ];
}

/** Share of paths in each well over the last half of the observations, with its error between parts. */
function settledShares(parts: readonly WellTransitions[]): Interval[] {
  const shares = parts.map(({ occupancy, paths }) => {
    const late = occupancy.slice(observations / 2);
    return wellNames.map((_, i) => late.reduce((sum, row) => sum + row[i], 0) / (late.length * paths));
  });
  return wellNames.map((_, i) => meanOf(shares.map((row) => row[i])));
}

function meanOf(values: readonly number[]): Interval {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return normalInterval(mean, Math.sqrt(square / (n * (n - 1))));
}

/** What a measured number over its theory says. */
function agreement({ value, standardError }: Interval): Verdict {
  const error = standardErrors * standardError;
  if (!(Math.abs(value - 1) <= Math.max(error, tolerance))) return 'refuted';
  return error <= coarsest ? 'supported' : 'undecided';
}

function over({ value, standardError }: Interval, theory: number): Interval {
  return normalInterval(value / theory, standardError / theory);
}

function part(name: string, named: readonly { name: string; ratio: Interval }[]): Part {
  const verdicts = named.map(({ ratio }) => agreement(ratio));
  const verdict = joinVerdicts(verdicts, []);
  const distance = ({ ratio }: { ratio: Interval }) => Math.abs(ratio.value - 1);
  const worst = named.reduce((a, b) => (distance(b) > distance(a) ? b : a));
  const reason = `Furthest from theory: ${worst.name}, ${inWords(worst.ratio)} times theory.`;
  return { name, verdict, reason };
}

function preference(levy: readonly Interval[], brownian: readonly Interval[]): Part {
  const gap = (a: Interval, b: Interval) =>
    (a.value - b.value) / Math.hypot(a.standardError, b.standardError, Number.MIN_VALUE);
  const gaps = [gap(levy[wide], levy[narrow]), gap(brownian[narrow], brownian[wide])];
  const percent = ({ value }: Interval) => `${(100 * value).toFixed(1)} %`;
  return {
    name: 'wide wells preferred, deep ones not',
    verdict: gaps.every((g) => g > standardErrors)
      ? 'supported'
      : gaps.some((g) => g < -standardErrors)
        ? 'refuted'
        : 'undecided',
    reason:
      `Share of the wide, shallow and of the narrow, deep well: ${percent(levy[wide])} and ` +
      `${percent(levy[narrow])} under Lévy noise, ${percent(brownian[wide])} and ${percent(brownian[narrow])} under Brownian noise.`,
  };
}

function judge(results: readonly TransitionResult[], { profile }: Settings): Evidence {
  const { noiseScale } = designs[profile];
  const walks = (driver: 'levy' | 'brownian') =>
    results.flatMap((result) => (result.kind === 'walk' && result.driver === driver ? [result.walk] : []));
  const levyWalk = addTransitions(walks('levy'));
  const shares = settledShares(walks('levy'));
  const brownianShares = settledShares(walks('brownian'));
  const stationary = Array.from(stationaryLaw(generator));
  const gibbs = gibbsShares(brownianScale);
  const rates = wellNames.flatMap((from, i) =>
    wellNames.flatMap((to, j) => {
      if (i === j) return [];
      const visits = levyWalk.counts[i][j];
      const theory = generator[i][j] * powOf(noiseScale, alpha) * levyWalk.residence[i];
      // A Poisson count; its error by the larger of what was seen and expected, so that no visits are no certainty.
      const ratio = normalInterval(visits / theory, Math.sqrt(Math.max(visits, theory)) / theory);
      return [{ name: `${from} to ${to}`, ratio }];
    }),
  );
  const laws = results.flatMap((result) =>
    result.kind === 'exit'
      ? [{ well: result.well, count: result.times.length, ...exponentialTest(result.times) }]
      : [],
  );
  const held = laws.filter(({ well }) => well !== 'free');
  const lawVerdict = held.some(({ statistic, critical }) => !(statistic <= critical))
    ? 'refuted'
    : held.every(({ count }) => count >= fewestTimes)
      ? 'supported'
      : 'undecided';
  const largest = Math.max(...held.map(({ statistic }) => statistic));
  const ratios = shares.map((share, i) => ({ name: wellNames[i], ratio: over(share, stationary[i]) }));
  const parts: Part[] = [
    part('transition rates', rates),
    {
      name: 'exponential exit times',
      verdict: lawVerdict,
      reason: `Largest Anderson-Darling statistic of ${held.length} wells: ${largest.toFixed(2)}, critical ${held[0].critical}.`,
    },
    part('occupancy', ratios),
    preference(shares, brownianShares),
  ];
  const free = laws.find(({ well }) => well === 'free')!;
  const controls = [
    {
      name: 'exit times without a potential are not taken for exponential',
      passed: free.statistic > free.critical,
      value: `Anderson-Darling statistic ${free.statistic.toFixed(2)}, critical ${free.critical}`,
    },
    {
      name: 'Brownian occupancy is that of the Gibbs density',
      passed: brownianShares.every(
        ({ value, standardError }, i) =>
          Math.abs(value - gibbs[i]) <= Math.max(standardErrors * standardError, gibbsTolerance * gibbs[i]),
      ),
      value: brownianShares
        .map(({ value }, i) => `${value.toFixed(3)} for ${gibbs[i].toFixed(3)}`)
        .join(', '),
    },
  ];
  return {
    verdict: joinVerdicts(
      parts.map(({ verdict }) => verdict),
      controls,
    ),
    reason: failedControl(controls) ?? `${parts[3].reason} ${parts[0].reason}`,
    parts,
    statistics: [
      ...rates.map(({ name, ratio }) => statisticOf(`rate ${name} over theory`, ratio, 1)),
      ...shares.map((share, i) =>
        statisticOf(`share of the ${wellNames[i]} well, Lévy`, share, stationary[i]),
      ),
      ...brownianShares.map((share, i) =>
        statisticOf(`share of the ${wellNames[i]} well, Brownian`, share, gibbs[i]),
      ),
    ],
    controls,
    figures: levyTransitionsFigures({
      shares,
      brownianShares,
      levyWalk,
      brownianWalk: addTransitions(walks('brownian')),
      stationary,
      duration: levyDuration(noiseScale),
      brownianDuration,
      gibbs,
    }),
    tables: [levyTransitionsTable(levyWalk, noiseScale)],
  };
}

export const levyTransitions: Claim<TransitionCell, TransitionResult> = {
  id: 'levy-transitions',
  group: 'levy',
  title: 'Lévy transitions: wide wells win',
  statement:
    'Under Lévy noise SGD behaves among several minima as a Markov chain that depends on widths alone and prefers wide minima, whereas Brownian noise prefers deep ones.',
  source: 'Imkeller and Pavlyukevich 2006, 2008; arXiv 1912.00018, section 3; 1901.06053, section 3',
  experiment:
    'A landscape of three wells: wide and shallow, narrow and deep, and one between. Paths start in the narrow, deep well; a transition counts when a path comes near another minimum. Exit times of each basin on their own; the same landscape under Brownian noise.',
  rule: 'Supported when all four hold, refuted when one is refuted, undecided otherwise or when a control fails. Each transition rate over that of the generator, and each share of time over its stationary law: refuted when further from 1 than both 3 standard errors and 5 %, supported otherwise if 3 standard errors are at most 20 % (nine comparisons, 2.4 % false alarms). Exit times of each basin: Anderson-Darling against the exponential law with estimated mean at 0.25 % a well, supported from 300 times a well. The wide, shallow well holds more paths than the narrow, deep one under Lévy noise and fewer under Brownian noise, both by 3 standard errors.',
  formula:
    'Q_{ij}=\\frac{C_\\alpha}{\\alpha}\\left||s_{j-1}-m_i|^{-\\alpha}-|s_j-m_i|^{-\\alpha}\\right|,\\quad \\pi Q=0',
  deviation:
    'Noise is small but not vanishing: the scale is 0.02 (0.01 in the paper profile) beside a narrowest half-width of 0.7. On arrival near a minimum the stay before ends, so that travel counts as stay.',
  needsData: false,
  plan,
  run: (cell, { seed }) => runTransitionCell(cell, seed),
  judge,
};
