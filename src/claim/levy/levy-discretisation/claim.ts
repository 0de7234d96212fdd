import {
  atLeast,
  atMost,
  intervalVerdict,
  inWords,
  joinVerdicts,
  judged,
  mustFail,
  prose,
  statisticOf,
  table,
  type Evidence,
  type MeasuredPart,
} from '../../../evidence/index.js';
import type { Interval } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { discretisationFigure } from './figure.js';
import { margins, rows, runChains, stepSizes, type ChainCell, type ChainResult } from './run.js';
import { breach, distance, jackknife, type Shares } from './survival.js';
import { designFor } from '../../designs.js';

/** The chain keeps the exit time of the equation if its step is small enough. */

/** Largest distance and breach that count as none. */
const negligible = atMost(0.03);
/** A chain with wrong jumps must be farther away than this. */
const wrongDistance = 0.1;

const designs = {
  smoke: { indices: [1.5], parts: 8, paths: 60 },
  quick: { indices: [1.2, 1.5, 1.8], parts: 16, paths: 400 },
  paper: { indices: [1.2, 1.4, 1.6, 1.8], parts: 40, paths: 10_000 },
} as const;

function plan({ profile }: Settings): ChainCell[] {
  const { indices, parts, paths } = designFor(designs, profile);
  return crossed({ alpha: indices, part: upTo(parts), paths: [paths] });
}

/** What the chains of one alpha say. */
interface Group {
  readonly alpha: number;
  readonly parts: readonly ChainResult[];
  /** From the equation: one for each step size, from coarse to fine. */
  readonly distances: readonly Interval[];
  /** By how much the distance falls from each step size to the next. */
  readonly falls: readonly Interval[];
  /** By how much the sandwich fails at the finest step, one for each margin. */
  readonly breaches: readonly Interval[];
  /** Distance of the chain with wrong jumps. */
  readonly wrong: Interval;
}

function groupOf(results: readonly ChainResult[], alpha: number): Group {
  const parts = results.filter((result) => result.alpha === alpha);
  const away = (row: number) => (shares: Shares) => distance(shares, row, rows.equation);
  const finest = rows.chain(stepSizes.at(-1)!);
  return {
    alpha,
    parts,
    distances: stepSizes.map((size) => jackknife(parts, away(rows.chain(size)))),
    falls: stepSizes.slice(1).map((size, i) => {
      const [coarse, fine] = [away(rows.chain(stepSizes[i])), away(rows.chain(size))];
      return jackknife(parts, (shares) => coarse(shares) - fine(shares));
    }),
    breaches: margins.map((margin) => jackknife(parts, (shares) => breach(shares, finest, margin))),
    wrong: jackknife(parts, away(rows.wrong)),
  };
}

function partOf(group: Group): MeasuredPart {
  const { alpha, distances, falls, breaches } = group;
  return {
    name: `alpha ${alpha}`,
    verdict: joinVerdicts([
      // A fall is refuted by its interval; that it is small supports as well.
      ...falls.map(({ high }) => intervalVerdict({ low: high, high }, atLeast(0))),
      intervalVerdict(distances.at(-1)!, negligible),
      ...breaches.map((value) => intervalVerdict(value, negligible)),
    ]),
    reason: `Chain against equation: ${inSentence(group)}.`,
    statistics: [
      ...distances.map((value, i) =>
        statisticOf(`distance of exit times, alpha ${alpha}, step ${stepSizes[i]}`, value),
      ),
      ...breaches.map((value, i) =>
        statisticOf(`sandwich short by, alpha ${alpha}, margin ${margins[i]}`, value, 0),
      ),
    ],
  };
}

function inSentence({ distances, breaches }: Group): string {
  const largest = breaches.reduce((a, b) => (b.high > a.high ? b : a));
  return prose(
    `the distance goes from ${inWords(distances[0])} at step ${stepSizes[0]}`,
    `to ${inWords(distances.at(-1)!)} at ${stepSizes.at(-1)!};`,
    `the sandwich is short by at most ${inWords(largest)}`,
  );
}

function judge(results: readonly ChainResult[], { profile }: Settings): Evidence {
  const groups = designFor(designs, profile).indices.map((alpha) => groupOf(results, alpha));
  return judged({
    parts: groups.map(partOf),
    controls: groups.map(({ alpha, wrong }) =>
      mustFail(
        `jumps scaled by the square root of the step leave at other times, alpha ${alpha}`,
        wrong,
        atMost(wrongDistance),
        `distance ${inWords(wrong)}`,
      ),
    ),
    reason: groups.map((group) => `At alpha ${group.alpha} ${inSentence(group)}.`).join(' '),
    figures: [discretisationFigure(groups)],
    tables: [
      table(
        'levy-discretisation',
        'Kolmogorov-Smirnov distance of the exit times of chain and equation, coupled increments.',
        groups.flatMap(({ alpha, distances }) =>
          distances.map((interval, i) => ({ alpha, stepSize: stepSizes[i], ...interval })),
        ),
        [
          ['alpha', ({ alpha }) => alpha],
          ['step size', ({ stepSize }) => stepSize],
          ['distance', ({ value }) => value],
          ['standard error', ({ standardError }) => standardError],
        ],
      ),
    ],
  });
}

export const levyDiscretisation: Claim<ChainCell, ChainResult> = {
  id: 'levy-discretisation',
  group: 'levy',
  kind: 'theorem',
  title: 'Lévy noise: chain and equation leave alike',
  statement: prose(
    'The discrete iteration leaves a neighbourhood of a minimum at the time of the continuous equation if',
    'its step size is small enough.',
  ),
  source: 'arXiv 1906.09069, theorem 2',
  experiment: prose(
    'Chains of dW = -W dt + 0.3 dB + 0.3 dL start at the origin of the plane and run until |W| > 1, with',
    'step sizes 1/4, 1/8, 1/32 and 1/128. Their increments are summed from those of a chain of step 1/256,',
    'which stands for the equation. Survivors are counted at multiples of 1/4 up to time 30.',
  ),
  rule: prose(
    'For each alpha: supported when no fall of the Kolmogorov-Smirnov distance from one step size to the',
    'next finer one is below 0 beyond its 95 % interval, and when at the finest step the 95 % intervals of',
    'the distance and of the least C + delta of the sandwich lie below 0.03, for each margin psi of 0.05,',
    '0.1, 0.2 and 0.3. Refuted when one of these intervals lies outside, undecided otherwise. Intervals',
    'come from the jackknife over groups of paths. The claim is supported when all are and refuted when',
    'any is. It is undecided otherwise, or when the distance of a chain with jumps scaled by the square',
    'root of the step does not lie above 0.1 with its interval.',
  ),
  formula: 'P[\\tau_{-\\psi}>K\\eta]-C-\\delta\\le P[\\bar\\tau_0>K]\\le P[\\tau_{\\psi}>K\\eta]+C+\\delta',
  deviation: prose(
    'The gradient is linear, which the Hoelder condition of the theorem excludes. Distances are those of',
    'distributions, since the mean gap that the source plots falls with the exit time itself. The equation',
    'is a chain of step 1/256.',
  ),
  needsData: false,
  plan,
  run: (cell, { seed }) => runChains(cell, seed),
  judge,
};
