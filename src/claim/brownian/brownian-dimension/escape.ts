import {
  control,
  inWords,
  judged,
  linearAxis,
  logAxis,
  means,
  prose,
  statisticOf,
  type ClaimVerdict,
  type Control,
  type Evidence,
  type Figure,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { normalInterval, type Interval } from '../../../statistics/index.js';
import type { Claim, Profile, Settings } from '../../claim.js';
import { designFor } from '../../designs.js';
import { exponentialVerdict, growthOf, growthOpen, type Growth } from '../growth.js';
import { dimensionCost } from './cost.js';
import { timesTable } from './figure.js';
import {
  dimensionCells,
  dimensionPoints,
  runDimensionCell,
  type DimensionCell,
  type DimensionPoint,
  type DimensionResult,
} from './run.js';
import { barrierTime, overTheory } from './theory.js';

/**
 * Does the time to escape from one minimum to another grow exponentially with the barrier, and with the
 * dimension? Theory says yes to the first, and to the second where only chance leads to the other minimum (a
 * needle in a floor). In a product of double wells there are more ways out the more dimensions there are, so
 * that the time falls: the statement does not hold of every landscape.
 */

const level = 0.99;
/** Barriers that are left, in units of the temperature, in so many dimensions. */
const barriers = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5];
const barrierDimension = 2;
/** Times grow little over these barriers, so that more paths are needed to tell the forms apart. */
const barrierFactor = 3;
/** The barrier at which the dimension is varied. */
const productBarrier = 2;
/** Measured means may be so far from exact ones, for steps and for watching at grid points. */
const tolerance = 0.1;
/** A true value lies within so many standard errors, but once in a thousand times. */
const surely = 3.3;

const designs = {
  smoke: { highest: 9, paths: 200, horizon: 200 },
  quick: { highest: 10, paths: 300, horizon: 400 },
  paper: { highest: 13, paths: 2000, horizon: 4000 },
} as const;

function plan({ profile }: { readonly profile: Profile }): DimensionCell[] {
  const { paths, ...design } = designFor(designs, profile);
  const product = {
    landscape: 'product',
    goal: 'escape',
    firstPath: 0,
    paths: barrierFactor * paths,
  } as const;
  const { horizon } = design;
  return [
    ...dimensionCells({ landscape: 'needle', goal: 'escape' }, { ...design, paths }),
    ...dimensionCells(
      { landscape: 'product', goal: 'escape', barrier: productBarrier },
      { ...design, paths },
    ),
    ...barriers
      .filter((barrier) => barrier !== productBarrier)
      .map((barrier) => ({ ...product, dimension: barrierDimension, barrier, horizon })),
  ];
}

/** Points of one series, and how their time grows along it. */
interface Series {
  readonly points: readonly DimensionPoint[];
  readonly growth: Growth;
}

function seriesOf(
  points: readonly DimensionPoint[],
  belongs: (point: DimensionPoint) => boolean,
  x: (point: DimensionPoint) => number,
): Series {
  const own = points.filter(belongs).sort((p, q) => x(p) - x(q));
  return {
    points: own,
    growth: growthOf(
      own.map(x),
      own.map(({ logMean }) => logMean),
      level,
    ),
  };
}

const dimensionOf = ({ world }: DimensionPoint) => world.dimension;
const barrierOf = ({ world }: DimensionPoint) => world.barrier ?? 0;

/** Time against the dimension on the needle and on the product, and against the barrier. */
interface Escapes {
  readonly needle: Series;
  readonly product: Series;
  readonly climb: Series;
}

function escapesOf(points: readonly DimensionPoint[]): Escapes {
  const isBarrier = (barrier: number) => (point: DimensionPoint) => point.world.barrier === barrier;
  return {
    needle: seriesOf(points, ({ world }) => world.landscape === 'needle', dimensionOf),
    product: seriesOf(points, isBarrier(productBarrier), dimensionOf),
    climb: seriesOf(
      points,
      ({ world }) => world.barrier !== undefined && world.dimension === barrierDimension,
      barrierOf,
    ),
  };
}

function part(name: string, { growth }: Series, what: string): MeasuredPart {
  const { slope } = growth.exponential;
  const verdict: ClaimVerdict = exponentialVerdict(growth);
  return {
    name,
    verdict,
    reason: prose(
      `${name[0].toUpperCase()}${name.slice(1)}: log time grows by ${inWords(slope)} per unit of ${what};`,
      `the AIC gain of an exponential over a power is ${growth.gain.toFixed(1)}.`,
    ),
    ...(verdict === 'undecided' && { open: growthOpen(growth, `values of the ${what}`) }),
    statistics: [statisticOf(`growth of log time with the ${what}, ${name}`, slope)],
  };
}

function judge(points: readonly DimensionPoint[]): Evidence {
  const { needle, product, climb } = escapesOf(points);
  const parts = [
    part('over a barrier', climb, 'barrier'),
    part('to a needle in a floor', needle, 'dimension'),
    part('out of a product of double wells', product, 'dimension'),
  ];
  const fold = product.points.at(-1)!.mean / product.points[0].mean;
  return judged({
    parts,
    scope: prose(
      `exponential in the barrier, and in the dimension where only chance leads to the other minimum; out of`,
      `a product of double wells the time changes ${fold.toFixed(2)}-fold from 1 to`,
      `${product.points.at(-1)!.world.dimension} dimensions`,
    ),
    controls: controlsOf(needle, product),
    statistics: [statisticOf('measured time over exact integral, needle', overTheory(needle), 1)],
    figures: [figureOf(needle, product, climb)],
    tables: [timesTable('brownian-dimension-escape', points)],
  });
}

/** Simulation beside exact times, where they are known. */
function controlsOf(needle: Series, product: Series): Control[] {
  const [alone] = product.points;
  const exact = barrierTime(productBarrier);
  const single = normalInterval(alone.mean / exact, alone.standardError / exact);
  return [
    exactly('times on the needle are those of the exact integral', overTheory(needle)),
    exactly('one double well is left in the time of the exact integral', single),
  ];
}

function exactly(name: string, ratio: Interval): Control {
  const distance = Math.abs(ratio.value - 1);
  return control(name, distance < tolerance + surely * ratio.standardError, `ratio ${inWords(ratio)}`);
}

function figureOf(needle: Series, product: Series, climb: Series): Figure {
  return {
    name: 'brownian-dimension-escape',
    title: 'Time to escape to another minimum',
    caption: prose(
      'Mean time until Langevin dynamics leaves a minimum for another one, against the dimension and against',
      'the barrier. A straight line is exponential growth. A needle in a floor is met by chance alone, so',
      'that the time grows with the dimension. In a product of double wells there are more ways out the more',
      'dimensions there are, so that it falls.',
    ),
    panels: [
      {
        title: 'dimension',
        x: linearAxis('dimension'),
        y: logAxis('mean time to escape'),
        layers: [
          means('to a needle in a floor', 'brownian', needle.points, dimensionOf),
          means('out of a product of double wells', 'control', product.points, dimensionOf),
        ],
      },
      {
        title: 'barrier',
        x: linearAxis('barrier over temperature'),
        y: logAxis('mean time to escape'),
        layers: [means(`double wells in ${barrierDimension} dimensions`, 'series1', climb.points, barrierOf)],
      },
    ],
  };
}

export const brownianDimensionEscape: Claim<DimensionCell, DimensionResult> = {
  id: 'brownian-dimension-escape',
  group: 'brownian',
  kind: 'theorem',
  title: 'Brownian escape: exponential in dimension and barrier',
  statement: prose(
    'Under the Brownian assumption the time to escape from one minimum to another grows exponentially with',
    'the dimension and with the barrier.',
  ),
  source: 'arXiv 1912.00018, section 1; Raginsky, Rakhlin and Telgarsky 2017 (1702.03849)',
  experiment: prose(
    'Langevin dynamics at temperature 1 leaves one minimum for another. On a floor (radius 1) with a needle',
    'in its middle (radius 0.6, depth 8) it starts at the edge of the floor and has to find the needle. In a',
    'product of symmetric double wells it starts in one corner, until a coordinate crosses its saddle. The',
    `dimension goes from 1 to 9 (10 in quick, 13 in paper) at a barrier of ${productBarrier}, and`,
    `the barrier from ${barriers[0]} to ${barriers.at(-1)} in ${barrierDimension} dimensions.`,
  ),
  rule: prose(
    'Three parts: the barrier, the dimension on the needle, the dimension in the product. In each, log mean',
    'time is fitted by a + c x and by a + c log x. A part is supported when c of the first lies above 0 at',
    '99 % and its AIC is lower than the other by more than 10, and refuted when c lies below 0 at 99 % or',
    'the AIC of the second is lower by more than 10. The statement is about every landscape: it is',
    'supported when all parts are, and refuted when one is refuted. The controls hold measured times',
    `against exact ones, within ${100 * tolerance} % beside ${surely} standard errors.`,
  ),
  formula:
    '\\mathbb{E}T_{\\mathrm{barrier}} \\propto e^{h/T},\\qquad ' +
    '\\mathbb{E}T_{\\mathrm{needle}} \\propto (R/r)^{d},\\qquad ' +
    '\\mathbb{E}T_{\\mathrm{product}} \\approx T_1/d',
  needsData: false,
  plan: (settings: Settings) => plan(settings),
  cost: dimensionCost,
  run: (cell, { seed }) => runDimensionCell(cell, seed),
  judge: (results) => judge(dimensionPoints(results)),
};
