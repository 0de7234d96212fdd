import { draw, normal, stable, stream } from '../../../law/index.js';
import type { CellContext, Claim, Settings } from '../../claim.js';
import {
  type Control,
  type Evidence,
  failedControl,
  intervalVerdict,
  type Statistic,
  statisticOf,
  type Verdict,
} from '../../../evidence/index.js';
import { intervalOf, noiseNorms, otherShares, tailOf, tailsFigure, type Tail } from './tail.js';
import { lawNetworks, snapshotWords } from '../../network/snapshots.js';
import { trainWithSnapshots, type PublishedRun } from '../../network/trainedNetwork.js';

/**
 * Does the assumption of finite variance fail for gradient noise? By the tail of the norms of single examples' gradient noise: a
 * tail of shape (one over tail index) above 1/2 has no variance.
 */

const infiniteFrom = 0.5;
const worldAlpha = 1.2;
/** Sizes that are drawn in the worlds of known law, at least. */
const worldSizes = 5000;
const roles = ['series1', 'series3', 'series4'] as const;

type Cell =
  | ({ readonly kind: 'network' } & PublishedRun)
  | { readonly kind: 'worlds'; readonly examples: number };

type Result =
  | { readonly kind: 'network'; readonly network: PublishedRun; readonly tails: readonly Tail[] }
  | { readonly kind: 'worlds'; readonly gaussian: Tail; readonly stable: Tail };

function plan(settings: Settings): Cell[] {
  const networks = lawNetworks(settings);
  return [
    ...networks.map((network): Cell => ({ kind: 'network', ...network })),
    { kind: 'worlds', examples: networks[0].examples },
  ];
}

function run(cell: Cell, context: CellContext): Result {
  if (cell.kind === 'network') {
    const tails = trainWithSnapshots(cell, context, (snapshot) =>
      tailOf(noiseNorms(snapshot), snapshot.iteration),
    );
    return { kind: 'network', network: cell, tails };
  }
  const world = (law: Parameters<typeof draw>[0], name: string) =>
    tailOf(draw(law, Math.max(worldSizes, cell.examples), stream(context.seed, 'finite variance', name)), 0);
  return {
    kind: 'worlds',
    gaussian: world(normal(), 'gaussian'),
    stable: world(stable({ alpha: worldAlpha }), 'stable'),
  };
}

/** Supported: the shape lies above 1/2, so that there is no variance. */
function verdictOf({ shape }: Tail): Verdict {
  return shape === null ? 'undecided' : intervalVerdict(intervalOf(shape), [infiniteFrom, Infinity]);
}

function judge(results: readonly Result[]): Evidence {
  const tails = results.flatMap((result) =>
    result.kind === 'network' ? result.tails.map((tail) => ({ network: result.network, tail })) : [],
  );
  const worlds = results.find((result) => result.kind === 'worlds');
  const verdicts = tails.map(({ tail }) => verdictOf(tail));
  const controls: Control[] = worlds
    ? [
        control(`alpha-stable sizes (${worldAlpha}) have infinite variance`, worlds.stable, 'supported'),
        control('Gaussian sizes have finite variance', worlds.gaussian, 'refuted'),
      ]
    : [];
  const infinite = verdicts.filter((verdict) => verdict === 'supported').length;
  const finite = verdicts.filter((verdict) => verdict === 'refuted').length;
  const verdict: Verdict =
    infinite === tails.length ? 'supported' : finite === tails.length ? 'refuted' : 'undecided';
  const shapes = tails.flatMap(({ tail }) => (tail.shape ? [tail.shape.value] : []));
  return {
    verdict: controls.every(({ passed }) => passed) ? verdict : 'undecided',
    reason:
      failedControl(controls) ??
      `Of ${tails.length} snapshots ${infinite} have norms without variance (shape above ${infiniteFrom}) and ${finite} with it; shapes ${Math.min(...shapes).toFixed(2)} to ${Math.max(...shapes).toFixed(2)}. ${rangeWords(tails.map(({ tail }) => tail))}`,
    statistics: tails.flatMap(({ network, tail }): Statistic[] =>
      tail.shape
        ? [
            statisticOf(
              `shape of the tail of noise norms, ${snapshotWords(network, tail.iteration)}`,
              intervalOf(tail.shape),
            ),
          ]
        : [],
    ),
    controls,
    figures: [
      tailsFigure([
        ...tails
          .filter(({ network }) => network.replicate === 0 && network.width === tails[0].network.width)
          .map(({ tail }, i) => ({
            label: `iteration ${tail.iteration}`,
            role: roles[i % roles.length],
            tail,
          })),
        ...(worlds
          ? ([
              { label: 'Gaussian', role: 'control', tail: worlds.gaussian },
              { label: `alpha-stable ${worldAlpha}`, role: 'levy', tail: worlds.stable },
            ] as const)
          : []),
      ]),
    ],
    tables: [
      {
        name: 'finite-variance',
        caption:
          'Tails of the norms of single examples’ gradient noise: shape of the generalised Pareto law of the largest tenth (infinite variance above 1/2), and the share of the largest square in their sum.',
        columns: [
          'network',
          'shape',
          'low',
          'high',
          ...otherShares.map((share) => `shape, largest ${100 * share} %`),
          'largest square over sum',
        ],
        rows: tails.map(({ network, tail }) => {
          const shape = tail.shape && intervalOf(tail.shape);
          return [
            snapshotWords(network, tail.iteration),
            shape?.value ?? '',
            shape?.low ?? '',
            shape?.high ?? '',
            ...tail.otherShapes.map((other) => other?.value ?? ''),
            tail.largestShare,
          ];
        }),
      },
    ],
  };
}

/** Whether the answer hangs on where the tail begins. */
function rangeWords(tails: readonly Tail[]): string {
  const all = tails.flatMap(({ otherShapes }) =>
    otherShapes.flatMap((shape) => (shape ? [intervalOf(shape)] : [])),
  );
  const above = all.some(({ low }) => low > infiniteFrom);
  const below = all.some(({ high }) => high < infiniteFrom);
  return above && below
    ? 'Which it is hangs on where the tail is taken to begin: heavy over a range of lengths, cut off beyond.'
    : 'Tails that begin elsewhere do not contradict.';
}

function control(name: string, tail: Tail, wanted: Verdict): Control {
  return {
    name,
    passed: verdictOf(tail) === wanted,
    value: tail.shape
      ? `shape ${tail.shape.value.toFixed(2)} ± ${tail.shape.standardError.toFixed(2)}`
      : 'no shape',
  };
}

export const finiteVariance: Claim<Cell, Result> = {
  id: 'finite-variance',
  group: 'framework',
  title: 'Finite variance fails',
  statement:
    'The assumption that gradient noise has finite variance, on which the classical central limit theorem rests, fails.',
  source: 'arXiv 1912.00018, section 1; Gurbuzbalaban, Simsekli, Zhu 2021 (2006.04740)',
  experiment:
    'Networks of the published kind are trained by SGD. At the start, early and after the fit the gradient of every single training example is taken, and the length of its distance from the full gradient. The largest tenth of these lengths is fitted by a generalised Pareto law, whose shape is one over the tail index.',
  rule: `A snapshot has infinite variance when the 95 % interval of the shape lies above ${infiniteFrom}, finite variance when it lies below. Supported when all snapshots have infinite variance, refuted when all have finite variance, undecided otherwise, or when drawn alpha-stable sizes do not have the one or Gaussian ones the other.`,
  formula: 'P(X>x)\\sim x^{-1/\\xi},\\qquad \\operatorname{Var}X=\\infty\\iff\\xi>\\tfrac12',
  deviation:
    'A data set holds finitely many examples, so that all moments of its noise are finite: what is decided is how its lengths grow over the range that the examples span.',
  needsData: true,
  plan,
  run,
  judge,
};
