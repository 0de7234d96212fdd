import { levyExitTime } from '../../../sde/index.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Evidence,
  failedControl,
  intervalVerdict,
  inWords,
  joinVerdicts,
  type Part,
  statisticOf,
} from '../../../evidence/index.js';
import {
  type ExitCell,
  exitCells,
  type ExitPoint,
  exitPoints,
  type ExitResult,
  runExitCell,
  type World,
} from '../../well/exits.js';
import { pointsLayer } from '../../well/figure.js';
import { type Interval, weightedLine } from '../../../statistics/index.js';

/**
 * Under Levy noise the escape time does not depend on the height of the basin. The equivalence of the slope
 * of log exit time in height with zero is tested for each alpha; Brownian noise must fail the same test.
 */

/** Noise so small that one jump decides the exit, as large as the number of steps allows. */
const levyNoise = [
  { alpha: 1.2, noiseScale: 0.05 },
  { alpha: 1.5, noiseScale: 0.05 },
  { alpha: 1.8, noiseScale: 0.1 },
] as const;
const heights = [1, 1.5, 2, 2.5, 3, 3.5, 4];
/** alpha = 2 with noise scale 0.5 is Brownian motion of this scale; smaller noise would never exit. */
const brownianNoise = 0.5 * Math.SQRT2;
const brownianHeights = [0.25, 0.5, 0.75, 1, 1.25];

/** Largest |d log(exit time)/d height| that counts as no dependence. */
const slopeMargin = 0.05;

const designs = {
  smoke: { paths: 800, parts: 1 },
  quick: { paths: 4000, parts: 2 },
  paper: { paths: 50_000, parts: 10 },
} as const;

function plan({ profile }: Settings): ExitCell[] {
  const { paths, parts } = designs[profile];
  const shared = { well: 'quadratic', width: 1 } as const;
  const jumps = levyNoise.flatMap((noise) =>
    heights.map((height): World => ({ ...shared, height, driver: 'levy', ...noise })),
  );
  const climbs = brownianHeights.map(
    (height): World => ({ ...shared, height, driver: 'brownian', alpha: 2, noiseScale: brownianNoise }),
  );
  return [...exitCells(jumps, paths, parts), ...exitCells(climbs, paths, 1)];
}

function run(cell: ExitCell, { seed }: { readonly seed: number }): ExitResult {
  return runExitCell('levy-height', cell, seed);
}

/** d log(exit time)/d height with its interval. */
function heightSlope(points: readonly ExitPoint[]): Interval {
  return weightedLine(
    points.map(({ world }) => world.height),
    points.map(({ logMean }) => logMean),
    points.map(({ logError }) => logError),
  ).slope;
}

const verdictOf = (slope: Interval) => intervalVerdict(slope, [-slopeMargin, slopeMargin]);
function judge(results: readonly ExitResult[]): Evidence {
  const points = exitPoints(results);
  const climbs = points.filter(({ world }) => world.driver === 'brownian');
  const groups = levyNoise.map(({ alpha, noiseScale }) => {
    const members = points.filter(({ world }) => world.driver === 'levy' && world.alpha === alpha);
    const slope = heightSlope(members);
    return { alpha, members, slope, theory: levyExitTime(alpha, noiseScale, 1, 1) };
  });
  const brownianSlope = heightSlope(climbs);
  const controls = [
    {
      name: 'Brownian noise (alpha = 2) fails the same test',
      passed: verdictOf(brownianSlope) === 'refuted',
      value: `slope ${inWords(brownianSlope)}`,
    },
  ];
  const parts = groups.map(
    ({ alpha, slope }): Part => ({
      name: `alpha ${alpha}`,
      verdict: verdictOf(slope),
      reason: `The slope of log exit time in height is ${inWords(slope)}.`,
    }),
  );
  const slopes = groups.map(({ alpha, slope }) => `${inWords(slope)} at alpha ${alpha}`).join(', ');
  return {
    verdict: joinVerdicts(
      parts.map(({ verdict }) => verdict),
      controls,
    ),
    reason:
      failedControl(controls) ??
      `The slope of log exit time in height is ${slopes}; under Brownian noise it is ${inWords(brownianSlope)}.`,
    parts,
    statistics: [
      ...groups.map(({ alpha, slope }) =>
        statisticOf(`slope of log exit time in height, alpha ${alpha}`, slope, 0),
      ),
      statisticOf('slope of log exit time in height, alpha 2', brownianSlope),
    ],
    controls,
    figures: [
      {
        name: 'levy-height',
        title: 'Exit time against height',
        caption:
          'Mean exit time from a well of fixed width. Lévy noise: level, near the small-noise theory. Brownian noise: exponential growth.',
        panels: [
          {
            x: { label: 'height of the well at its edge', scale: 'linear' },
            y: { label: 'mean exit time', scale: 'log' },
            layers: [
              ...groups.map(({ theory }) => ({
                mark: 'line' as const,
                label: 'small-noise theory',
                role: 'theory' as const,
                x: [heights[0], heights[heights.length - 1]],
                y: [theory, theory],
              })),
              ...groups.map(({ alpha, members }) =>
                pointsLayer(`alpha ${alpha}`, 'levy', members, ({ height }) => height),
              ),
              pointsLayer('alpha 2 (Brownian)', 'brownian', climbs, ({ height }) => height),
            ],
          },
        ],
      },
    ],
    tables: [
      {
        name: 'levy-height',
        caption: 'Mean exit time from a quadratic well of width 1.',
        columns: ['alpha', 'noise scale', 'height', 'exit time', 'standard error'],
        rows: points.map(({ world, mean, standardError }) => [
          world.alpha,
          world.noiseScale,
          world.height,
          mean,
          standardError,
        ]),
      },
    ],
  };
}

export const levyHeight: Claim<ExitCell, ExitResult> = {
  id: 'levy-height',
  group: 'levy',
  title: 'Lévy escape: no dependence on depth',
  statement: 'Under Lévy noise the time to escape from a minimum does not depend on its depth.',
  source: 'Imkeller and Pavlyukevich 2006; arXiv 1912.00018, section 3; 1901.06053, section 3',
  experiment:
    'Exit times from quadratic wells of fixed width over heights from 1 to 4, for alpha 1.2, 1.5 and 1.8, by the Euler scheme with ten steps a relaxation time; alpha = 2 over heights from 0.25 to 1.25 as control.',
  rule: 'For each alpha below 2: supported when the 95 % interval of d log(exit time)/d height lies within −0.05 to 0.05, refuted when it lies outside, undecided otherwise. The claim is supported when all are, refuted when any is refuted, undecided otherwise or when alpha = 2 does not come out refuted.',
  formula:
    '\\mathbb{E}\\tau \\simeq \\frac{\\alpha}{C_\\alpha}\\,\\frac{\\varepsilon^{-\\alpha}}{a^{-\\alpha}+b^{-\\alpha}}',
  needsData: false,
  plan,
  run,
  judge,
};
