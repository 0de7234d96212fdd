import {
  control,
  decide,
  judged,
  prose,
  statisticOf,
  type Control,
  type Evidence,
  type Part,
} from '../../../evidence/index.js';
import { powOf } from '../../../kernel/index.js';
import { addTransitions, stationaryLaw, type WellTransitions } from '../../../sde/index.js';
import { exponentialTest, type ExponentialTest } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { levyTransitionsFigures, levyTransitionsTable } from './figure.js';
import { preferencePart, ratePart, sharePart, sureLevel } from './parts.js';
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
import { meanShares, settledShares } from './shares.js';
import { designFor } from '../../designs.js';

/**
 * Among several wells small Levy noise makes a Markov chain on the minima that prefers wide wells;
 * Brownian noise in the same landscape prefers the deep one.
 */

const gibbsTolerance = 0.1;

/** So many exit times at least for the exponential law to be supported. */
const fewestTimes = 300;

/** Enough to see that exit times without a potential are not exponential. */
const freeExits = 1000;

/**
 * At 0.02 travel from a saddle to the next minimum, some ten units of time, is short beside the shortest
 * stay, some 500. A path that lands beside the saddle between the slow and the fast slope may still be
 * carried over it by noise, which moves rates there by a share proportional to the noise, 5 % at 0.02:
 * half as much noise where errors are smaller than that.
 */
const designs = {
  smoke: { noiseScale: 0.02, parts: 8, paths: 4, brownianPaths: 6, exits: 60 },
  quick: { noiseScale: 0.02, parts: 24, paths: 18, brownianPaths: 12, exits: 300 },
  paper: { noiseScale: 0.01, parts: 24, paths: 600, brownianPaths: 1000, exits: 4000 },
} as const;

/** Some four relaxations of the slowest well, in time of the noise. */
const relaxations = 64;
const levyDuration = (noiseScale: number) => relaxations * powOf(noiseScale, -alpha);
/** Long enough for the same under Brownian noise. */
const brownianDuration = 1200;

function plan({ profile }: Settings): TransitionCell[] {
  const { noiseScale, parts, paths, brownianPaths, exits } = designFor(designs, profile);
  const walk = (driver: 'levy' | 'brownian', count: number) =>
    upTo(parts).map(
      (i): TransitionCell => ({
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

/** The walks under one noise, and how their paths spread over the wells in the end. */
interface Walked {
  readonly walk: WellTransitions;
  /** Of each part's paths: one row a part. */
  readonly partShares: readonly (readonly number[])[];
  /** What theory says the shares settle to. */
  readonly theory: readonly number[];
}

function walkedIn(
  results: readonly TransitionResult[],
  driver: 'levy' | 'brownian',
  theory: readonly number[],
): Walked {
  const walks = results.flatMap((result) =>
    result.kind === 'walk' && result.driver === driver ? [result.walk] : [],
  );
  return { walk: addTransitions(walks), partShares: settledShares(walks), theory };
}

/** Exit times of one well under the test of the exponential law. */
interface ExitLaw extends ExponentialTest {
  readonly well: number | 'free';
  readonly count: number;
}

function exitLaws(results: readonly TransitionResult[]): ExitLaw[] {
  return results.flatMap((result) =>
    result.kind === 'exit'
      ? [{ well: result.well, count: result.times.length, ...exponentialTest(result.times) }]
      : [],
  );
}

function exponentialPart(laws: readonly ExitLaw[]): Part {
  const rejected = laws.some(({ statistic, critical }) => !(statistic <= critical));
  const largest = Math.max(...laws.map(({ statistic }) => statistic)).toFixed(2);
  return {
    name: 'exponential exit times',
    verdict: decide(!rejected && laws.every(({ count }) => count >= fewestTimes), rejected),
    reason: prose(
      `Largest Anderson-Darling statistic of ${laws.length} wells: ${largest}, critical ${laws[0].critical}.`,
    ),
  };
}

function controlsOf(free: ExitLaw, { partShares, theory }: Walked): Control[] {
  const shares = meanShares(partShares, sureLevel);
  const agrees = shares.every(
    ({ value, low, high }, i) =>
      Math.abs(value - theory[i]) <= Math.max((high - low) / 2, gibbsTolerance * theory[i]),
  );
  return [
    control(
      'exit times without a potential are not taken for exponential',
      free.statistic > free.critical,
      `Anderson-Darling statistic ${free.statistic.toFixed(2)}, critical ${free.critical}`,
    ),
    control(
      'Brownian occupancy is that of the Gibbs density',
      agrees,
      shares.map(({ value }, i) => `${value.toFixed(3)} for ${theory[i].toFixed(3)}`).join(', '),
    ),
  ];
}

function judge(results: readonly TransitionResult[], { profile }: Settings): Evidence {
  const { noiseScale } = designFor(designs, profile);
  const levy = walkedIn(results, 'levy', Array.from(stationaryLaw(generator)));
  const brownian = walkedIn(results, 'brownian', gibbsShares(brownianScale));
  const laws = exitLaws(results);
  const rates = ratePart(levy.walk, noiseScale);
  const preference = preferencePart(levy.partShares, brownian.partShares);
  const statistics = ({ partShares, theory }: Walked, noise: string) =>
    meanShares(partShares).map((share, i) =>
      statisticOf(`share of the ${wellNames[i]} well, ${noise}`, share, theory[i]),
    );
  return judged({
    parts: [
      rates,
      exponentialPart(laws.filter(({ well }) => well !== 'free')),
      sharePart(levy.partShares, levy.theory),
      preference,
    ],
    controls: controlsOf(laws.find(({ well }) => well === 'free')!, brownian),
    reason: prose(preference.reason, rates.reason),
    statistics: [...statistics(levy, 'Lévy'), ...statistics(brownian, 'Brownian')],
    figures: levyTransitionsFigures(
      { ...levy, duration: levyDuration(noiseScale) },
      { ...brownian, duration: brownianDuration },
    ),
    tables: [levyTransitionsTable(levy.walk, noiseScale)],
  });
}

export const levyTransitions: Claim<TransitionCell, TransitionResult> = {
  id: 'levy-transitions',
  group: 'levy',
  kind: 'theorem',
  title: 'Lévy transitions: wide wells win',
  statement: prose(
    'Under Lévy noise SGD behaves among several minima as a Markov chain that depends on widths alone and',
    'prefers wide minima, whereas Brownian noise prefers deep ones.',
  ),
  source: 'Imkeller and Pavlyukevich 2006, 2008; arXiv 1912.00018, section 3; 1901.06053, section 3',
  experiment: prose(
    'The landscape has three wells: one wide and shallow, one narrow and deep, and one between. Paths',
    'start in the narrow, deep well; a transition counts when a path comes near another minimum. Exit',
    'times of each basin are simulated on their own, and the same landscape under Brownian noise.',
  ),
  rule: prose(
    'The claim has four parts. It is supported when all four are, refuted when one is refuted, undecided',
    'otherwise or when a control fails. (1) Each transition rate over that of the generator, and (2) each',
    'share of time over its stationary law: refuted when further from 1 than both 5 % and half of its',
    '99.73 % interval, otherwise supported if that half is at most 20 % (nine comparisons, 2.4 % false',
    'alarms). That level is the one of 3 standard errors of a normal law; shares have Student’s law, since',
    'their errors come from the scatter between groups of paths. (3) Exit times of each basin:',
    'Anderson-Darling against the exponential law with estimated mean at 0.25 % a well, supported from 300',
    'times a well. (4) The wide, shallow well holds more paths than the narrow, deep one under Lévy noise',
    'and fewer under Brownian noise, both with the 99.73 % interval of the difference.',
  ),
  formula:
    'Q_{ij}=\\frac{C_\\alpha}{\\alpha}' +
    '\\left||s_{j-1}-m_i|^{-\\alpha}-|s_j-m_i|^{-\\alpha}\\right|,\\quad \\pi Q=0',
  deviation: prose(
    'Noise is small but not vanishing: the scale is 0.02 (0.01 in the paper profile) beside a narrowest',
    'half-width of 0.7. A stay ends on arrival near another minimum, so that travel counts as stay.',
  ),
  needsData: false,
  plan,
  run: (cell, { seed }) => runTransitionCell(cell, seed),
  judge,
};
