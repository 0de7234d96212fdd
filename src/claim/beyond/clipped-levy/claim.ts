import {
  around,
  control,
  intervalPart,
  intervalVerdict,
  inWords,
  judged,
  prose,
  statisticOf,
  type Evidence,
} from '../../../evidence/index.js';
import { logOf } from '../../../kernel/index.js';
import { knownSlope, sharedLevel, type Interval } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { designFor } from '../../designs.js';
import { clippedTable, exponentFigure, heightFigure, jumpsInWords, stairsFigure } from './figure.js';
import { designs, heightNoise, plan, stairNoise, threshold, worldAt, type Sweep } from './plan.js';
import {
  alpha,
  clippedCost,
  clippedPoints,
  jumpsNeeded,
  runClippedCell,
  type ClippedCell,
  type ClippedPoint,
  type ClippedResult,
  type ClippedWorld,
} from './run.js';

/**
 * Noise whose increments are cut at b leaves a well of half-width w only by l = ceil(w/b) jumps within about
 * one relaxation time. Jumps as large as a fixed share of b come at a rate proportional to noiseScale^alpha,
 * so that l of them within a fixed time have a rate proportional to noiseScale^(alpha l), and log exit time
 * rises with log(1/noiseScale) at the slope alpha l. With SGD's step size eta, noiseScale =
 * eta^(1 - 1/alpha) and a step lasts eta: iterations grow as eta^-(1 + l (alpha - 1)), the law of the source.
 *
 * The height matters again. Of a well that is lambda times as high, time runs lambda times as fast, and noise
 * is lambda^(-1/alpha) times as large in it: exit times grow as height^(l - 1), and do not change at l = 1.
 */

/** A third of the height of a stair: in the exponent of the noise scale, and in that of the height. */
const noiseTolerance = alpha / 3;
const heightTolerance = 1 / 3;
/** All intervals of the parts together hold at this level. */
const jointLevel = 0.99;
/** All controls of one run fail by chance 1 time in 1000. */
const controlLevel = 0.999;

/** What a sweep says: the exponent of the inverse noise scale, or that of the height. */
interface Swept {
  readonly sweep: Sweep;
  readonly jumps: number;
  readonly members: readonly ClippedPoint[];
  readonly exponent: Interval;
  readonly expected: number;
}

function sweptIn(points: readonly ClippedPoint[], one: Sweep, level: number): Swept {
  const { over, worlds } = one;
  const same = (a: ClippedWorld, b: ClippedWorld) =>
    a.width === b.width &&
    a.threshold === b.threshold &&
    a.noiseScale === b.noiseScale &&
    a.curvature === b.curvature;
  const members = worlds.map(([at]) => points.find((point) => same(point, worldAt(one, at)))!);
  const jumps = jumpsNeeded(members[0]);
  const exponent = knownSlope(
    worlds.map(([at]) => (over === 'noise' ? -logOf(at) : logOf(at))),
    members.map(({ logMean }) => logMean),
    members.map(({ logError }) => logError),
    level,
  );
  return { sweep: one, jumps, members, exponent, expected: over === 'noise' ? alpha * jumps : jumps - 1 };
}

const rangeOf = ({ sweep: { over }, expected }: Swept) =>
  around(expected, over === 'noise' ? noiseTolerance : heightTolerance);

const wordsOf = ({ over, width }: Sweep) =>
  over === 'noise'
    ? `noise scale, width ${width} thresholds`
    : `height of the well, width ${width} thresholds`;

function partOf(swept: Swept) {
  const { sweep: one, jumps, exponent, expected } = swept;
  const statement = prose(
    `Where ${jumpsInWords(jumps)} ${jumps === 1 ? 'is' : 'are'} needed, the exponent of the`,
    `${one.over === 'noise' ? 'inverse noise scale' : 'height'} is ${inWords(exponent)};`,
    `in theory it is ${expected.toFixed(1)}.`,
  );
  return intervalPart(
    wordsOf(one),
    statement,
    [[`exponent of the ${wordsOf(one)}`, exponent, rangeOf(swept), expected]],
    'paths',
  );
}

function controlOf(swept: Swept) {
  const { sweep: one, exponent } = swept;
  return control(
    one.over === 'noise'
      ? `without clipping one jump is enough, width ${one.width}`
      : `without clipping the height does not matter, width ${one.width}`,
    intervalVerdict(exponent, rangeOf(swept)) === 'supported',
    `exponent ${inWords(exponent)}`,
  );
}

function judge(results: readonly ClippedResult[], { profile }: Settings): Evidence {
  const points = clippedPoints(results);
  const { sweeps } = designFor(designs, profile);
  const clipped = sweeps.filter((one: Sweep) => one.clipped);
  const others = sweeps.filter((one: Sweep) => !one.clipped);
  const groups = clipped.map((one) => sweptIn(points, one, sharedLevel(clipped.length, jointLevel)));
  const controls = others.map((one) => sweptIn(points, one, sharedLevel(others.length, controlLevel)));
  const shown = (over: Sweep['over']) => (swept: Swept) => swept.sweep.over === over;
  return judged({
    parts: groups.map(partOf),
    controls: controls.map(controlOf),
    statistics: controls.map(({ sweep: one, exponent, expected }) =>
      statisticOf(`exponent of the ${wordsOf(one)}, without clipping`, exponent, expected),
    ),
    figures: [
      stairsFigure(points.filter(({ noiseScale }) => noiseScale === stairNoise)),
      exponentFigure(groups.filter(shown('noise')), controls.filter(shown('noise'))),
      heightFigure(groups.filter(shown('height')), controls.filter(shown('height'))),
    ],
    tables: [clippedTable(points)],
  });
}

export const clippedLevyExit: Claim<ClippedCell, ClippedResult> = {
  id: 'clipped-levy',
  group: 'beyond',
  kind: 'theorem',
  title: 'Clipped Lévy noise: a staircase',
  statement: prose(
    'With clipped jumps the order of the exit time is a staircase in width over clipping threshold: l =',
    'ceil(width/threshold) jumps are needed, and the exit time grows as noise scale to the power -alpha l.',
    'The height of the well, which does not matter to jumps without bound, comes back: exit time grows as',
    'height to the power l − 1.',
  ),
  source: 'Wang, Oh and Rhee 2021, arXiv 2102.04297; the height follows by scaling',
  experiment: prose(
    `Exit times from quadratic wells under noise of alpha ${alpha} whose increments are cut at`,
    `${threshold}, for half-widths that need one jump and two (three in the paper profile): over noise`,
    `scales, and at noise scale ${heightNoise} over heights that span a factor of four. As control, the`,
    'same wells without clipping. For the picture, thresholds from below to above the width.',
  ),
  rule: prose(
    'For each width: supported when the interval of the exponent of the inverse noise scale lies within',
    'alpha l ± alpha/3, and that of the exponent of the height within l − 1 ± 1/3; refuted when one lies',
    'outside, undecided otherwise. So a supported exponent excludes that of the next stair. All these',
    'intervals together hold at 99 % (Bonferroni). The claim is supported when all are, refuted when any',
    'is, undecided otherwise or when without clipping an exponent does not lie within its range for one',
    'jump, at 99.9 % for all of these together.',
  ),
  formula: prose(
    '\\mathbb{E}\\tau\\asymp\\varepsilon^{-\\alpha l},\\quad l=\\lceil w/b\\rceil,\\quad',
    '\\varepsilon=\\eta^{1-1/\\alpha},\\qquad\\mathbb{E}\\tau\\propto h^{l-1}',
  ),
  deviation: prose(
    'The source clips the whole update, gradient and noise, and counts iterations. Here the noise',
    'increment is clipped and time is continuous, which is the same to leading order.',
  ),
  needsData: false,
  plan,
  cost: clippedCost,
  run: (cell, { seed }) => runClippedCell(cell, seed),
  judge,
};
