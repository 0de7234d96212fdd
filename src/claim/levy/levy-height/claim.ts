import {
  around,
  intervalPart,
  inWords,
  judged,
  line,
  linearAxis,
  logAxis,
  means,
  mustFail,
  prose,
  statisticOf,
  table,
  type Evidence,
  type Figure,
  type Role,
} from '../../../evidence/index.js';
import { exitTimeFromInterval, levyExitTime, quadraticWell } from '../../../sde/index.js';
import { sharedLevel, type Interval } from '../../../statistics/index.js';
import type { CellCost, Claim, Settings } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import { pathCost } from '../../well/cost.js';
import {
  addHeights,
  heights,
  heightSlope,
  meansOf,
  runHeights,
  timeStep,
  type HeightCell,
  type HeightNoise,
  type HeightResult,
} from './run.js';

/**
 * Under Levy noise the escape time does not depend on the height of the basin. The equivalence of the slope
 * of log exit time in height with zero is tested for each alpha; Brownian noise must fail the same test.
 */

/** Noise so small that one jump decides the exit, as large as the number of steps allows. */
const levyNoise: readonly HeightNoise[] = [
  { alpha: 1.2, noiseScale: 0.05 },
  { alpha: 1.5, noiseScale: 0.05 },
  { alpha: 1.8, noiseScale: 0.1 },
];
/** So large that paths climb out of the highest well. */
const brownianNoise: HeightNoise = { alpha: 2, noiseScale: 1.1 };

/**
 * Slopes d log(exit time)/d height that count as no dependence. At this noise the exact ones lie between
 * 0.002 and 0.007 (nonlocal equation), that of Brownian noise near 1.
 */
const tolerance = 0.05;
const noDependence = around(0, tolerance);
/** All intervals of the claim together hold at this level. */
const jointLevel = 0.99;
const level = sharedLevel(levyNoise.length, jointLevel);

/**
 * With 400 paths the standard error of a slope is 0.004 to 0.006: an interval reaches the margin in 1 of
 * some 50,000 runs.
 */
const designs = {
  smoke: { paths: 400, parts: 1 },
  quick: { paths: 1000, parts: 2 },
  paper: { paths: 50_000, parts: 10 },
} as const;

function plan({ profile }: Settings): HeightCell[] {
  const { paths, parts } = designFor(designs, profile);
  const each = Math.ceil(paths / parts);
  return [...levyNoise, brownianNoise].flatMap((noise) =>
    upTo(parts).map((part) => ({ ...noise, firstPath: part * each, paths: each })),
  );
}

/** The exact or small-noise mean exit time from the well of a height. */
function theoryOf({ alpha, noiseScale }: HeightNoise, height: number): number {
  return alpha === 2
    ? exitTimeFromInterval(quadraticWell(2 * height), noiseScale, 0, -1, 1)
    : levyExitTime(alpha, noiseScale, 1, 1);
}

function cost(cell: HeightCell): CellCost {
  const steps = heights.reduce((sum, height) => sum + theoryOf(cell, height) / timeStep, 0);
  return pathCost(cell.alpha === 2 ? 'brownian' : 'levy', steps * cell.paths);
}

/** What the paths of one noise say. */
interface Group {
  readonly result: HeightResult;
  readonly slope: Interval;
}

function judge(results: readonly HeightResult[]): Evidence {
  const groupOf = ({ alpha }: HeightNoise): Group => {
    const result = addHeights(results.filter((part) => part.alpha === alpha));
    return { result, slope: heightSlope(result, level) };
  };
  const groups = levyNoise.map(groupOf);
  const brownian = groupOf(brownianNoise);
  const slopes = groups.map(({ result, slope }) => `${inWords(slope)} at alpha ${result.alpha}`).join(', ');
  return judged({
    parts: groups.map(({ result: { alpha }, slope }) =>
      intervalPart(
        `alpha ${alpha}`,
        `The slope of log exit time in height is ${inWords(slope)}.`,
        [[`slope of log exit time in height, alpha ${alpha}`, slope, noDependence, 0]],
        'paths',
      ),
    ),
    controls: [
      mustFail(
        'Brownian noise (alpha = 2) fails the same test',
        brownian.slope,
        noDependence,
        `slope ${inWords(brownian.slope)}`,
      ),
    ],
    reason: prose(
      `The slope of log exit time in height is ${slopes}.`,
      `Under Brownian noise it is ${inWords(brownian.slope)}.`,
    ),
    statistics: [statisticOf('slope of log exit time in height, alpha 2', brownian.slope)],
    figures: [figureOf(groups, brownian)],
    tables: [
      table(
        'levy-height',
        'Mean exit time from a quadratic well of half-width 1, and what theory says.',
        [...groups, brownian].flatMap(({ result }) =>
          meansOf(result).map((point) => ({ ...result, ...point, theory: theoryOf(result, point.height) })),
        ),
        [
          ['alpha', ({ alpha }) => alpha],
          ['noise scale', ({ noiseScale }) => noiseScale],
          ['height', ({ height }) => height],
          ['exit time', ({ mean }) => mean],
          ['standard error', ({ standardError }) => standardError],
          ['theory', ({ theory }) => theory],
        ],
      ),
    ],
  });
}

/** A colour and symbol for each index. */
const roles: readonly Role[] = ['series2', 'series3', 'series4'];

function figureOf(groups: readonly Group[], brownian: Group): Figure {
  const theory = (noise: HeightNoise) =>
    line(
      'theory',
      'theory',
      heights,
      heights.map((height) => theoryOf(noise, height)),
    );
  const heightOf = ({ height }: { readonly height: number }) => height;
  return {
    name: 'levy-height',
    title: 'Exit time against height',
    caption: prose(
      'Mean exit time from wells of one width. Lévy noise: level, near the small-noise theory, since one',
      'jump leads out of a well of any height. Brownian noise has to climb: exponential growth, as the',
      'exact passage time says.',
    ),
    panels: [
      {
        x: linearAxis('height of the well at its edge'),
        y: logAxis('mean exit time'),
        layers: [
          ...[...groups, brownian].map(({ result }) => theory(result)),
          ...groups.map(({ result }, i) =>
            means(`alpha ${result.alpha}`, roles[i], meansOf(result), heightOf),
          ),
          means('alpha 2 (Brownian)', 'brownian', meansOf(brownian.result), heightOf),
        ],
      },
    ],
  };
}

export const levyHeight: Claim<HeightCell, HeightResult> = {
  id: 'levy-height',
  group: 'levy',
  kind: 'theorem',
  title: 'Lévy escape: no dependence on depth',
  statement: 'Under Lévy noise the time to escape from a minimum does not depend on its depth.',
  source: 'Imkeller and Pavlyukevich 2006; arXiv 1912.00018, section 3; 1901.06053, section 3',
  experiment: prose(
    `Simulates exits from quadratic wells of one width with heights ${heights.join(', ')}, for alpha`,
    `${levyNoise.map(({ alpha }) => alpha).join(', ')}. Path by path the noise is the same in every well,`,
    'so that the wells differ in their height alone. The Euler scheme takes ten steps a relaxation time of',
    `the highest well, and more of the others. As control, Brownian noise of scale`,
    `${brownianNoise.noiseScale} in the same wells.`,
  ),
  rule: prose(
    'For each alpha below 2: supported when the interval of d log(exit time)/d height lies within',
    `−${tolerance} to ${tolerance}, refuted when it lies outside, undecided otherwise. The`,
    `${levyNoise.length} intervals together hold at 99 % (Bonferroni). The claim is supported when all`,
    'are, refuted when any is refuted, undecided otherwise or when Brownian noise does not come out',
    'refuted.',
  ),
  formula:
    '\\mathbb{E}\\tau \\simeq \\frac{\\alpha}{C_\\alpha}\\,' +
    '\\frac{\\varepsilon^{-\\alpha}}{a^{-\\alpha}+b^{-\\alpha}}',
  needsData: false,
  plan,
  cost,
  run: (cell, { seed }) => runHeights(cell, seed),
  judge,
};
