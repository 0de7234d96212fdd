import { control, inWords, linearAxis, prose, statisticOf, type Judgement } from '../../../evidence/index.js';
import type { Profile } from '../../claim.js';
import { exponentialVerdict, growthOpen } from '../growth.js';
import { dimensionCells, type DimensionCell } from './run.js';
import type { Search } from './search.js';
import { overTheory } from './theory.js';
import { searchClaim } from './searchClaim.js';
import { designFor } from '../../designs.js';

/**
 * Under Brownian noise the time to find the global minimum grows exponentially with the dimension where
 * nothing but chance leads to it (a needle in a floor), and hardly at all where every coordinate finds
 * its own way (a product of double wells). The second is the control: the fits must not call that
 * exponential.
 */

/** Parts: the cells over which the paths in so many dimensions are spread, so that none takes too long. */
const designs = {
  smoke: { highest: 9, paths: 150, productPaths: 120, horizon: 100, parts: () => 1 },
  quick: {
    highest: 12,
    paths: 90,
    productPaths: 250,
    horizon: 400,
    parts: (d: number) => (d === 12 ? 6 : d === 11 ? 3 : 1),
  },
  paper: {
    highest: 14,
    paths: 1000,
    productPaths: 1000,
    horizon: 4000,
    parts: (d: number) => 1 << Math.max(0, d - 10),
  },
} as const;

function plan(profile: Profile): DimensionCell[] {
  const { productPaths, parts, ...design } = designFor(designs, profile);
  return [
    ...dimensionCells({ landscape: 'needle', goal: 'minimum' }, design, parts),
    ...dimensionCells({ landscape: 'product', goal: 'minimum' }, { ...design, paths: productPaths }),
  ];
}

function judge(needle: Search, product: Search): Omit<Judgement, 'figures' | 'tables'> {
  const { exponential, gain } = needle.growth;
  const { slope } = exponential;
  const productGain = product.growth.gain;
  const last = needle.points.at(-1)!;
  const fold = product.points.at(-1)!.mean / product.points[0].mean;
  return {
    verdict: exponentialVerdict(needle.growth),
    open: growthOpen(needle.growth, 'dimensions'),
    scope: prose(
      'exponential where the minimum is hidden by volume (a needle in a floor);',
      `in a product of double wells ${fold.toFixed(1)}-fold from 1 to ${last.world.dimension} dimensions`,
    ),
    controls: [
      control(
        'the product of double wells is not found exponential',
        productGain < 0,
        `AIC gain of the exponential ${productGain.toFixed(1)}`,
      ),
    ],
    reason: prose(
      `On the needle landscape log time grows by ${inWords(slope)} a dimension,`,
      `to ${last.mean.toPrecision(3)} in ${last.world.dimension};`,
      `the AIC gain of the exponential over a power is ${gain.toFixed(1)}.`,
      `On the product of double wells time grows only ${fold.toFixed(1)}-fold`,
      `(gain ${productGain.toFixed(1)}).`,
    ),
    statistics: [
      statisticOf('growth of log time a dimension, needle', slope),
      statisticOf('exponent of the dimension, product of double wells', product.growth.power.slope),
      statisticOf('measured time over exact integral, needle', overTheory(needle), 1),
    ],
  };
}

export const brownianDimensionGlobal = searchClaim({
  texts: {
    id: 'brownian-dimension-global',
    group: 'brownian',
    kind: 'theorem',
    title: 'Brownian search: exponential in dimension',
    statement: prose(
      'Under the Brownian assumption the time to reach the global minimum grows exponentially with the',
      'dimension.',
    ),
    source: 'arXiv 1912.00018, section 1; Raginsky, Rakhlin and Telgarsky 2017 (1702.03849)',
    experiment: prose(
      'Langevin dynamics at temperature 1 searches in 1 to 12 dimensions (14 in the paper profile). In one',
      'landscape a needle with the only global minimum (radius 0.6, depth 8) stands in the middle of a flat',
      'floor (radius 1) inside a wall, and paths start at distance 4 from it. The other is a product of',
      'double wells (barriers 2 and 8). The search ends when a path is within half the needle, or when all',
      'coordinates are in the deep well. Paths that still search at a horizon are censored. Means come from',
      'the exponential likelihood, medians from Kaplan and Meier.',
    ),
    rule: prose(
      'Over the dimensions of the needle landscape, log mean time is fitted by a + c d and by a + c log d.',
      'Supported when c of the first lies above 0 at 99 % and its AIC is lower than the other by more than',
      '10. Refuted when c lies below 0 at 99 % or the AIC of the second is lower by more than 10. Undecided',
      'otherwise, or when AIC prefers the exponential for the product of double wells.',
    ),
    formula:
      '\\mathbb{E}T=\\frac{2}{\\varepsilon^2}\\int_{r}^{R_0}\\frac{e^{2V(y)/\\varepsilon^2}}{y^{d-1}}' +
      '\\int_y^\\infty z^{d-1}e^{-2V(z)/\\varepsilon^2}\\,dz\\,dy',
    deviation: prose(
      'The source bounds the time in the worst case. The time grows so where the minimum is hidden by',
      'volume; in a product of double wells it grows only like log d. So the statement is true of some',
      'landscapes, not of all.',
    ),
  },
  plan,
  searched: ({ landscape }) => landscape === 'needle',
  level: 0.99,
  judge,
  figure: {
    title: 'Time to the global minimum against dimension',
    caption: prose(
      'Mean time until Langevin dynamics finds the global minimum; a straight line is exponential',
      'growth. In the middle of a flat floor (needle) it must be met by chance. In the product of double',
      'wells each coordinate finds it alone.',
    ),
  },
  axes: {
    x: linearAxis('dimension'),
    y: 'mean time to the global minimum',
    integral: 'exact integral, needle',
  },
  labels: ['needle in a floor', 'product of double wells'],
});
