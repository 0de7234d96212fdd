import { powOf } from '../../../kernel/index.js';
import { addTransitions, stationaryLaw } from '../../../sde/index.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Evidence,
  failedControl,
  joinVerdicts,
  type Part,
  statisticOf,
} from '../../../evidence/index.js';
import { exponentialTest, normalInterval, scaledInterval } from '../../../statistics/index.js';
import { levyTransitionsFigures, levyTransitionsTable } from './figure.js';
import {
  alpha,
  brownianScale,
  generator,
  gibbsShares,
  runTransitionCell,
  type TransitionCell,
  type TransitionResult,
  wellNames,
} from './run.js';
import { preferencePart, ratioPart, sureLevel } from './parts.js';
import { meanShares, settledShares } from './shares.js';

/**
 * Among several wells small Levy noise makes a Markov chain on the minima that prefers wide wells; Brownian noise
 * in the same landscape prefers the deep one.
 */

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

function judge(results: readonly TransitionResult[], { profile }: Settings): Evidence {
  const { noiseScale } = designs[profile];
  const walks = (driver: 'levy' | 'brownian') =>
    results.flatMap((result) => (result.kind === 'walk' && result.driver === driver ? [result.walk] : []));
  const levyWalk = addTransitions(walks('levy'));
  const partShares = settledShares(walks('levy'));
  const brownianPartShares = settledShares(walks('brownian'));
  const shares = meanShares(partShares);
  const brownianShares = meanShares(brownianPartShares);
  const stationary = Array.from(stationaryLaw(generator));
  const gibbs = gibbsShares(brownianScale);
  const rates = wellNames.flatMap((from, i) =>
    wellNames.flatMap((to, j) => {
      if (i === j) return [];
      const visits = levyWalk.counts[i][j];
      const theory = generator[i][j] * powOf(noiseScale, alpha) * levyWalk.residence[i];
      // A Poisson count; its error by the larger of what was seen and expected, so that no visits are no certainty.
      const error = Math.sqrt(Math.max(visits, theory)) / theory;
      return [
        {
          name: `${from} to ${to}`,
          ratio: normalInterval(visits / theory, error),
          sure: normalInterval(visits / theory, error, sureLevel),
        },
      ];
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
  const sureShares = meanShares(partShares, sureLevel);
  const ratios = shares.map((share, i) => ({
    name: wellNames[i],
    ratio: scaledInterval(share, 1 / stationary[i]),
    sure: scaledInterval(sureShares[i], 1 / stationary[i]),
  }));
  const parts: Part[] = [
    ratioPart('transition rates', rates),
    {
      name: 'exponential exit times',
      verdict: lawVerdict,
      reason: `Largest Anderson-Darling statistic of ${held.length} wells: ${largest.toFixed(2)}, critical ${held[0].critical}.`,
    },
    ratioPart('occupancy', ratios),
    preferencePart(partShares, brownianPartShares),
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
      passed: meanShares(brownianPartShares, sureLevel).every(
        ({ value, low, high }, i) =>
          Math.abs(value - gibbs[i]) <= Math.max((high - low) / 2, gibbsTolerance * gibbs[i]),
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
  rule: 'Supported when all four hold, refuted when one is refuted, undecided otherwise or when a control fails. Each transition rate over that of the generator, and each share of time over its stationary law: refuted when further from 1 than both 5 % and half of its 99.73 % interval (3 standard errors of a normal law; Student’s law for shares, whose errors come from the scatter between groups of paths), supported otherwise if that half is at most 20 % (nine comparisons, 2.4 % false alarms). Exit times of each basin: Anderson-Darling against the exponential law with estimated mean at 0.25 % a well, supported from 300 times a well. The wide, shallow well holds more paths than the narrow, deep one under Lévy noise and fewer under Brownian noise, both with the 99.73 % interval of the difference.',
  formula:
    'Q_{ij}=\\frac{C_\\alpha}{\\alpha}\\left||s_{j-1}-m_i|^{-\\alpha}-|s_j-m_i|^{-\\alpha}\\right|,\\quad \\pi Q=0',
  deviation:
    'Noise is small but not vanishing: the scale is 0.02 (0.01 in the paper profile) beside a narrowest half-width of 0.7. On arrival near a minimum the stay before ends, so that travel counts as stay.',
  needsData: false,
  plan,
  run: (cell, { seed }) => runTransitionCell(cell, seed),
  judge,
};
