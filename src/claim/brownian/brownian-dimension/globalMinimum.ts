import type { Claim, Settings } from '../../claim.js';
import { type Evidence, failedControl, inWords, statisticOf, type Verdict } from '../../../evidence/index.js';
import {
  type DimensionCell,
  dimensionPoints,
  type DimensionResult,
  growth,
  needleTime,
  runDimensionCell,
} from './run.js';
import { fitLayers, timesLayer, timesTable } from './figure.js';
import { weightedMean } from '../../../statistics/index.js';

/**
 * Under Brownian noise the time to find the global minimum grows exponentially with the dimension where nothing
 * but chance leads to it (a needle in a floor), and hardly at all where every coordinate finds its own way (a
 * product of double wells). The second is the control: the fits must not call that exponential.
 */

const leastGain = 10;

const designs = {
  smoke: { dimensions: 8, paths: 60, productPaths: 120, horizon: 100, parts: () => 1 },
  quick: {
    dimensions: 12,
    paths: 120,
    productPaths: 250,
    horizon: 400,
    parts: (d: number) => (d === 12 ? 6 : d === 11 ? 3 : 1),
  },
  paper: {
    dimensions: 14,
    paths: 1000,
    productPaths: 1000,
    horizon: 4000,
    parts: (d: number) => Math.max(1, 2 ** (d - 10)),
  },
} as const;

function plan({ profile }: Settings): DimensionCell[] {
  const { dimensions, paths, productPaths, horizon, parts } = designs[profile];
  const all = Array.from({ length: dimensions }, (_, i) => i + 1);
  const split = (landscape: 'needle' | 'product', dimension: number, count: number, pieces: number) =>
    Array.from({ length: pieces }, (_, i): DimensionCell => {
      const firstPath = Math.floor((i * count) / pieces);
      return {
        landscape,
        goal: 'minimum',
        dimension,
        firstPath,
        paths: Math.floor(((i + 1) * count) / pieces) - firstPath,
        horizon,
      };
    });
  // The longest cells first, so that two workers end together.
  return [
    ...all.toReversed().flatMap((d) => split('needle', d, paths, parts(d))),
    ...all.toReversed().flatMap((d) => split('product', d, productPaths, 1)),
  ];
}

function run(cell: DimensionCell, { seed }: { readonly seed: number }): DimensionResult {
  return runDimensionCell(cell, seed);
}

function judge(results: readonly DimensionResult[]): Evidence {
  const points = dimensionPoints(results).sort((p, q) => p.world.dimension - q.world.dimension);
  const needles = points.filter(({ world }) => world.landscape === 'needle');
  const products = points.filter(({ world }) => world.landscape === 'product');
  const [found, apart] = [growth(needles), growth(products)];
  const { slope } = found.exponential;
  const exact = needles.map(({ world }) => needleTime(world));
  const agreement = weightedMean(
    needles.map(({ mean }, i) => mean / exact[i]),
    needles.map(({ standardError }, i) => standardError / exact[i]),
  );
  const controls = [
    {
      name: 'the product of double wells is not found exponential',
      passed: apart.gain < 0,
      value: `AIC gain of the exponential ${apart.gain.toFixed(1)}`,
    },
  ];
  const grows = slope.low > 0 && found.gain > leastGain;
  const doesNot = slope.high < 0 || found.gain < -leastGain;
  const judged: Verdict = grows ? 'supported' : doesNot ? 'refuted' : 'undecided';
  const last = needles.at(-1)!;
  const fold = products.at(-1)!.mean / products[0].mean;
  return {
    verdict: controls.every(({ passed }) => passed) ? judged : 'undecided',
    reason:
      failedControl(controls) ??
      `On the needle landscape log time grows by ${inWords(slope)} a dimension, to ${last.mean.toPrecision(3)} in ` +
        `${last.world.dimension}; AIC gain of the exponential over a power ${found.gain.toFixed(1)}. ` +
        `On the product of double wells time grows only ${fold.toFixed(1)}-fold (gain ${apart.gain.toFixed(1)}).`,
    statistics: [
      statisticOf('growth of log time a dimension, needle', slope),
      statisticOf('exponent of the dimension, product of double wells', apart.power.slope),
      statisticOf('measured time over exact integral, needle', agreement, 1),
    ],
    controls,
    figures: [
      {
        name: 'brownian-dimension-global',
        title: 'Time to the global minimum against dimension',
        caption:
          'Mean time until Langevin dynamics finds the global minimum; a straight line is exponential growth. In the middle of a flat floor (needle) it must be met by chance; in the product of double wells each coordinate finds it alone.',
        panels: [
          {
            x: { label: 'dimension', scale: 'linear' },
            y: { label: 'mean time to the global minimum', scale: 'log' },
            layers: [
              {
                mark: 'line',
                label: 'exact integral, needle',
                role: 'theory',
                x: needles.map(({ world }) => world.dimension),
                y: exact,
              },
              ...fitLayers(found, needles),
              ...fitLayers(apart, products),
              timesLayer('needle in a floor', 'brownian', needles),
              timesLayer('product of double wells', 'control', products),
            ],
          },
        ],
      },
    ],
    tables: [
      timesTable('brownian-dimension-global', points, ({ world }) =>
        world.landscape === 'needle' ? needleTime(world) : undefined,
      ),
    ],
  };
}

export const brownianDimensionGlobal: Claim<DimensionCell, DimensionResult> = {
  id: 'brownian-dimension-global',
  group: 'brownian',
  title: 'Brownian search: exponential in dimension',
  statement:
    'Under the Brownian assumption the time to reach the global minimum grows exponentially with the dimension.',
  source: 'arXiv 1912.00018, section 1; Raginsky, Rakhlin and Telgarsky 2017 (1702.03849)',
  experiment:
    'Langevin dynamics at temperature 1 in 1 to 12 dimensions (14 in the paper profile): a needle with the only global minimum (radius 0.6, depth 8) in the middle of a flat floor (radius 1) inside a wall, and beside it a product of double wells (barriers 2 and 8); time until within half the needle, or until all coordinates are in the deep well. Paths still searching at a horizon are censored; means by the exponential likelihood, medians by Kaplan and Meier.',
  rule: 'Over the dimensions of the needle landscape, log mean time is fitted by a + c d and by a + c log d. Supported when c of the first lies above 0 at 99 % and its AIC is lower than the other by more than 10; refuted when c lies below 0 at 99 % or the AIC of the second is lower by more than 10; undecided otherwise, or when AIC prefers the exponential for the product of double wells.',
  formula:
    '\\mathbb{E}T=\\frac{2}{\\varepsilon^2}\\int_{r}^{R_0}\\frac{e^{2V(y)/\\varepsilon^2}}{y^{d-1}}\\int_y^\\infty z^{d-1}e^{-2V(z)/\\varepsilon^2}\\,dz\\,dy',
  deviation:
    'The source bounds the time in the worst case. It grows so where the minimum is hidden by volume; in a product of double wells it grows only like log d, so the statement is one on landscapes, not on all of them.',
  needsData: false,
  plan,
  run,
  judge,
};
