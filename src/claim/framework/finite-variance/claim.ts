import {
  atLeast,
  control,
  intervalVerdict,
  judged,
  prose,
  rangeInWords,
  statisticOf,
  table,
  unanimous,
  type ClaimVerdict,
  type Control,
  type Evidence,
  type Table,
} from '../../../evidence/index.js';
import { draw, normal, stable, stream, type Law } from '../../../law/index.js';
import type { CellContext, Settings } from '../../claim.js';
import { networkClaim, type Seen } from '../../network/networkClaim.js';
import { lawNetworks, snapshotWords } from '../../network/snapshots.js';
import type { PublishedRun } from '../../network/trainedNetwork.js';
import { tailsFigure } from './figure.js';
import { intervalOf, noiseNorms, otherShares, tailOf, type Tail } from './tail.js';

/**
 * Does the assumption of finite variance fail for gradient noise? By the tail of the norms of single
 * examples' gradient noise: a tail of shape (one over tail index) above 1/2 has no variance.
 */

const infiniteFrom = 0.5;
const worldAlpha = 1.2;
/** Sizes that are drawn in the worlds of known law, at least. */
const worldSizes = 5000;

type SeenTail = Seen<PublishedRun, Tail>;
type Worlds = { readonly gaussian: Tail; readonly stable: Tail };

function worldCount(settings: Settings): number {
  return Math.max(worldSizes, lawNetworks(settings)[0].examples);
}

function makeWorlds(count: number, { seed }: CellContext): Worlds {
  const world = (law: Law, name: string) => tailOf(draw(law, count, stream(seed, 'finite variance', name)));
  return { gaussian: world(normal(), 'gaussian'), stable: world(stable({ alpha: worldAlpha }), 'stable') };
}

/** Supported: the shape lies above 1/2, so that there is no variance. */
function verdictOf({ shape }: Tail): ClaimVerdict {
  return shape === null ? 'undecided' : intervalVerdict(intervalOf(shape), atLeast(infiniteFrom));
}

function judge(tails: readonly SeenTail[], worlds: Worlds): Evidence {
  return judged({
    verdict: unanimous(tails.map(verdictOf)),
    controls: [
      known(`alpha-stable sizes (${worldAlpha}) have infinite variance`, worlds.stable, 'supported'),
      known('Gaussian sizes have finite variance', worlds.gaussian, 'refuted'),
    ],
    reason: reasonOf(tails),
    statistics: tails.flatMap(({ network, iteration, shape }) => {
      const name = `shape of the tail of noise norms, ${snapshotWords(network, iteration)}`;
      return shape ? [statisticOf(name, intervalOf(shape))] : [];
    }),
    figures: [
      tailsFigure(
        tails.filter(({ network }) => network.replicate === 0 && network.width === tails[0].network.width),
        [
          { label: 'Gaussian', role: 'control', tail: worlds.gaussian },
          { label: `alpha-stable ${worldAlpha}`, role: 'levy', tail: worlds.stable },
        ],
      ),
    ],
    tables: [tableOf(tails)],
  });
}

function reasonOf(tails: readonly Tail[]): string {
  const count = (wanted: ClaimVerdict) => tails.filter((tail) => verdictOf(tail) === wanted).length;
  const shapes = tails.flatMap(({ shape }) => (shape ? [shape.value] : []));
  return prose(
    `Of ${tails.length} snapshots ${count('supported')} have norms without variance`,
    `(shape above ${infiniteFrom}) and ${count('refuted')} with it;`,
    `shapes ${rangeInWords(shapes, (shape) => shape.toFixed(2))}.`,
    beginningWords(tails),
  );
}

/** Whether the answer hangs on where the tail begins. */
function beginningWords(tails: readonly Tail[]): string {
  const all = tails.flatMap(({ otherShapes }) =>
    otherShapes.flatMap((shape) => (shape ? [intervalOf(shape)] : [])),
  );
  const above = all.some(({ low }) => low > infiniteFrom);
  const below = all.some(({ high }) => high < infiniteFrom);
  if (!above || !below) return 'Tails that begin elsewhere do not contradict this.';
  return prose(
    'Which it is depends on where the tail is taken to begin:',
    'heavy over a range of lengths, cut off beyond.',
  );
}

function tableOf(tails: readonly SeenTail[]): Table {
  const caption = prose(
    'Tails of the norms of single examples’ gradient noise: the shape of the generalised Pareto law of the',
    'largest tenth (infinite variance above 1/2), and the share of the largest square in the sum of',
    'squares.',
  );
  const rows = tails.map((tail) => ({ ...tail, interval: tail.shape && intervalOf(tail.shape) }));
  return table('finite-variance', caption, rows, [
    ['network', ({ network, iteration }) => snapshotWords(network, iteration)],
    ['shape', ({ interval }) => interval?.value],
    ['low', ({ interval }) => interval?.low],
    ['high', ({ interval }) => interval?.high],
    ...otherShares.map(
      (share, i) =>
        [`shape, largest ${100 * share} %`, ({ otherShapes }: Tail) => otherShapes[i]?.value] as const,
    ),
    ['largest square over sum', ({ largestShare }) => largestShare],
  ]);
}

function known(name: string, tail: Tail, wanted: ClaimVerdict): Control {
  const { shape } = tail;
  const value = shape ? `shape ${shape.value.toFixed(2)} ± ${shape.standardError.toFixed(2)}` : 'no shape';
  return control(name, verdictOf(tail) === wanted, value);
}

export const finiteVariance = networkClaim({
  texts: {
    id: 'finite-variance',
    group: 'framework',
    kind: 'finding',
    title: 'Finite variance fails',
    statement: prose(
      'The assumption that gradient noise has finite variance, on which the classical central limit theorem',
      'rests, fails.',
    ),
    source: 'arXiv 1912.00018, section 1; Gurbuzbalaban, Simsekli, Zhu 2021 (2006.04740)',
    experiment: prose(
      'Networks of the published kind are trained by SGD. At the start, early, and after the fit, the',
      'gradient of every single training example is taken, and its distance from the full gradient. The',
      'largest tenth of these lengths is fitted by a generalised Pareto law, whose shape is one over the',
      'tail index.',
    ),
    rule: prose(
      `A snapshot has infinite variance when the 95 % interval of the shape lies above ${infiniteFrom},`,
      'and finite variance when it lies below. Supported when all snapshots have infinite variance,',
      'refuted when all have finite variance. Undecided otherwise, or when drawn alpha-stable sizes are',
      'not found to have infinite variance, or Gaussian ones not finite.',
    ),
    formula: 'P(X>x)\\sim x^{-1/\\xi},\\qquad \\operatorname{Var}X=\\infty\\iff\\xi>\\tfrac12',
    deviation: prose(
      'A data set holds finitely many examples, so all moments of its noise are finite. What is decided is',
      'how its lengths grow over the range that the examples span.',
    ),
  },
  networks: lawNetworks,
  look: (_network, snapshot) => [tailOf(noiseNorms(snapshot))],
  worldSizes: worldCount,
  makeWorlds,
  judge,
});
