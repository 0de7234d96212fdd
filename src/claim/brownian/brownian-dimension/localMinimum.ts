import {
  control,
  decide,
  inWords,
  judged,
  logAxis,
  prose,
  statisticOf,
  type Evidence,
} from '../../../evidence/index.js';
import type { Claim, Settings } from '../../claim.js';
import { leastGain } from '../growth.js';
import { searchFigure, timesTable } from './figure.js';
import {
  dimensionCells,
  dimensionPoints,
  overTheory,
  runDimensionCell,
  searchOf,
  type DimensionCell,
  type DimensionResult,
  type Search,
} from './run.js';

/**
 * Under Brownian noise the time to reach some local minimum grows like a power of the dimension: the paths of
 * brownian-dimension-global, watched until they are first on the floor. The control is the same comparison of
 * fits for the global minimum on the same paths, which must come out exponential.
 */

const level = 0.95;

/** The control waits for the global minimum, in `controlHighest` dimensions at most. */
const designs = {
  smoke: { highest: 8, paths: 200, controlHighest: 8, controlPaths: 60, horizon: 100 },
  quick: { highest: 12, paths: 1000, controlHighest: 9, controlPaths: 120, horizon: 400 },
  paper: { highest: 14, paths: 10_000, controlHighest: 10, controlPaths: 1000, horizon: 4000 },
} as const;

function plan({ profile }: Settings): DimensionCell[] {
  const { highest, paths, controlHighest, controlPaths, horizon } = designs[profile];
  const waiting = { highest: controlHighest, paths: controlPaths, horizon };
  return [
    ...dimensionCells({ landscape: 'needle', goal: 'minimum' }, waiting),
    ...dimensionCells({ landscape: 'needle', goal: 'floor' }, { highest, paths, horizon }),
  ];
}

function judge(results: readonly DimensionResult[]): Evidence {
  const points = dimensionPoints(results);
  const floor = searchOf(points, ({ goal }) => goal === 'floor', level);
  const minimum = searchOf(points, ({ goal }) => goal === 'minimum', level);
  const exponent = floor.growth.power.slope;
  const powerGain = -floor.growth.gain;
  const { gain } = minimum.growth;
  return judged({
    verdict: decide(powerGain > leastGain, powerGain < -leastGain),
    controls: [
      control(
        'the time to the global minimum is found exponential',
        gain > leastGain,
        `AIC gain of the exponential ${gain.toFixed(1)}`,
      ),
    ],
    reason: prose(
      `The time to the floor grows with the dimension to the power ${inWords(exponent)};`,
      `the AIC gain of the power over an exponential is ${powerGain.toFixed(1)}.`,
      `For the global minimum on the same paths it is ${(-gain).toFixed(1)}.`,
    ),
    statistics: [
      statisticOf('exponent of the dimension, first local minimum', exponent),
      statisticOf('growth of log time a dimension, global minimum', minimum.growth.exponential.slope),
      statisticOf('measured time over exact integral, first local minimum', overTheory(floor), 1),
    ],
    figures: [figureOf(floor, minimum)],
    tables: [timesTable('brownian-dimension-local', points)],
  });
}

function figureOf(floor: Search, minimum: Search) {
  return searchFigure(
    {
      name: 'brownian-dimension-local',
      title: 'Time to a local minimum against dimension',
      caption: prose(
        'Mean time until the same paths first stand on the floor, every point of which is a local minimum,',
        'and until they find the global minimum. Both axes are logarithmic, so that a power of the',
        'dimension is a straight line.',
      ),
    },
    { x: logAxis('dimension'), y: 'mean time', integral: 'exact integral' },
    { label: 'first local minimum', search: floor },
    { label: 'global minimum (control)', search: minimum },
  );
}

export const brownianDimensionLocal: Claim<DimensionCell, DimensionResult> = {
  id: 'brownian-dimension-local',
  group: 'brownian',
  title: 'Brownian search: polynomial to a local minimum',
  statement: prose(
    'Under the Brownian assumption the time to reach a local minimum grows only polynomially with the',
    'dimension.',
  ),
  source: 'arXiv 1912.00018, section 1; Zhang, Liang and Charikar 2017 (1702.05575)',
  experiment: prose(
    'Uses the needle landscape and the paths of brownian-dimension-global. Every coordinate starts at 4,',
    'so that the start is farther away, sqrt(d) times, in more dimensions. A wall leads down to the flat',
    'floor of radius 1, every point of which is a local minimum. The time is taken until a path is first',
    'on the floor; as control, until it finds the global minimum in the middle.',
  ),
  rule: prose(
    'Over the dimensions, log mean time to the floor is fitted by a + c log d and by a + c d. Supported',
    'when the AIC of the first is lower by more than 10, refuted when that of the second is; undecided',
    'otherwise, or when the time to the global minimum is not found exponential by the same margin. The',
    'exponent c is reported with its 95 % interval.',
  ),
  formula: '\\log\\mathbb{E}T_{\\mathrm{local}}=a+c\\log d',
  deviation: prose(
    'The local minima are not isolated points but a connected floor. The wall is steep beside what noise',
    'gains from the growing volume outside, temperature times (d - 1)/radius; where it is not, reaching',
    'the floor is exponential, too. Most of the growth is that of the distance to the start, sqrt(d).',
  ),
  needsData: false,
  plan,
  run: (cell, { seed }) => runDimensionCell(cell, seed),
  judge,
};
