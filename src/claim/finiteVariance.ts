import { draw, normal, normalQuantile, stable, stream } from '../law/index.js';
import { empiricalTail, estimateGeneralisedPareto, maxToSumRatio } from '../tail/index.js';
import type { CellContext, Claim, Control, Evidence, Settings, Statistic, Verdict } from './claim.js';
import type { Figure, Layer } from './figure.js';
import { failedControl, intervalVerdict, statisticOf } from './interval.js';
import { lawNetworks, snapshotWords } from './lawSettings.js';
import { trainWithSnapshots, type NetworkSettings, type Snapshot } from './trainedNetwork.js';

/**
 * Does the assumption of finite variance fail for gradient noise? By the tail of the norms of single examples' gradient noise: a
 * tail of shape (one over tail index) above 1/2 has no variance.
 */

const infiniteFrom = 0.5;
/** The largest tenth of the norms. */
const tailShare = 0.1;
const shown = 100;
const worldAlpha = 1.2;
/** Sizes that are drawn in the worlds of known law, at least. */
const worldSizes = 5000;
const gradientsAtATime = 200;
const level = 0.95;

type Cell =
  | ({ readonly kind: 'network' } & NetworkSettings)
  | { readonly kind: 'worlds'; readonly examples: number };

/** The tail of a sample of sizes. */
type Tail = {
  readonly iteration: number;
  /** Shape of the generalised Pareto law of the excesses; null where they have no such law. */
  readonly shape: { readonly value: number; readonly standardError: number } | null;
  /** Largest square over the sum of squares. */
  readonly largestShare: number;
  /** Sizes over their median, and the share of the sample that is at least as large. */
  readonly survival: readonly (readonly [number, number])[];
};
type Result =
  | { readonly kind: 'network'; readonly network: NetworkSettings; readonly tails: readonly Tail[] }
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

/** Length of each example's gradient less the full gradient. */
function noiseNorms({ source, weights }: Snapshot): Float64Array {
  const { exampleCount, parameterCount } = source;
  const everything = Uint32Array.from({ length: exampleCount }, (_, i) => i);
  const full = new Float32Array(parameterCount);
  source.gradient(weights, everything, full);
  const norms = new Float64Array(exampleCount);
  for (let start = 0; start < exampleCount; start += gradientsAtATime) {
    const some = everything.subarray(start, start + gradientsAtATime);
    const rows = new Float32Array(some.length * parameterCount);
    source.perExampleGradients(weights, some, rows);
    for (let k = 0; k < some.length; k++) {
      let squares = 0;
      for (let i = 0; i < parameterCount; i++) squares += (rows[k * parameterCount + i] - full[i]) ** 2;
      norms[start + k] = Math.sqrt(squares);
    }
  }
  return norms;
}

function tailOf(sample: Float64Array, iteration: number): Tail {
  const sizes = sample.map(Math.abs);
  const estimate = estimateGeneralisedPareto(sizes, {
    tail: Math.max(10, Math.floor(tailShare * sizes.length)),
  });
  const median = sizes.toSorted()[sizes.length >> 1];
  return {
    iteration,
    shape:
      estimate.status === 'ok'
        ? { value: estimate.inverse, standardError: estimate.inverseStandardError }
        : null,
    largestShare: maxToSumRatio(sizes) ?? 1,
    survival: empiricalTail(sizes, shown).map(({ size, survival }): [number, number] => [
      size / median,
      survival,
    ]),
  };
}

/** Supported: the shape lies above 1/2, so that there is no variance. */
function verdictOf({ shape }: Tail): Verdict {
  return shape === null ? 'undecided' : intervalVerdict(intervalOf(shape), infiniteFrom, Infinity);
}

function intervalOf({ value, standardError }: NonNullable<Tail['shape']>) {
  const half = normalQuantile((1 + level) / 2) * standardError;
  return { value, standardError, low: value - half, high: value + half, level };
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
      `Of ${tails.length} snapshots ${infinite} have norms without variance (shape above ${infiniteFrom}) and ${finite} with it; shapes ${Math.min(...shapes).toFixed(2)} to ${Math.max(...shapes).toFixed(2)}.`,
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
    figures: [figureOf(tails, worlds)],
    tables: [
      {
        name: 'finite-variance',
        caption:
          'Tails of the norms of single examples’ gradient noise: shape of the generalised Pareto law of the largest tenth (infinite variance above 1/2), and the share of the largest square in their sum.',
        columns: ['network', 'shape', 'low', 'high', 'largest square over sum'],
        rows: tails.map(({ network, tail }) => {
          const shape = tail.shape && intervalOf(tail.shape);
          return [
            snapshotWords(network, tail.iteration),
            shape?.value ?? '',
            shape?.low ?? '',
            shape?.high ?? '',
            tail.largestShare,
          ];
        }),
      },
    ],
  };
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

function figureOf(
  tails: readonly { readonly network: NetworkSettings; readonly tail: Tail }[],
  worlds?: Extract<Result, { kind: 'worlds' }>,
): Figure {
  const layer = (label: string, role: Layer['role'], { survival }: Tail): Layer => ({
    mark: 'line',
    label,
    role,
    x: survival.map(([size]) => size),
    y: survival.map(([, share]) => share),
  });
  const first = tails.filter(
    ({ network }) => network.replicate === 0 && network.width === tails[0].network.width,
  );
  const roles = ['series1', 'series3', 'series4'] as const;
  return {
    name: 'finite-variance',
    title: 'Tails of gradient noise of single examples',
    caption:
      'Share of examples whose gradient noise is longer than a multiple of the median length, at the snapshots of the first network, beside sizes drawn from a Gaussian and from an alpha-stable law. Without variance a tail falls more slowly than the dashed one.',
    panels: [
      {
        x: { label: 'length over the median', scale: 'log', domain: [0.3, 300] },
        y: { label: 'share at least as long', scale: 'log' },
        layers: [
          ...first.map(({ tail }, i) => layer(`iteration ${tail.iteration}`, roles[i % roles.length], tail)),
          ...(worlds
            ? [
                layer('Gaussian', 'control', worlds.gaussian),
                layer(`alpha-stable ${worldAlpha}`, 'levy', worlds.stable),
              ]
            : []),
          {
            mark: 'line',
            label: 'tail index 2',
            role: 'theory',
            x: [3, 100],
            y: [0.1, 0.1 * (3 / 100) ** 2],
          },
        ],
      },
    ],
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
  rule: `A snapshot has infinite variance when the ${100 * level} % interval of the shape lies above ${infiniteFrom}, finite variance when it lies below. Supported when all snapshots have infinite variance, refuted when all have finite variance, undecided otherwise, or when drawn alpha-stable sizes do not have the one or Gaussian ones the other.`,
  formula: 'P(X>x)\\sim x^{-1/\\xi},\\qquad \\operatorname{Var}X=\\infty\\iff\\xi>\\tfrac12',
  deviation:
    'A data set holds finitely many examples, so that all moments of its noise are finite: what is decided is how its lengths grow over the range that the examples span.',
  needsData: true,
  plan,
  run,
  judge,
};
