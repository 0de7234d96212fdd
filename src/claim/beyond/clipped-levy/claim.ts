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
import { type Interval, weightedLine } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { clippedTable, exponentFigure, jumpsInWords, stairsFigure } from './figure.js';
import {
  alpha,
  type ClippedCell,
  clippedCells,
  type ClippedPoint,
  clippedPoints,
  type ClippedResult,
  jumpsNeeded,
  runClippedCell,
} from './run.js';
import { designFor } from '../../designs.js';

/**
 * Noise whose increments are cut at b leaves a well of half-width w only by l = ceil(w/b) jumps within about
 * one relaxation time. Jumps as large as a fixed share of b come at a rate proportional to noiseScale^alpha,
 * so that l of them within a fixed time have a rate proportional to noiseScale^(alpha l), and log exit time
 * rises with log(1/noiseScale) at the slope alpha l. With SGD's step size eta, noiseScale =
 * eta^(1 - 1/alpha) and a step lasts eta: iterations grow as eta^-(1 + l (alpha - 1)), the law of the source.
 */

/** A third of the height of a stair. */
const tolerance = alpha / 3;
const threshold = 1;

interface Sweep {
  readonly width: number;
  readonly noiseScales: readonly number[];
  readonly paths: readonly number[];
  readonly parts: number;
}

const small = [0.015, 0.02, 0.03, 0.045, 0.065];
const controlScales = [0.02, 0.03, 0.045, 0.065];
const repeat = (paths: number, scales: readonly number[]) => scales.map(() => paths);

const designs = {
  smoke: {
    sweeps: [
      { width: 0.8, noiseScales: controlScales, paths: repeat(200, controlScales), parts: 1 },
      { width: 1.4, noiseScales: [0.03, 0.045, 0.065], paths: [80, 150, 200], parts: 1 },
    ],
    controlPaths: 100,
    stairs: { noiseScale: 0.06, thresholds: [0.8, 1, 1.2, 1.38, 1.42, 1.7, 2], paths: 50, parts: 1 },
  },
  quick: {
    sweeps: [
      { width: 0.8, noiseScales: small, paths: repeat(1000, small), parts: 1 },
      { width: 1.4, noiseScales: small, paths: [80, 150, 300, 500, 500], parts: 2 },
    ],
    controlPaths: 800,
    stairs: {
      noiseScale: 0.06,
      thresholds: [0.6, 0.66, 0.72, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.38, 1.42, 1.5, 1.7, 2],
      paths: 80,
      parts: 1,
    },
  },
  paper: {
    sweeps: [
      { width: 0.8, noiseScales: small, paths: repeat(20_000, small), parts: 2 },
      { width: 1.4, noiseScales: small, paths: repeat(4000, small), parts: 20 },
      { width: 2.2, noiseScales: [0.03, 0.045, 0.065, 0.09], paths: [160, 320, 640, 1000], parts: 40 },
    ],
    controlPaths: 10_000,
    stairs: {
      noiseScale: 0.06,
      thresholds: [0.6, 0.66, 0.72, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.38, 1.42, 1.5, 1.7, 2],
      paths: 1000,
      parts: 10,
    },
  },
} as const;

/** Width in the sweep of thresholds. */
const stairWidth = 1.4;

function plan({ profile }: Settings): ClippedCell[] {
  const { sweeps, controlPaths, stairs } = designFor(designs, profile);
  const clipped = sweeps.flatMap(({ width, noiseScales, paths, parts }: Sweep) =>
    noiseScales.flatMap((noiseScale, i) => clippedCells({ width, threshold, noiseScale }, paths[i], parts)),
  );
  const free = sweeps.flatMap(({ width }: Sweep) =>
    controlScales.flatMap((noiseScale) =>
      clippedCells({ width, threshold: null, noiseScale }, controlPaths, 1),
    ),
  );
  // The noise scale of the stairs is in none of the sweeps, so that no cell is planned twice.
  const { noiseScale, paths, parts } = stairs;
  const steps = stairs.thresholds.flatMap((cut) =>
    clippedCells({ width: stairWidth, threshold: cut, noiseScale }, paths, parts),
  );
  return [...clipped, ...free, ...steps];
}

/** Slope of log exit time in log(1/noiseScale). */
function exponentOf(points: readonly ClippedPoint[]): Interval {
  return weightedLine(
    points.map(({ noiseScale }) => -logOf(noiseScale)),
    points.map(({ logMean }) => logMean),
    points.map(({ logError }) => logError),
  ).slope;
}

function judge(results: readonly ClippedResult[], { profile }: Settings): Evidence {
  const points = clippedPoints(results);
  const { sweeps, stairs } = designFor(designs, profile);
  const swept = points.filter(({ noiseScale }) => noiseScale !== stairs.noiseScale);
  const groupOf = (width: number, isClipped: boolean) => {
    const members = swept.filter(
      (point) => point.width === width && (point.threshold !== null) === isClipped,
    );
    return { width, members, exponent: exponentOf(members) };
  };
  const groups = sweeps.map(({ width }: Sweep) => ({
    ...groupOf(width, true),
    jumps: jumpsNeeded({ width, threshold, noiseScale: 1 }),
  }));
  const free = sweeps.map(({ width }: Sweep) => groupOf(width, false));
  const sentence = ({ jumps, exponent }: (typeof groups)[number]) =>
    prose(
      `Where ${jumpsInWords(jumps)} ${jumps === 1 ? 'is' : 'are'} needed, the exponent is`,
      `${inWords(exponent)}; in theory it is ${(alpha * jumps).toFixed(1)}.`,
    );
  return judged({
    parts: groups.map((group) => {
      const expected = alpha * group.jumps;
      return intervalPart(`width ${group.width} thresholds`, sentence(group), [
        [
          `exponent of the noise scale, width ${group.width}`,
          group.exponent,
          around(expected, tolerance),
          expected,
        ],
      ]);
    }),
    controls: free.map(({ width, exponent }) =>
      control(
        `without clipping one jump is enough, width ${width}`,
        intervalVerdict(exponent, around(alpha, tolerance)) === 'supported',
        `exponent ${inWords(exponent)}`,
      ),
    ),
    statistics: free.map(({ width, exponent }) =>
      statisticOf(`exponent without clipping, width ${width}`, exponent, alpha),
    ),
    figures: [
      stairsFigure(points.filter(({ noiseScale }) => noiseScale === stairs.noiseScale)),
      exponentFigure(groups, free),
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
  ),
  source: 'Wang, Oh and Rhee 2021, arXiv 2102.04297',
  experiment: prose(
    'Exit times from a quadratic well under noise of alpha 1.2 whose increments are cut at 1, over noise',
    'scales, for half-widths that need one jump and two (three in the paper profile). As control, the same',
    'widths without clipping. For the picture, thresholds from below to above the width.',
  ),
  rule: prose(
    'For each width: supported when the 95 % interval of the exponent lies within alpha l ± alpha/3,',
    'refuted when it lies outside, undecided otherwise; so a supported exponent excludes alpha (l ± 1).',
    'The claim is supported when all are, refuted when any is, undecided otherwise or when the exponent',
    'without clipping is not within alpha ± alpha/3 for every width.',
  ),
  formula: prose(
    '\\mathbb{E}\\tau\\asymp\\varepsilon^{-\\alpha l},\\quad l=\\lceil w/b\\rceil,\\quad',
    '\\varepsilon=\\eta^{1-1/\\alpha}',
  ),
  deviation: prose(
    'The source clips the whole update, gradient and noise, and counts iterations. Here the noise',
    'increment is clipped and time is continuous, which is the same to leading order.',
  ),
  needsData: false,
  plan,
  run: (cell, { seed }) => runClippedCell(cell, seed),
  judge,
};
