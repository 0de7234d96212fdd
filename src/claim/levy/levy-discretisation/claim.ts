import {
  atLeast,
  atMost,
  intervalPart,
  intervalVerdict,
  inWords,
  judged,
  mustFail,
  prose,
  statisticOf,
  table,
  type Evidence,
  type IntervalTest,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { sharedLevel, type Interval } from '../../../statistics/index.js';
import type { CellCost, Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { discretisationFigure } from './figure.js';
import { margins, rows, runChains, stepSizes, type ChainCell, type ChainResult } from './run.js';
import { breach, distance, jackknife, leaveOneOut, type Shares } from './survival.js';
import { designFor } from '../../designs.js';

/** The chain keeps the exit time of the equation if its step is small enough. */

/** Largest distance and breach that count as none. */
const largest = 0.04;
const negligible = atMost(largest);
/**
 * By how much the distance may rise from one step size to the next finer one: what lies below is the noise of
 * distances that have already fallen to nothing.
 */
const noiseFloor = 0.01;
/** A chain with wrong jumps must be farther away than this. */
const wrongDistance = 0.1;
/** All intervals that the verdict rests on hold together at this level. */
const jointLevel = 0.99;
/** A control may fail by chance 1 time in 1000. */
const controlLevel = 0.999;

/**
 * At the finest step the distance is 0.006 (alpha 1.5, 720 paths, standard error 0.003) to 0.012 (alpha 1.8,
 * 2160 paths, 0.004): the margin is more than 3 standard errors beyond the interval.
 */
const designs = {
  smoke: { indices: [1.5], parts: 24, paths: 30 },
  quick: { indices: [1.2, 1.5, 1.8], parts: 24, paths: 90 },
  paper: { indices: [1.2, 1.4, 1.6, 1.8], parts: 40, paths: 10_000 },
} as const;

function plan({ profile }: Settings): ChainCell[] {
  const { indices, parts, paths } = designFor(designs, profile);
  return crossed({ alpha: indices, part: upTo(parts), paths: [paths] });
}

/** Core seconds of a path in all chains, until it has left the largest radius. */
const secondsAPath = 6e-4;
/** Increments of one path. */
const bytes = 1 << 22;

function cost({ paths }: ChainCell): CellCost {
  return { seconds: secondsAPath * paths, bytes };
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

/** Intervals that the verdict on one alpha rests on: a fall and a margin each, and the finest distance. */
const intervalsEach = stepSizes.length - 1 + margins.length + 1;

function groupOf(results: readonly ChainResult[], alpha: number, level: number): Group {
  const parts = results.filter((result) => result.alpha === alpha);
  const left = leaveOneOut(parts);
  const away = (row: number) => (shares: Shares) => distance(shares, row, rows.equation);
  const finest = rows.chain(stepSizes.at(-1)!);
  return {
    alpha,
    parts,
    distances: stepSizes.map((size) => jackknife(left, away(rows.chain(size)), level)),
    falls: stepSizes.slice(1).map((size, i) => {
      const [coarse, fine] = [away(rows.chain(stepSizes[i])), away(rows.chain(size))];
      return jackknife(left, (shares) => coarse(shares) - fine(shares), level);
    }),
    breaches: margins.map((margin) => jackknife(left, (shares) => breach(shares, finest, margin), level)),
    wrong: jackknife(left, away(rows.wrong), controlLevel),
  };
}

function partOf(group: Group): MeasuredPart {
  const { alpha, distances, falls, breaches } = group;
  const finest = stepSizes.length - 1;
  const near = intervalPart(
    `alpha ${alpha}`,
    `Chain against equation: ${inSentence(group)}.`,
    [
      [`distance of exit times, alpha ${alpha}, step ${stepSizes[finest]}`, distances[finest], negligible],
      ...breaches.map(
        (value, i): IntervalTest => [
          `sandwich short by, alpha ${alpha}, margin ${margins[i]}`,
          value,
          negligible,
          0,
        ],
      ),
    ],
    'paths',
  );
  const coarser = distances
    .slice(0, finest)
    .map((value, i) => statisticOf(`distance of exit times, alpha ${alpha}, step ${stepSizes[i]}`, value));
  const statistics = [...coarser, ...near.statistics];
  const rises = falls.some((fall) => intervalVerdict(fall, atLeast(-noiseFloor)) === 'refuted');
  if (!rises) return { ...near, statistics };
  const { name, reason } = near;
  return { name, verdict: 'refuted', reason, statistics };
}

function inSentence({ distances, breaches }: Group): string {
  const most = breaches.reduce((a, b) => (b.high > a.high ? b : a));
  return prose(
    `the distance goes from ${inWords(distances[0])} at step ${stepSizes[0]}`,
    `to ${inWords(distances.at(-1)!)} at ${stepSizes.at(-1)!};`,
    `the sandwich is short by at most ${inWords(most)}`,
  );
}

function judge(results: readonly ChainResult[], { profile }: Settings): Evidence {
  const { indices } = designFor(designs, profile);
  const level = sharedLevel(indices.length * intervalsEach, jointLevel);
  const groups = indices.map((alpha) => groupOf(results, alpha, level));
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
    'For each alpha: supported when at the finest step the intervals of the Kolmogorov-Smirnov distance and',
    `of the least C + delta of the sandwich lie below ${largest}, for each margin psi of`,
    `${margins.join(', ')}. Refuted when one of these intervals lies above it, or when the distance rises`,
    `from one step size to the next finer one by more than ${noiseFloor}, with its interval; smaller rises`,
    'are noise. Undecided otherwise. Intervals come from the jackknife over groups of paths, with',
    'Student’s quantile, and all of them together hold at 99 % (Bonferroni). The claim is supported when',
    'all are and refuted when any is. It is undecided otherwise, or when the 99.9 % interval of the',
    'distance of a chain with jumps scaled by the square root of the step does not lie above',
    `${wrongDistance}.`,
  ),
  formula: 'P[\\tau_{-\\psi}>K\\eta]-C-\\delta\\le P[\\bar\\tau_0>K]\\le P[\\tau_{\\psi}>K\\eta]+C+\\delta',
  deviation: prose(
    'The gradient is linear, which the Hoelder condition of the theorem excludes. Distances are those of',
    'distributions, since the mean gap that the source plots falls with the exit time itself. The equation',
    'is a chain of step 1/256.',
  ),
  needsData: false,
  plan,
  cost,
  run: (cell, { seed }) => runChains(cell, seed),
  judge,
};
