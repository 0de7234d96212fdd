import { logOf } from '../../../kernel/index.js';
import { normalDistribution } from '../../../law/index.js';
import { kramersTime, passageTime } from '../../../sde/index.js';
import { depthFigure } from './figure.js';
import { discoveries, weightedLine, weightedMean } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Evidence,
  failedControl,
  intervalVerdict,
  inWords,
  joinVerdicts,
  statisticOf,
} from '../../../evidence/index.js';
import {
  type ExitCell,
  exitCells,
  type ExitPoint,
  exitPoints,
  type ExitResult,
  potentialOf,
  runExitCell,
  type World,
} from '../../well/exits.js';

/**
 * Under Brownian noise the time to climb out of a well grows exponentially with its height. Simulated exit
 * times are held against the exact passage-time integral, and their growth against exp(2 height/noiseScale^2).
 */

/** Of the Brownian cells: heights are then half the reduced barrier 2 height/noiseScale^2. */
const noiseScale = 1;
const levyIndex = 1.5;
const levyNoise = 0.1;
const levyHeights = [0.5, 0.75, 1, 1.5, 2];

/** Two-sided probability of 3 standard errors: the false discovery rate over the heights. */
const deviationRate = 0.0027;
const meanTolerance = 0.02;
const slopeTolerance = 0.05;
/** The Levy cells must grow less than this with the reduced barrier, where Brownian cells grow with 1. */
const controlSlope = 0.5;

const designs = {
  smoke: { from: 1.5, to: 3, paths: 1600, levyPaths: 200, parts: 1 },
  quick: { from: 2, to: 3.5, paths: 8000, levyPaths: 400, parts: 4 },
  paper: { from: 2, to: 5, paths: 20_000, levyPaths: 2000, parts: 8 },
} as const;

function plan({ profile }: Settings): ExitCell[] {
  const { from, to, paths, levyPaths, parts } = designs[profile];
  const shared = { well: 'double', width: 1 } as const;
  const heights = Array.from({ length: Math.round((to - from) / 0.25) + 1 }, (_, i) => from + 0.25 * i);
  const climbs = heights.map(
    (height): World => ({ ...shared, height, driver: 'brownian', alpha: 2, noiseScale }),
  );
  const jumps = levyHeights.map(
    (height): World => ({ ...shared, height, driver: 'levy', alpha: levyIndex, noiseScale: levyNoise }),
  );
  return [...exitCells(climbs, paths, parts), ...exitCells(jumps, levyPaths, 1)];
}

function run(cell: ExitCell, { seed }: { readonly seed: number }): ExitResult {
  return runExitCell('brownian-depth', cell, seed);
}

/** The exact mean time from the minimum to the saddle. */
function exactTime(world: World): number {
  return passageTime(potentialOf(world), world.noiseScale, -world.width, 0);
}

/**
 * Growth of log(height tau) with the reduced barrier 2 height/noiseScale^2. Curvatures are proportional to
 * the height, so that Kramers' prefactor is 1/height: it is divided out.
 */
function growth(points: readonly ExitPoint[]) {
  return weightedLine(
    points.map(({ world }) => (2 * world.height) / (noiseScale * noiseScale)),
    points.map(({ world, logMean }) => logMean + logOf(world.height)),
    points.map(({ logError }) => logError),
  ).slope;
}

/** The same growth of the exact integral, between reduced barriers of 20 and 60. */
function asymptoticGrowth(): number {
  const logTime = (height: number) =>
    logOf(height * exactTime({ well: 'double', width: 1, driver: 'brownian', alpha: 2, noiseScale, height }));
  return (logTime(30) - logTime(10)) / 40;
}

function judge(results: readonly ExitResult[]): Evidence {
  const points = exitPoints(results);
  const climbs = points.filter(({ world }) => world.driver === 'brownian');
  const jumps = points.filter(({ world }) => world.driver === 'levy');
  const exact = climbs.map(({ world }) => exactTime(world));
  const scores = climbs.map(({ mean, standardError }, i) => (mean - exact[i]) / standardError);
  const deviating = discoveries(
    scores.map((z) => Math.min(1, 2 * normalDistribution(-Math.abs(z)))),
    deviationRate,
  );
  const ratio = weightedMean(
    climbs.map(({ mean }, i) => mean / exact[i]),
    // Weights by expected, not by measured errors, which are smaller where the mean happens to be.
    climbs.map(({ logError }) => logError),
  );
  const slope = growth(climbs);
  const levySlope = weightedLine(
    jumps.map(({ world }) => (2 * world.height) / (noiseScale * noiseScale)),
    jumps.map(({ logMean }) => logMean),
    jumps.map(({ logError }) => logError),
  ).slope;
  const own = asymptoticGrowth();
  const controls = [
    {
      name: 'The exact integral itself grows as theory says',
      passed: Math.abs(own - 1) <= slopeTolerance,
      value: `slope ${own.toFixed(4)} for reduced barriers from 20 to 60`,
    },
    {
      name: 'Lévy noise in the same wells does not show exponential growth',
      passed: levySlope.high < controlSlope,
      value: `slope ${inWords(levySlope)}`,
    },
  ];
  const verdict = joinVerdicts(
    [
      deviating.includes(true) ? 'refuted' : 'supported',
      intervalVerdict(ratio, [1 - meanTolerance, 1 + meanTolerance]),
      intervalVerdict(slope, [1 - slopeTolerance, 1 + slopeTolerance]),
    ],
    controls,
  );
  const worst = Math.max(...scores.map(Math.abs));
  return {
    verdict,
    reason:
      failedControl(controls) ??
      `log(height × exit time) grows by ${inWords(slope)} per unit of 2 height/noiseScale²; exit times are ` +
        `${inWords(ratio)} of the exact integral, at most ${worst.toFixed(1)} standard errors away from it.`,
    statistics: [
      statisticOf('growth of log(height × exit time) with 2 height/noiseScale²', slope, 1),
      statisticOf('exit time over exact integral', ratio, 1),
      statisticOf('growth under Lévy noise', levySlope, 0),
    ],
    controls,
    figures: [depthFigure(climbs, jumps, exactTime)],
    tables: [
      {
        name: 'brownian-depth',
        caption: 'Mean time from the minimum of a double well to its saddle under Brownian noise.',
        columns: ['height', 'exit time', 'standard error', 'integral', 'Kramers', 'deviation in errors'],
        rows: climbs.map(({ world, mean, standardError }, i) => [
          world.height,
          mean,
          standardError,
          exact[i],
          kramersTime(potentialOf(world), noiseScale, -world.width, 0) / 2,
          scores[i],
        ]),
      },
    ],
  };
}

export const brownianDepth: Claim<ExitCell, ExitResult> = {
  id: 'brownian-depth',
  group: 'brownian',
  title: 'Brownian escape: exponential in depth',
  statement: 'Under Brownian noise the time to escape from a minimum grows exponentially with its depth.',
  source:
    'Kramers 1940; Freidlin and Wentzell 1984; cited against Brownian models of SGD in arXiv 1901.06053, section 1, and 1912.00018',
  experiment:
    'Exit times from the minimum to the saddle of a symmetric double well over a grid of heights, simulated with a second-order drift and Brownian-bridge crossings, against the exact passage-time integral and Kramers’ formula; Lévy noise in the same wells as control.',
  rule: 'Supported when no height deviates from the exact integral by 3 standard errors (Benjamini-Hochberg at rate 0.0027), the 95 % interval of the weighted ratio to the integral lies within 0.98 to 1.02, and the 95 % interval of the slope of log(height × exit time) in 2 height/noiseScale² lies within 0.95 to 1.05. Refuted when a height deviates or one of the intervals lies outside its range; undecided otherwise, or when a control fails.',
  formula: "\\mathbb{E}\\tau \\simeq \\frac{\\pi}{\\sqrt{U''(m)\\,|U''(s)|}}\\; e^{2h/\\varepsilon^2}",
  deviation:
    'The curvatures grow with the height, which divides the time by the height; this factor is removed before the slope is taken, because it would fade only at barriers beyond any simulation.',
  needsData: false,
  plan,
  run,
  judge,
};
