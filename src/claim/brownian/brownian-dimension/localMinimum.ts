import {
  control,
  decide,
  inWords,
  logAxis,
  prose,
  statisticOf,
  type Judgement,
} from '../../../evidence/index.js';
import type { Profile } from '../../claim.js';
import { leastGain } from '../growth.js';
import { dimensionCells, overTheory, type DimensionCell, type Search } from './run.js';
import { searchClaim } from './searchClaim.js';
import { designFor } from '../../designs.js';

/**
 * Under Brownian noise the time to reach some local minimum grows like a power of the dimension: the paths of
 * brownian-dimension-global, watched until they are first on the floor. The control is the same comparison of
 * fits for the global minimum on the same paths, which must come out exponential.
 */

/** The control waits for the global minimum, in `controlHighest` dimensions at most. */
const designs = {
  smoke: { highest: 8, paths: 200, controlHighest: 8, controlPaths: 60, horizon: 100 },
  quick: { highest: 12, paths: 1000, controlHighest: 9, controlPaths: 120, horizon: 400 },
  paper: { highest: 14, paths: 10_000, controlHighest: 10, controlPaths: 1000, horizon: 4000 },
} as const;

function plan(profile: Profile): DimensionCell[] {
  const { highest, paths, controlHighest, controlPaths, horizon } = designFor(designs, profile);
  const waiting = { highest: controlHighest, paths: controlPaths, horizon };
  return [
    ...dimensionCells({ landscape: 'needle', goal: 'minimum' }, waiting),
    ...dimensionCells({ landscape: 'needle', goal: 'floor' }, { highest, paths, horizon }),
  ];
}

function judge(floor: Search, minimum: Search): Omit<Judgement, 'figures' | 'tables'> {
  const exponent = floor.growth.power.slope;
  const powerGain = -floor.growth.gain;
  const { gain, exponential } = minimum.growth;
  return {
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
      statisticOf('growth of log time a dimension, global minimum', exponential.slope),
      statisticOf('measured time over exact integral, first local minimum', overTheory(floor), 1),
    ],
  };
}

export const brownianDimensionLocal = searchClaim({
  texts: {
    id: 'brownian-dimension-local',
    group: 'brownian',
    kind: 'theorem',
    title: 'Brownian search: polynomial to a local minimum',
    statement: prose(
      'Under the Brownian assumption the time to reach a local minimum grows only polynomially with the',
      'dimension.',
    ),
    source: 'arXiv 1912.00018, section 1; Zhang, Liang and Charikar 2017 (1702.05575)',
    experiment: prose(
      'Uses the needle landscape and the paths of brownian-dimension-global. Every coordinate starts at 4,',
      'so that the start is sqrt(d) times as far away in d dimensions. A wall leads down to the flat floor',
      'of radius 1, every point of which is a local minimum. The time is taken until a path is first on the',
      'floor. As control it is also taken until the path finds the global minimum in the middle.',
    ),
    rule: prose(
      'Over the dimensions, log mean time to the floor is fitted by a + c log d and by a + c d. Supported',
      'when the AIC of the first is lower by more than 10, refuted when that of the second is. Undecided',
      'otherwise, or when the time to the global minimum is not found exponential by the same margin. The',
      'exponent c is reported with its 95 % interval.',
    ),
    formula: '\\log\\mathbb{E}T_{\\mathrm{local}}=a+c\\log d',
    deviation: prose(
      'The local minima are not isolated points but a connected floor. The wall is steep beside what noise',
      'gains from the growing volume outside, temperature times (d - 1)/radius; where it is not, reaching',
      'the floor is exponential, too. Most of the growth is that of the distance to the start, sqrt(d).',
    ),
  },
  plan,
  searched: ({ goal }) => goal === 'floor',
  level: 0.95,
  judge,
  figure: {
    title: 'Time to a local minimum against dimension',
    caption: prose(
      'Mean time until the same paths first stand on the floor, every point of which is a local minimum,',
      'and until they find the global minimum. Both axes are logarithmic, so that a power of the',
      'dimension is a straight line.',
    ),
  },
  axes: { x: logAxis('dimension'), y: 'mean time', integral: 'exact integral' },
  labels: ['first local minimum', 'global minimum (control)'],
});
