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
 * Under Brownian noise the time to reach some local minimum grows like a power of the dimension: the paths of
 * brownian-dimension-global, watched until they are first on the floor. The control is the same comparison of
 * fits for the global minimum on the same paths, which must come out exponential.
 */

const leastGain = 10;

/** Dimensions in which the control waits for the global minimum. */
const controlDimensions = { smoke: 8, quick: 9, paper: 10 } as const;

const designs = {
  smoke: { dimensions: 8, paths: 200, controlPaths: 60, horizon: 100 },
  quick: { dimensions: 12, paths: 1000, controlPaths: 120, horizon: 400 },
  paper: { dimensions: 14, paths: 10_000, controlPaths: 1000, horizon: 4000 },
} as const;

function plan({ profile }: Settings): DimensionCell[] {
  const { dimensions, paths, controlPaths, horizon } = designs[profile];
  const cells = (goal: 'floor' | 'minimum', highest: number, count: number) =>
    Array.from({ length: highest }, (_, i): DimensionCell => {
      return { landscape: 'needle', goal, dimension: highest - i, firstPath: 0, paths: count, horizon };
    });
  return [
    ...cells('minimum', controlDimensions[profile], controlPaths),
    ...cells('floor', dimensions, paths),
  ];
}

function run(cell: DimensionCell, { seed }: { readonly seed: number }): DimensionResult {
  return runDimensionCell(cell, seed);
}

function judge(results: readonly DimensionResult[]): Evidence {
  const points = dimensionPoints(results).sort((p, q) => p.world.dimension - q.world.dimension);
  const floors = points.filter(({ world }) => world.goal === 'floor');
  const minima = points.filter(({ world }) => world.goal === 'minimum');
  const [found, apart] = [growth(floors, 0.95), growth(minima, 0.95)];
  const exponent = found.power.slope;
  const exact = floors.map(({ world }) => needleTime(world));
  const agreement = weightedMean(
    floors.map(({ mean }, i) => mean / exact[i]),
    floors.map(({ standardError }, i) => standardError / exact[i]),
  );
  const controls = [
    {
      name: 'the time to the global minimum is found exponential',
      passed: apart.gain > leastGain,
      value: `AIC gain of the exponential ${apart.gain.toFixed(1)}`,
    },
  ];
  const powerGain = -found.gain;
  const judged: Verdict =
    powerGain > leastGain ? 'supported' : powerGain < -leastGain ? 'refuted' : 'undecided';
  return {
    verdict: controls.every(({ passed }) => passed) ? judged : 'undecided',
    reason:
      failedControl(controls) ??
      `The time to the floor grows with the dimension to the power ${inWords(exponent)}; AIC gain of the power ` +
        `over an exponential ${powerGain.toFixed(1)}. For the global minimum on the same paths it is ` +
        `${(-apart.gain).toFixed(1)}.`,
    statistics: [
      statisticOf('exponent of the dimension, first local minimum', exponent),
      statisticOf('growth of log time a dimension, global minimum', apart.exponential.slope),
      statisticOf('measured time over exact integral, first local minimum', agreement, 1),
    ],
    controls,
    figures: [
      {
        name: 'brownian-dimension-local',
        title: 'Time to a local minimum against dimension',
        caption:
          'Mean time until the same paths first stand on the floor, every point of which is a local minimum, and until they find the global minimum; both axes logarithmic, where a power of the dimension is a straight line.',
        panels: [
          {
            x: { label: 'dimension', scale: 'log' },
            y: { label: 'mean time', scale: 'log' },
            layers: [
              {
                mark: 'line',
                label: 'exact integral',
                role: 'theory',
                x: floors.map(({ world }) => world.dimension),
                y: exact,
              },
              ...fitLayers(found, floors),
              ...fitLayers(apart, minima),
              timesLayer('first local minimum', 'brownian', floors),
              timesLayer('global minimum (control)', 'control', minima),
            ],
          },
        ],
      },
    ],
    tables: [timesTable('brownian-dimension-local', points, ({ world }) => needleTime(world))],
  };
}

export const brownianDimensionLocal: Claim<DimensionCell, DimensionResult> = {
  id: 'brownian-dimension-local',
  group: 'brownian',
  title: 'Brownian search: polynomial to a local minimum',
  statement:
    'Under the Brownian assumption the time to reach a local minimum grows only polynomially with the dimension.',
  source: 'arXiv 1912.00018, section 1; Zhang, Liang and Charikar 2017 (1702.05575)',
  experiment:
    'The needle landscape and the paths of brownian-dimension-global: every coordinate starts at 4, so that the start is farther away, sqrt(d) times, in more dimensions; a wall leads down to the flat floor of radius 1, every point of which is a local minimum. Time until a path is first on the floor; as control the time until it finds the global minimum in the middle.',
  rule: 'Over the dimensions, log mean time to the floor is fitted by a + c log d and by a + c d. Supported when the AIC of the first is lower by more than 10, refuted when that of the second is; undecided otherwise, or when the time to the global minimum is not found exponential by the same margin. The exponent c is reported with its 95 % interval.',
  formula: '\\log\\mathbb{E}T_{\\mathrm{local}}=a+c\\log d',
  deviation:
    'The local minima are not isolated points but a connected floor, and the wall is steep beside what noise gains from the growing volume outside, temperature times (d - 1)/radius; where it is not, reaching the floor is exponential, too. Most of the growth is that of the distance to the start, sqrt(d).',
  needsData: false,
  plan,
  run,
  judge,
};
