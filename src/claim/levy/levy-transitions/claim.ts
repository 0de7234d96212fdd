import {
  around,
  control,
  intervalVerdict,
  inWords,
  judged,
  prose,
  statisticOf,
  type Control,
  type Evidence,
} from '../../../evidence/index.js';
import { powOf } from '../../../kernel/index.js';
import { addTransitions, stationaryLaw, type WellTransitions } from '../../../sde/index.js';
import { exponentialTest, sharedLevel } from '../../../statistics/index.js';
import type { CellCost, Claim, Settings } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import { levyTransitionsFigures, levyTransitionsTable } from './figure.js';
import {
  criticalStatistic,
  exponentialPart,
  fewestTimes,
  preferencePart,
  ratePart,
  ratesOf,
  rateTolerance,
  sharePart,
  shareTolerance,
  type WellExits,
} from './parts.js';
import {
  alpha,
  basinOf,
  brownianScale,
  generator,
  gibbsShares,
  narrow,
  runTransitionCell,
  walkStep,
  wellNames,
  type TransitionCell,
  type TransitionResult,
} from './run.js';
import { meanShares, settledShares } from './shares.js';

/**
 * Among several wells small Levy noise makes a Markov chain on the minima that prefers wide wells;
 * Brownian noise in the same landscape prefers the deep one.
 */

/** Shares under Brownian noise; those of the Gibbs density are 0.18, 0.66 and 0.16. */
const gibbsTolerance = 0.2;
/** A control may fail by chance 1 time in 1000. */
const controlLevel = sharedLevel(wellNames.length, 0.999);

/** Enough to see that exit times without a potential are not exponential. */
const freeExits = 1000;

/**
 * Exits are at noise so small that single jumps decide. Walks among the wells have to come and go many times,
 * so their noise is larger. With 3000 exits a well the errors of rates are 0.026 to 0.031, and with 120 walks
 * those of shares at most 0.018: an interval reaches its margin in fewer than 1 run of 1000.
 */
const designs = {
  smoke: { exitScale: 0.02, exits: 3000, walkScale: 0.05, parts: 24, paths: 5, brownianPaths: 3 },
  quick: { exitScale: 0.02, exits: 5000, walkScale: 0.04, parts: 24, paths: 8, brownianPaths: 6 },
  paper: { exitScale: 0.01, exits: 20_000, walkScale: 0.02, parts: 24, paths: 200, brownianPaths: 400 },
} as const;

/** Four times as long as the slowest well takes to forget the start, in time of the noise. */
const relaxations = 128;
const levyDuration = (noiseScale: number) => relaxations * powOf(noiseScale, -alpha);
/** Long enough for the same under Brownian noise. */
const brownianDuration = 1200;

function plan({ profile }: Settings): TransitionCell[] {
  const { exitScale, exits, walkScale, parts, paths, brownianPaths } = designFor(designs, profile);
  const walk = (driver: 'levy' | 'brownian', count: number) =>
    upTo(parts).map(
      (i): TransitionCell => ({
        kind: 'walk',
        driver,
        noiseScale: driver === 'levy' ? walkScale : brownianScale,
        duration: driver === 'levy' ? levyDuration(walkScale) : brownianDuration,
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
        noiseScale: exitScale,
        paths: well === 'free' ? freeExits : exits,
      }),
    ),
  ];
}

/** Core seconds of a step of a walk, which is watched at every step; and of one of an exit. */
const secondsAStep = { walk: 2.8e-8, exit: 8e-9 } as const;
/** The places of a stretch of a walk, and exit times. */
const bytes = 1 << 23;

function cost(cell: TransitionCell): CellCost {
  if (cell.kind === 'walk') {
    const steps = (cell.paths * cell.duration) / walkStep(cell.driver);
    return { seconds: secondsAStep.walk * steps, bytes };
  }
  const well = cell.well === 'free' ? narrow : cell.well;
  // Without a potential paths drift out about ten times as soon.
  const rate = -generator[well][well] * powOf(cell.noiseScale, alpha) * (cell.well === 'free' ? 10 : 1);
  return { seconds: (secondsAStep.exit * cell.paths) / rate / basinOf(well).timeStep, bytes };
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

function controlsOf(free: WellExits, { partShares, theory }: Walked): Control[] {
  const { statistic } = exponentialTest(free.times);
  const shares = meanShares(partShares, controlLevel);
  return [
    control(
      'exit times without a potential are not taken for exponential',
      statistic > criticalStatistic,
      `Anderson-Darling statistic ${statistic.toFixed(2)}, critical ${criticalStatistic}`,
    ),
    control(
      'Brownian occupancy is that of the Gibbs density',
      shares.every((share, i) => intervalVerdict(share, around(theory[i], gibbsTolerance)) === 'supported'),
      shares.map((share, i) => `${inWords(share)} for ${theory[i].toFixed(3)}`).join(', '),
    ),
  ];
}

function judge(results: readonly TransitionResult[], { profile }: Settings): Evidence {
  const { exitScale, walkScale } = designFor(designs, profile);
  const levy = walkedIn(results, 'levy', Array.from(stationaryLaw(generator)));
  const brownian = walkedIn(results, 'brownian', gibbsShares(brownianScale));
  const exits = results.filter((result) => result.kind === 'exit');
  const rates = ratesOf(exits, exitScale);
  const ratesPart = ratePart(rates);
  const preference = preferencePart(levy.partShares, brownian.partShares);
  return judged({
    parts: [
      ratesPart,
      exponentialPart(exits.filter(({ well }) => well !== 'free')),
      sharePart(levy.partShares, levy.theory),
      preference,
    ],
    controls: controlsOf(exits.find(({ well }) => well === 'free')!, brownian),
    reason: prose(preference.reason, ratesPart.reason),
    statistics: meanShares(brownian.partShares, controlLevel).map((share, i) =>
      statisticOf(`share of the ${wellNames[i]} well, Brownian`, share, brownian.theory[i]),
    ),
    figures: levyTransitionsFigures(
      { ...levy, duration: levyDuration(walkScale) },
      { ...brownian, duration: brownianDuration },
    ),
    tables: [levyTransitionsTable(rates, exitScale)],
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
    'The landscape has three wells: one wide and shallow, one narrow and deep, and one between. From each',
    'minimum paths run until they leave its basin under small Lévy noise; a transition is the basin in',
    'which they are first seen. Walks among all wells start in the narrow, deep one, under larger Lévy noise',
    'and under Brownian noise, and are counted by the well that they were near last, in the last three',
    'quarters of the time.',
  ),
  rule: prose(
    'The claim has four parts. It is supported when all four are, refuted when one is refuted, undecided',
    `otherwise or when a control fails. (1) Each rate over that of the generator lies within 1 ±`,
    `${rateTolerance}, with its interval. (2) Exit times of each basin: refuted when the Anderson-Darling`,
    `statistic against the exponential law with estimated mean is above ${criticalStatistic} (1 in 10,000 a`,
    `well), otherwise supported from ${fewestTimes} times a well. (3) Each share of the walks lies within`,
    `${shareTolerance} of that of the stationary law, with its interval. (4) The wide, shallow well holds`,
    'more paths than the narrow, deep one under Lévy noise and fewer under Brownian noise, with the',
    'intervals of the differences. A part is refuted when an interval lies outside, undecided when it',
    'covers an end. All intervals together hold at 99 % (Bonferroni); those of shares are Student’s, from',
    'groups of paths. Controls: exit times without a potential are found not to be exponential, and each',
    `share under Brownian noise lies within ${gibbsTolerance} of that of the Gibbs density, at 99.9 %.`,
  ),
  formula:
    'Q_{ij}=\\frac{C_\\alpha}{\\alpha}' +
    '\\left||s_{j-1}-m_i|^{-\\alpha}-|s_j-m_i|^{-\\alpha}\\right|,\\quad \\pi Q=0',
  deviation: prose(
    'Noise is small but not vanishing: the scale of exits is 0.02 (0.01 in the paper profile) beside a',
    'narrowest half-width of 0.7, that of walks 0.05 to 0.02.',
  ),
  needsData: false,
  plan,
  cost,
  run: (cell, { seed }) => runTransitionCell(cell, seed),
  judge,
};
