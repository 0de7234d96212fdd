import {
  atMost,
  intervalPart,
  inWords,
  logAxis,
  mustFail,
  prose,
  statisticOf,
  type Judgement,
} from '../../../evidence/index.js';
import type { Profile } from '../../claim.js';
import { dimensionCells, type DimensionCell } from './run.js';
import { lateExponent, type Search } from './search.js';
import { overTheory } from './theory.js';
import { searchClaim } from './searchClaim.js';
import { designFor } from '../../designs.js';

/**
 * Under Brownian noise the time to reach some local minimum grows like a power of the dimension: the paths of
 * brownian-dimension-global, watched until they are first on the floor. From a start at the same distance in
 * every dimension that time hardly grows at all, so its exponent is held against a bound. The control is the
 * same exponent for the global minimum on the same paths, which must lie above it.
 */

/** Growth is polynomial where the exponent of the dimension stays below that of proportion. */
const largestExponent = 1;
const level = 0.99;

/** The control waits for the global minimum, in `controlHighest` dimensions at most. */
const designs = {
  smoke: { highest: 9, paths: 200, controlHighest: 9, controlPaths: 150, horizon: 100 },
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
  const exponent = lateExponent(floor, level);
  const control = lateExponent(minimum, level);
  const range = atMost(largestExponent);
  const [first, last] = [floor.points[0], floor.points.at(-1)!];
  const part = intervalPart(
    'the floor',
    prose(
      'Over the upper half of the dimensions the time to the floor grows like the dimension to the power',
      `${inWords(exponent)}. From ${first.world.dimension} to ${last.world.dimension} dimensions it is`,
      `${(last.mean / first.mean).toFixed(2)} times as long. For the global minimum the power is`,
      `${inWords(control, 1)}.`,
    ),
    [['exponent of the dimension, first local minimum', exponent, range]],
    'paths',
  );
  return {
    verdict: part.verdict,
    reason: part.reason,
    ...(part.open && { open: part.open }),
    controls: [
      mustFail(
        'the time to the global minimum grows faster than that',
        control,
        range,
        `exponent ${inWords(control, 1)}`,
      ),
    ],
    statistics: [
      ...part.statistics,
      statisticOf('exponent of the dimension, global minimum', control),
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
      'Uses the needle landscape and the paths of brownian-dimension-global, which start at distance 4 from',
      'the middle in any dimension. A wall leads down to the flat floor of radius 1, every point of which is',
      'a local minimum. The time is taken until a path is first on the floor. As control it is also taken',
      'until the path finds the global minimum in the middle.',
    ),
    rule: prose(
      'The exponent of the dimension is the slope of log mean time against log dimension, over the upper',
      `half of the dimensions. Supported when its ${100 * level} % interval lies below ${largestExponent}`,
      '(at most in proportion to the dimension), refuted when it lies above, undecided otherwise. The',
      'control is that the exponent for the global minimum lies above by the same interval.',
    ),
    formula: '\\frac{d\\log\\mathbb{E}T_{\\mathrm{local}}}{d\\log d} < 1',
    deviation: prose(
      'The local minima are not isolated points but a connected floor. The wall is steep beside what noise',
      'gains from the growing volume outside, temperature times (d - 1)/radius; where it is not, reaching',
      'the floor is exponential, too.',
    ),
  },
  plan,
  searched: ({ goal }) => goal === 'floor',
  level,
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
