import {
  around,
  intervalPart,
  inWords,
  judged,
  mustFail,
  prose,
  statisticOf,
  table,
  type Evidence,
} from '../../../evidence/index.js';
import { hypotenuse, logOf } from '../../../kernel/index.js';
import { knownSlope, normalInterval, weightedMean, type Interval } from '../../../statistics/index.js';
import type { Claim, Profile } from '../../claim.js';
import { designFor } from '../../designs.js';
import {
  byDriver,
  exactClimb,
  type ExitCell,
  type ExitPoint,
  type ExitResult,
  type World,
} from '../../well/exits.js';
import { wellClaim, type WorldPaths } from '../../well/wellClaim.js';
import { exitCost } from '../exitCost.js';
import { widthFigure } from './figure.js';

/**
 * Under Brownian noise and at equal height the escape time grows with the square of the width: one power
 * comes from the width of the minimum and one from that of the saddle. To stretch the whole well would show
 * nothing, since an equation that is stretched with it gives the square whatever it is; so each width is
 * varied alone.
 */

const well = { well: 'parabolas', height: 1 } as const;
/** Reduced barrier 2 height/noiseScale^2 of 4: Kramers' law holds to 5 % in the exponents. */
const brownianNoise = { driver: 'brownian', alpha: 2, noiseScale: Math.SQRT1_2 } as const;
const levyNoise = { driver: 'levy', alpha: 1.5, noiseScale: 0.1 } as const;
/** Of minimum or saddle; the other one has width 1. */
const varied = [0.5, 0.7, 1, 1.4, 2];

/** Each width makes one power of the time, both together its square. */
const exponentTolerance = 0.15;
const onePower = around(1, exponentTolerance);
const square = around(2, exponentTolerance);
/** Simulated times beside the exact integral. */
const meanTolerance = 0.04;

const designs = {
  smoke: { paths: 4000, levyPaths: 1000, parts: 1 },
  quick: { paths: 10_000, levyPaths: 2000, parts: 1 },
  paper: { paths: 400_000, levyPaths: 50_000, parts: 4 },
} as const;

/** Widths of minimum and saddle, one of which is 1. */
function shapes(): { width: number; saddleWidth: number }[] {
  const stretched = varied.map((width) => ({ width, saddleWidth: 1 }));
  return [...stretched, ...varied.filter((w) => w !== 1).map((w) => ({ width: 1, saddleWidth: w }))];
}

function worlds(profile: Profile): WorldPaths[] {
  const { paths, levyPaths, parts } = designFor(designs, profile);
  return [
    { worlds: shapes().map((shape): World => ({ ...well, ...shape, ...brownianNoise })), paths, parts },
    {
      worlds: shapes().map((shape): World => ({ ...well, ...shape, ...levyNoise })),
      paths: levyPaths,
      parts,
    },
  ];
}

/** Exponents of both widths, each from the wells in which the other is 1, and their sum. */
function exponentsOf(points: readonly ExitPoint[]): Record<'minimum' | 'saddle' | 'both', Interval> {
  const minimum = exponent(
    points.filter(({ world }) => world.saddleWidth === 1),
    ({ width }) => width,
  );
  const saddle = exponent(
    points.filter(({ world }) => world.width === 1),
    ({ saddleWidth }) => saddleWidth!,
  );
  return { minimum, saddle, both: sumOf(minimum, saddle) };
}

function exponent(points: readonly ExitPoint[], width: (world: World) => number): Interval {
  return knownSlope(
    points.map(({ world }) => logOf(width(world))),
    points.map(({ logMean }) => logMean),
    points.map(({ logError }) => logError),
  );
}

/** They share the well in which both widths are 1, which pulls neither slope: it is in the middle. */
function sumOf(a: Interval, b: Interval): Interval {
  return normalInterval(a.value + b.value, hypotenuse(a.standardError, b.standardError));
}

function judge(points: readonly ExitPoint[]): Evidence {
  const { climbs, jumps } = byDriver(points);
  const exponents = exponentsOf(climbs);
  const levy = exponentsOf(jumps).both;
  const ratio = weightedMean(
    climbs.map(({ world, mean }) => mean / exactClimb(world)),
    // Weights by expected, not by measured errors, which are smaller where the mean happens to be.
    climbs.map(({ logError }) => logError),
  );
  return judged({
    parts: [
      intervalPart(
        'exponents of the widths',
        prose(
          'At equal height the exit time grows with the width of the minimum to the power',
          `${inWords(exponents.minimum)} and with that of the saddle to the power`,
          `${inWords(exponents.saddle)}, together ${inWords(exponents.both)}; theory says 1 and 1,`,
          'together 2.',
        ),
        [
          ['exponent of both widths together', exponents.both, square, 2],
          ['exponent of the width of the minimum', exponents.minimum, onePower, 1],
          ['exponent of the width of the saddle', exponents.saddle, onePower, 1],
        ],
        'paths',
      ),
      intervalPart(
        'exit times',
        `Exit times are ${inWords(ratio)} of the exact integral.`,
        [['exit time over exact integral', ratio, around(1, meanTolerance), 1]],
        'paths',
      ),
    ],
    controls: [
      mustFail(
        'Lévy noise gives another exponent',
        levy,
        square,
        `exponent ${inWords(levy)} of both widths for alpha ${levyNoise.alpha}`,
      ),
    ],
    statistics: [
      statisticOf(`exponent of both widths, Lévy noise of alpha ${levyNoise.alpha}`, levy, levyNoise.alpha),
    ],
    figures: [widthFigure(climbs, jumps)],
    tables: [tableOf(points)],
  });
}

function tableOf(points: readonly ExitPoint[]) {
  const caption = 'Mean time from the minimum of a double well to its saddle at equal height.';
  return table('brownian-width', caption, points, [
    ['noise', ({ world }) => world.driver],
    ['width of the minimum', ({ world }) => world.width],
    ['width of the saddle', ({ world }) => world.saddleWidth],
    ['exit time', ({ mean }) => mean],
    ['standard error', ({ standardError }) => standardError],
    ['integral', ({ world }) => (world.driver === 'brownian' ? exactClimb(world) : null)],
  ]);
}

export const brownianWidth: Claim<ExitCell, ExitResult> = {
  ...wellClaim({
    texts: {
      id: 'brownian-width',
      group: 'brownian',
      kind: 'theorem',
      title: 'Brownian escape: width squared',
      statement: prose(
        'Under Brownian noise the time to escape from a minimum grows polynomially with its width, as',
        'width².',
      ),
      source: 'Kramers 1940; arXiv 1901.06053, section 1, and 1912.00018',
      experiment: prose(
        'Simulates exits from the minimum of a double well to its saddle. The well is made of parabolas, so',
        'that minimum and saddle have widths of their own. Each is varied over a factor of four while the',
        'other one stays, at equal height. (To stretch both together shows nothing: the stretched equation',
        'gives the square even if it is wrong.) Lévy noise in the same wells is the control.',
      ),
      rule: prose(
        `Supported when the 95 % intervals of both exponents lie within 1 ± ${exponentTolerance}, that of`,
        `their sum within 2 ± ${exponentTolerance}, and that of the weighted ratio to the exact passage-time`,
        `integral within 1 ± ${meanTolerance}. Refuted when one of them lies outside its range; undecided`,
        'otherwise, or when the sum of the exponents under Lévy noise does not lie outside.',
      ),
      formula:
        '\\mathbb{E}\\tau \\simeq \\frac{\\pi}{2}\\,' +
        '\\frac{w_{\\min}\\, w_{\\mathrm{saddle}}}{h}\\, e^{2h/\\varepsilon^2}',
      deviation: prose(
        'At a barrier that simulation reaches, the exponents of the exact integral are 1.05 and 0.95 instead',
        'of 1 and 1; their sum is 2.',
      ),
    },
    worlds,
    judge,
  }),
  cost: exitCost,
};
