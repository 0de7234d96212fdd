import {
  control,
  decide,
  judged,
  plainStatistic,
  prose,
  rangeInWords,
  table,
  type ClaimVerdict,
  type Control,
  type Evidence,
  type Part,
  type Table,
} from '../../../evidence/index.js';
import { powOf } from '../../../kernel/index.js';
import { draw, normal, stable, stream } from '../../../law/index.js';
import type { CellContext } from '../../claim.js';
import { networkClaim, type Seen } from '../../network/networkClaim.js';
import { snapshotWords } from '../../network/snapshots.js';
import type { Snapshot } from '../../network/trainedNetwork.js';
import { freshNoise } from '../freshNoise.js';
import { coordinateFigure } from './figure.js';
import { networks, secondsOf, worldSizes, type MeasuredNetwork, type Sizes } from './plan.js';
import { shapeOf, zOf, type Compared, type CoordinateShape } from './shape.js';

/**
 * Are the coordinates of gradient noise independent and alike, as the model has them? Both tests leave
 * the law of a coordinate open: independence is tested on normal scores, which keep ranks alone, likeness
 * by exchanging entries between coordinates.
 */

/**
 * What the null must be exceeded by, in its standard deviations (of 20 nulls): by chance once in 20,000
 * times. A statistic within 3.5 is one of the null, which leaves 1 true one in 800 undecided.
 */
const significant = 5;
const ordinary = 3.5;
const independentName = 'coordinates are independent';
const scaleName = 'coordinates have one scale';
/** Index of the independent coordinates, and weight of the factor that the others share. */
const worldAlpha = 1.5;
const commonShare = 0.5;
type SeenShape = Seen<MeasuredNetwork, CoordinateShape>;
type Worlds = { readonly alike: CoordinateShape; readonly unlike: CoordinateShape };

function look(network: MeasuredNetwork, snapshot: Snapshot, { seed }: CellContext): CoordinateShape {
  const { measured, minibatches, coordinates, width, replicate } = network;
  const random = (purpose: string) =>
    stream(seed, 'independent isotropic', width, replicate, snapshot.iteration, purpose);
  const noise = freshNoise(snapshot, {
    batchSize: measured,
    minibatches,
    directions: 0,
    coordinates,
    stream: random('fresh minibatches'),
  });
  return shapeOf(noise.coordinates, random('nulls'));
}

/** Independent coordinates of one scale; and such with a factor that all share, and scales over a decade. */
function makeWorlds({ minibatches: rows, coordinates: columns }: Sizes, { seed }: CellContext): Worlds {
  const random = (purpose: string) => stream(seed, 'independent isotropic', 'worlds', purpose);
  const alike = draw(stable({ alpha: worldAlpha }), rows * columns, random('stable'));
  const common = draw(normal(), rows, random('common'));
  const scales = Float64Array.from({ length: columns }, (_, j) => powOf(10, j / columns));
  const unlike = draw(normal(), rows * columns, random('own')).map(
    (value, i) => (value + commonShare * common[Math.floor(i / columns)]) * scales[i % columns],
  );
  const shape = (values: Float64Array) => shapeOf({ rows, columns, values }, random('nulls'));
  return { alike: shape(alike), unlike: shape(unlike) };
}

/** Refuted by a statistic far above its null anywhere, supported by those that are all within it. */
function verdictOf(all: readonly Compared[]): ClaimVerdict {
  const z = all.map(zOf);
  return decide(
    z.every((value) => value < ordinary),
    z.some((value) => value > significant),
  );
}

function partOf(name: string, all: readonly Compared[], what: string): Part {
  const range = (values: readonly number[]) => rangeInWords(values, (value) => value.toPrecision(2));
  const expected = range(all.map((compared) => compared.null));
  const far = all.filter((compared) => zOf(compared) > significant).length;
  const verdict = verdictOf(all);
  const largest = Math.max(...all.map(zOf)).toFixed(1);
  return {
    name,
    verdict,
    reason: prose(
      `${what} ${range(all.map(({ value }) => value))};`,
      `independent coordinates of one scale give ${expected}.`,
    ),
    ...(far < all.length && { scope: `fails in ${far} of ${all.length} snapshots` }),
    ...(verdict === 'undecided' && {
      open: {
        rule: `the largest z of all snapshots is ${largest}, between ${ordinary} and ${significant}`,
        needs: 'about 4 times the minibatches',
      },
    }),
  };
}

function judge(shapes: readonly SeenShape[], worlds: Worlds): Evidence {
  return judged({
    parts: [
      partOf(
        independentName,
        shapes.map(({ largest }) => largest),
        'The share of the largest eigenvalue is',
      ),
      partOf(
        scaleName,
        shapes.map(({ spread }) => spread),
        'Scales spread by factors of',
      ),
    ],
    controls: controlsOf(worlds),
    statistics: shapes.flatMap(({ network, iteration, largest, spread }) => {
      const where = snapshotWords(network, iteration);
      return [
        plainStatistic(`share of the largest eigenvalue, ${where}`, largest.value, largest.null),
        plainStatistic(`spread of scales, ${where}`, spread.value, spread.null),
      ];
    }),
    figures: [coordinateFigure(shapes)],
    tables: [tableOf(shapes)],
  });
}

function tableOf(shapes: readonly SeenShape[]): Table {
  const caption = prose(
    'Dependence between coordinates of gradient noise, and the spread of their scales, beside independent',
    'coordinates of one scale.',
  );
  return table('independent-isotropic', caption, shapes, [
    ['network', ({ network, iteration }) => snapshotWords(network, iteration)],
    ['largest eigenvalue share', ({ largest }) => largest.value],
    ['if independent', ({ largest }) => largest.null],
    ['z', ({ largest }) => zOf(largest)],
    ['spread of scales', ({ spread }) => spread.value],
    ['if alike', ({ spread }) => spread.null],
    ['z of the spread', ({ spread }) => zOf(spread)],
  ]);
}

function controlsOf({ alike, unlike }: Worlds): Control[] {
  const inWords = ({ largest, spread }: CoordinateShape) =>
    `z of dependence ${zOf(largest).toFixed(1)}, of scales ${zOf(spread).toFixed(1)}`;
  return [
    control(
      'independent alpha-stable coordinates of one scale are not refuted',
      Math.max(zOf(alike.largest), zOf(alike.spread)) < significant,
      inWords(alike),
    ),
    control(
      'Gaussian coordinates with a common factor and scales over a decade are refuted',
      Math.min(zOf(unlike.largest), zOf(unlike.spread)) > significant,
      inWords(unlike),
    ),
  ];
}

export const independentIsotropic = networkClaim({
  texts: {
    id: 'independent-isotropic',
    group: 'framework',
    kind: 'finding',
    title: 'Coordinates of the noise are iid',
    statement: prose(
      'The coordinates of gradient noise are independent of each other and have one scale, as the model of',
      'the theory has them.',
    ),
    source: 'arXiv 1901.06053, section 2; arXiv 1912.00018: SαS with independent components of one scale',
    experiment: prose(
      'Networks of the published kind are trained by SGD. At the start, early, and after the fit, fresh',
      'independent minibatches are drawn at frozen weights, and random coordinates of their noise are',
      'kept. Dependence: every coordinate is replaced by normal scores of its ranks across minibatches.',
      'The share of the largest eigenvalue of their covariance is compared with that of scores that are',
      'permuted independently. Scales: the spread of the logarithm of median sizes over coordinates is',
      'compared with the spread after all entries are exchanged at random. Neither test supposes a law of',
      'the entries.',
    ),
    rule: prose(
      'There are two parts, dependence and scales. A part is refuted when in any snapshot the statistic',
      `exceeds its null by more than ${significant} of the null’s standard deviations (20 nulls),`,
      `supported when it nowhere exceeds it by ${ordinary}, undecided otherwise. The claim is refuted when`,
      'a part is, and supported when both are. It is undecided when independent alpha-stable coordinates',
      'are refuted, or Gaussian ones with a common factor and unequal scales are not.',
    ),
    answers: [
      {
        question: 'noise',
        part: independentName,
        supported: 'The coordinates of gradient noise are independent of each other.',
        refuted: 'The coordinates of gradient noise depend on each other.',
      },
      {
        question: 'noise',
        part: scaleName,
        supported: 'The coordinates of gradient noise have one scale.',
        refuted: 'The coordinates of gradient noise have unlike scales.',
      },
    ],
    deviation: prose(
      'The source has the edges of Marchenko and Pastur, and the ratio of root mean square to geometric',
      'mean. Here the nulls are permutations instead: they hold for entries of any law.',
    ),
  },
  networks,
  look: (network, snapshot, context) => [look(network, snapshot, context)],
  worldSizes,
  makeWorlds,
  cost: {
    work: ({ iterations, batchSize, examples, measured, minibatches, ...network }) => ({
      ...network,
      examples,
      passed:
        iterations[iterations.length - 1] * batchSize +
        iterations.length * (examples + minibatches * measured),
      mixed: 0,
      vectors: 24,
    }),
    besides: (network) => ({ seconds: network.iterations.length * secondsOf(network), bytes: 0 }),
    worlds: (sizes) => ({
      seconds: 2 * secondsOf(sizes),
      bytes: 64 * sizes.minibatches * sizes.coordinates,
    }),
  },
  judge,
});
