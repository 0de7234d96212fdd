import { allExamples } from '../../../net/index.js';
import { draw, normal, stable, stream } from '../../../law/index.js';
import { measureFreshNoise } from '../../../probe/index.js';
import type { CellContext, Claim, Settings } from '../../claim.js';
import {
  type Control,
  type Evidence,
  failedControl,
  joinVerdicts,
  type Verdict,
} from '../../../evidence/index.js';
import { coordinateFigure, shapeOf, zOf, type Compared, type CoordinateShape } from './shape.js';
import { lawNetworks, snapshotWords } from '../../network/snapshots.js';
import { trainWithSnapshots, type PublishedRun, type Snapshot } from '../../network/trainedNetwork.js';

/**
 * Are the coordinates of gradient noise independent and alike, as the model has them? Both tests leave the law of a coordinate
 * open: independence is tested on normal scores, which keep ranks alone, likeness by exchanging entries between coordinates.
 */

/** What the null must be exceeded by, in its standard deviations. */
const significant = 5;
const designs = {
  smoke: { batchSize: 20, minibatches: 60, coordinates: 300 },
  quick: { batchSize: 50, minibatches: 150, coordinates: 800 },
  paper: { batchSize: 100, minibatches: 600, coordinates: 20_000 },
} as const;

type Cell =
  | ({
      readonly kind: 'network';
      readonly measured: number;
      readonly minibatches: number;
      readonly coordinates: number;
    } & PublishedRun)
  | { readonly kind: 'worlds'; readonly minibatches: number; readonly coordinates: number };

type Result =
  | {
      readonly kind: 'network';
      readonly network: PublishedRun;
      readonly shapes: readonly (CoordinateShape & { readonly iteration: number })[];
    }
  | { readonly kind: 'worlds'; readonly alike: CoordinateShape; readonly unlike: CoordinateShape };

function plan(settings: Settings): Cell[] {
  const { batchSize, minibatches, coordinates } = designs[settings.profile];
  return [
    ...lawNetworks(settings).map(
      (network): Cell => ({ kind: 'network', ...network, measured: batchSize, minibatches, coordinates }),
    ),
    { kind: 'worlds', minibatches, coordinates },
  ];
}

function run(cell: Cell, context: CellContext): Result {
  if (cell.kind === 'network') {
    const shapes = trainWithSnapshots(cell, context, (snapshot) => ({
      ...measure(cell, snapshot, context),
      iteration: snapshot.iteration,
    }));
    return { kind: 'network', network: cell, shapes };
  }
  const random = (purpose: string) => stream(context.seed, 'independent isotropic', 'worlds', purpose);
  const { minibatches: rows, coordinates: columns } = cell;
  const values = draw(stable({ alpha: 1.5 }), rows * columns, random('stable'));
  const common = draw(normal(), rows, random('common'));
  const own = draw(normal(), rows * columns, random('own'));
  // One factor that all share, and scales over a decade.
  const mixed = own.map(
    (value, i) => (value + 0.5 * common[Math.floor(i / columns)]) * 10 ** ((i % columns) / columns),
  );
  return {
    kind: 'worlds',
    alike: shapeOf({ rows, columns, values }, random('nulls')),
    unlike: shapeOf({ rows, columns, values: mixed }, random('nulls')),
  };
}

function measure(
  { measured, minibatches, coordinates, width, replicate }: Extract<Cell, { kind: 'network' }>,
  { source, weights, iteration }: Snapshot,
  { seed }: CellContext,
): CoordinateShape {
  const everything = allExamples(source.exampleCount);
  const full = new Float32Array(source.parameterCount);
  source.gradient(weights, everything, full);
  const random = (purpose: string) =>
    stream(seed, 'independent isotropic', width, replicate, iteration, purpose);
  const noise = measureFreshNoise(source, weights, full, {
    batchSize: measured,
    minibatches,
    directions: 0,
    coordinates,
    stream: random('fresh minibatches'),
  });
  return shapeOf(noise.coordinates, random('nulls'));
}

/** Refuted by a statistic far above its null, supported by one that is within it. */
function verdictOf(all: readonly Compared[]): Verdict {
  const z = all.map(zOf);
  if (z.every((value) => value > significant)) return 'refuted';
  return z.every((value) => value < 2) ? 'supported' : 'undecided';
}

function judge(results: readonly Result[]): Evidence {
  const shapes = results.flatMap((result) =>
    result.kind === 'network' ? result.shapes.map((shape) => ({ ...shape, network: result.network })) : [],
  );
  const worlds = results.find((result) => result.kind === 'worlds');
  const part = (name: string, of: (shape: CoordinateShape) => Compared, what: string) => {
    const all = shapes.map(of);
    const values = all.map(({ value }) => value);
    const expected = all.map((compare) => compare.null);
    return {
      name,
      verdict: verdictOf(all),
      reason: `${what} ${range(values)}; independent, like coordinates give ${range(expected)}.`,
    };
  };
  const parts = [
    part('coordinates are independent', ({ largest }) => largest, 'Share of the largest eigenvalue'),
    part('coordinates have one scale', ({ spread }) => spread, 'Scales spread by factors of'),
  ];
  const controls = worlds ? controlsOf(worlds) : [];
  return {
    verdict: joinVerdicts(
      parts.map(({ verdict }) => verdict),
      controls,
    ),
    reason: failedControl(controls) ?? parts.map(({ reason }) => reason).join(' '),
    parts,
    statistics: shapes.flatMap(({ network, iteration, largest, spread }) =>
      (
        [
          ['share of the largest eigenvalue', largest],
          ['spread of scales', spread],
        ] as const
      ).map(([name, { value, null: theory }]) => ({
        name: `${name}, ${snapshotWords(network, iteration)}`,
        value,
        low: value,
        high: value,
        level: 1,
        theory,
      })),
    ),
    controls,
    figures: [coordinateFigure(shapes)],
    tables: [
      {
        name: 'independent-isotropic',
        caption:
          'Dependence between coordinates of gradient noise, and the spread of their scales, beside independent coordinates of one scale.',
        columns: [
          'network',
          'largest eigenvalue share',
          'if independent',
          'z',
          'spread of scales',
          'if alike',
          'z of the spread',
        ],
        rows: shapes.map(({ network, iteration, largest, spread }) => [
          snapshotWords(network, iteration),
          largest.value,
          largest.null,
          zOf(largest),
          spread.value,
          spread.null,
          zOf(spread),
        ]),
      },
    ],
  };
}

function range(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => value.toPrecision(2));
  return low === high ? low : `${low} to ${high}`;
}

function controlsOf({ alike, unlike }: Extract<Result, { kind: 'worlds' }>): Control[] {
  const text = ({ largest, spread }: CoordinateShape) =>
    `z of dependence ${zOf(largest).toFixed(1)}, of scales ${zOf(spread).toFixed(1)}`;
  return [
    {
      name: 'independent alpha-stable coordinates of one scale are not refuted',
      passed: Math.max(zOf(alike.largest), zOf(alike.spread)) < significant,
      value: text(alike),
    },
    {
      name: 'Gaussian coordinates with a common factor and scales over a decade are refuted',
      passed: Math.min(zOf(unlike.largest), zOf(unlike.spread)) > significant,
      value: text(unlike),
    },
  ];
}

export const independentIsotropic: Claim<Cell, Result> = {
  id: 'independent-isotropic',
  group: 'framework',
  title: 'Coordinates of the noise are iid',
  statement:
    'The coordinates of gradient noise are independent of each other and have one scale, as the model of the theory has them.',
  source: 'arXiv 1901.06053, section 2; arXiv 1912.00018: SαS with independent components of one scale',
  experiment:
    'Networks of the published kind are trained by SGD. At the start, early and after the fit fresh independent minibatches are drawn at frozen weights, and random coordinates of their noise kept. Dependence: every coordinate is replaced by normal scores of its ranks across minibatches, and the share of the largest eigenvalue of their covariance is compared with that of independently permuted scores. Scales: the spread of the logarithm of median sizes over coordinates is compared with that after all entries are exchanged at random. Neither supposes a law of the entries.',
  rule: `Two parts, dependence and scales: refuted when in every snapshot the statistic exceeds its null by more than ${significant} of its standard deviations (20 nulls), supported when it exceeds it nowhere by 2, undecided otherwise. The claim is refuted when a part is, supported when both are; undecided when independent alpha-stable coordinates are refuted or Gaussian ones with a common factor and unequal scales are not.`,
  deviation:
    'Instead of the edges of Marchenko and Pastur, and the ratio of root mean square to geometric mean, the nulls are permutations: they hold for entries of any law.',
  needsData: true,
  plan,
  run,
  judge,
};
