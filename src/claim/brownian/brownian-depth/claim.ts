import {
  around,
  atLeast,
  intervalVerdict,
  inWords,
  joinVerdicts,
  judged,
  mustFail,
  prose,
  statisticOf,
  table,
  type Control,
  type Evidence,
} from '../../../evidence/index.js';
import { logOf } from '../../../kernel/index.js';
import { normalDistribution } from '../../../law/index.js';
import { discoveries, knownSlope, weightedMean, type Interval } from '../../../statistics/index.js';
import type { Claim, Profile } from '../../claim.js';
import {
  byDriver,
  exactClimb,
  logTimeSlope,
  type ExitCell,
  type ExitPoint,
  type ExitResult,
  type World,
} from '../../well/exits.js';
import { exitCost } from '../exitCost.js';
import { wellClaim, type WorldPaths } from '../../well/wellClaim.js';
import { climbByKramers, depthFigure } from './figure.js';
import { designFor } from '../../designs.js';

/**
 * Under Brownian noise the time to climb out of a well grows exponentially with its height. Simulated
 * exit times are held against the exact passage-time integral, and their growth against exp(2
 * height/noiseScale^2).
 */

const well = { well: 'double', width: 1 } as const;
/** Heights are then half the reduced barrier 2 height/noiseScale^2. */
const brownianNoise = { driver: 'brownian', alpha: 2, noiseScale: 1 } as const;
const levyNoise = { driver: 'levy', alpha: 1.5, noiseScale: 0.1 } as const;
const levyHeights = [0.5, 0.75, 1, 1.5, 2];
const heightStep = 0.25;

/** False discovery rate over the heights: how often one of them is found off though none is. */
const deviationRate = 0.001;
const meanTolerance = 0.03;
const slopeTolerance = 0.05;
/** The Levy cells must grow less than this with the reduced barrier, where Brownian cells grow with 1. */
const controlSlope = 0.5;
/** Up to this height paths are short, and there are more of them. */
const lowHeight = 2;
const lowFactor = 2;
/** The control has noise of this scale, so that its time grows with 1/1.21 of what is expected. */
const otherNoise = 1.1;
const otherHeights = [1.5, 2, 2.5, 3];

/** Sizes at which, beside theory, each rule decides but once in a thousand runs or less. */
const designs = {
  smoke: { from: 1.5, to: 3, paths: 5000, levyPaths: 1000, parts: 1 },
  quick: { from: 1.5, to: 3.5, paths: 5000, levyPaths: 2000, parts: 4 },
  paper: { from: 2, to: 4.5, paths: 40_000, levyPaths: 20_000, parts: 16 },
} as const;

const worldOf = (height: number): World => ({ ...well, height, ...brownianNoise });
const otherWorldOf = (height: number): World => ({ ...worldOf(height), noiseScale: otherNoise });
const reducedBarrier = ({ height }: Pick<World, 'height'>) =>
  (2 * height) / (brownianNoise.noiseScale * brownianNoise.noiseScale);

function worlds(profile: Profile): WorldPaths[] {
  const { from, to, paths, levyPaths, parts } = designFor(designs, profile);
  const count = Math.round((to - from) / heightStep) + 1;
  const climbs = Array.from({ length: count }, (_, i) => worldOf(from + heightStep * i));
  const jumps = levyHeights.map((height): World => ({ ...well, height, ...levyNoise }));
  const isLow = ({ height }: World) => height <= lowHeight;
  return [
    { worlds: climbs.filter(isLow), paths: lowFactor * paths, parts },
    { worlds: climbs.filter((world) => !isLow(world)), paths, parts },
    { worlds: otherHeights.map(otherWorldOf), paths, parts },
    { worlds: jumps, paths: levyPaths, parts: 1 },
  ];
}

/**
 * Growth of log(height tau) with the reduced barrier. Curvatures are proportional to the height, so that
 * Kramers' prefactor is 1/height: it is divided out.
 */
function growth(points: readonly ExitPoint[]): Interval {
  return knownSlope(
    points.map(({ world }) => reducedBarrier(world)),
    points.map(({ world, logMean }) => logMean + logOf(world.height)),
    points.map(({ logError }) => logError),
  );
}

/** Exit times beside the exact integral, height by height. */
interface Comparison extends ExitPoint {
  readonly exact: number;
  /** Distance from the integral in standard errors. */
  readonly score: number;
}

function compared(point: ExitPoint): Comparison {
  const exact = exactClimb(point.world);
  return { ...point, exact, score: (point.mean - exact) / point.standardError };
}

/** Whether a height lies too far from the integral, with all of them in view. */
function deviates(climbs: readonly Comparison[]): boolean {
  const pValues = climbs.map(({ score }) => Math.min(1, 2 * normalDistribution(-Math.abs(score))));
  return discoveries(pValues, deviationRate).includes(true);
}

function judge(points: readonly ExitPoint[]): Evidence {
  const { climbs: allClimbs, jumps } = byDriver(points);
  const climbs = allClimbs.filter(({ world }) => world.noiseScale === brownianNoise.noiseScale);
  const otherSlope = growth(allClimbs.filter((point) => !climbs.includes(point)));
  const comparisons = climbs.map(compared);
  const ratio = weightedMean(
    comparisons.map(({ mean, exact }) => mean / exact),
    // Weights by expected, not by measured errors, which are smaller where the mean happens to be.
    comparisons.map(({ logError }) => logError),
  );
  const slope = growth(climbs);
  const levySlope = logTimeSlope(jumps, reducedBarrier);
  const worst = Math.max(...comparisons.map(({ score }) => Math.abs(score)));
  return judged({
    verdict: joinVerdicts([
      deviates(comparisons) ? 'refuted' : 'supported',
      intervalVerdict(ratio, around(1, meanTolerance)),
      intervalVerdict(slope, around(1, slopeTolerance)),
    ]),
    controls: controlsOf(levySlope, otherSlope),
    open: {
      rule: prose(
        `growth ${inWords(slope)} against 1 ± ${slopeTolerance},`,
        `ratio to the integral ${inWords(ratio)} against 1 ± ${meanTolerance}`,
      ),
      needs: 'more paths (a larger profile)',
    },
    reason: prose(
      `log(height × exit time) grows by ${inWords(slope)} per unit of 2 height/noiseScale². Exit times are`,
      `${inWords(ratio)} of the exact integral, at most ${worst.toFixed(1)} standard errors away from it.`,
    ),
    statistics: [
      statisticOf('growth of log(height × exit time) with 2 height/noiseScale²', slope, 1),
      statisticOf('exit time over exact integral', ratio, 1),
      statisticOf('growth under Lévy noise', levySlope, 0),
    ],
    figures: [depthFigure(climbs, jumps)],
    tables: [tableOf(comparisons)],
  });
}

function controlsOf(levySlope: Interval, otherSlope: Interval): Control[] {
  return [
    mustFail(
      `Brownian noise of scale ${otherNoise}, taken for scale ${brownianNoise.noiseScale}, grows otherwise`,
      otherSlope,
      around(1, slopeTolerance),
      `slope ${inWords(otherSlope)}`,
    ),
    mustFail(
      'Lévy noise in the same wells does not show exponential growth',
      levySlope,
      atLeast(controlSlope),
      `slope ${inWords(levySlope)}`,
    ),
  ];
}

function tableOf(comparisons: readonly Comparison[]) {
  const caption = 'Mean time from the minimum of a double well to its saddle under Brownian noise.';
  return table('brownian-depth', caption, comparisons, [
    ['height', ({ world }) => world.height],
    ['exit time', ({ mean }) => mean],
    ['standard error', ({ standardError }) => standardError],
    ['integral', ({ exact }) => exact],
    ['Kramers', ({ world }) => climbByKramers(world)],
    ['deviation in errors', ({ score }) => score],
  ]);
}

export const brownianDepth: Claim<ExitCell, ExitResult> = {
  ...wellClaim({
    texts: {
      id: 'brownian-depth',
      group: 'brownian',
      kind: 'theorem',
      title: 'Brownian escape: exponential in depth',
      statement: 'Under Brownian noise the time to escape from a minimum grows exponentially with its depth.',
      source:
        'Kramers 1940; Freidlin and Wentzell 1984; ' +
        'cited against Brownian models of SGD in arXiv 1901.06053, section 1, and 1912.00018',
      experiment: prose(
        'Simulates exits from the minimum of a symmetric double well to its saddle, over a grid of heights,',
        'with a second-order drift and Brownian-bridge crossings. The times are compared with the exact',
        'passage-time integral and with Kramers’ formula. Controls are Lévy noise in the same wells, and',
        `Brownian noise of scale ${otherNoise} that is taken for noise of scale ${brownianNoise.noiseScale}.`,
      ),
      rule: prose(
        'Supported when no height deviates from the exact integral (Benjamini-Hochberg at a false discovery',
        `rate of ${deviationRate}), the 95 % interval of the weighted ratio to the integral lies within`,
        `1 ± ${meanTolerance}, and the 95 % interval of the slope of log(height × exit time) in`,
        `2 height/noiseScale² lies within 1 ± ${slopeTolerance}. Refuted when a height deviates or one of`,
        'the intervals lies outside its range; undecided otherwise, or when a control fails.',
      ),
      formula: "\\mathbb{E}\\tau \\simeq \\frac{\\pi}{\\sqrt{U''(m)\\,|U''(s)|}}\\; e^{2h/\\varepsilon^2}",
      deviation: prose(
        'The curvatures grow with the height, which divides the time by the height. This factor is removed',
        'before the slope is taken, because it would fade only at barriers beyond any simulation.',
      ),
    },
    worlds,
    judge,
  }),
  cost: exitCost,
};
